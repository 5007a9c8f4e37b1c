/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-file-kind.h"

G_BEGIN_DECLS

gboolean tb_compound_file_has_magic (const char *head, gsize length);
gboolean tb_compound_file_identify (GInputStream *stream, TbFileKind *kind,
                                    GCancellable *cancellable, GError **error);

G_END_DECLS
