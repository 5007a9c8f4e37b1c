/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-sheet-reader.h"

G_BEGIN_DECLS

/**
 * TbImportMemo:
 *
 * What the last cells of a column came to, by their texts: most columns of a list hold the same few
 * words again and again. One thread at a time.
 */
typedef struct _TbImportMemo TbImportMemo;

TbImportMemo *tb_import_memo_new (void) G_GNUC_WARN_UNUSED_RESULT;
void tb_import_memo_free (TbImportMemo *self);

gboolean tb_import_memo_find (TbImportMemo *self, TbCellKind kind, guint32 text,
                              const char **value);
void tb_import_memo_keep (TbImportMemo *self, TbCellKind kind, guint32 text, const char *value);

G_END_DECLS
