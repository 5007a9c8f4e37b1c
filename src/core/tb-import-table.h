/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-import-guess.h"

G_BEGIN_DECLS

GArray *tb_import_table_list_rows (TbImportSheet *sheet, const TbImportHeader *header,
                                   GArray *mapping) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
