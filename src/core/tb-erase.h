/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-batch-writer.h"

G_BEGIN_DECLS

/* Erasing what the register says of somebody: steps in a batch that is being written. */

gboolean tb_erase_person (TbBatchWriter *writer, TbRecord *person, const char *reason,
                          GError **error);
gboolean tb_erase_as_told (TbBatchWriter *writer, const char *type_name, const char *id,
                           const char *reason, GError **error);
gboolean tb_erase_again (TbBatchWriter *writer, const char *type_name, const char *id,
                         GError **error);

G_END_DECLS
