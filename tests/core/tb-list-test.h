/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-core-test.h"
#include "tb-record-list.h"

G_BEGIN_DECLS

/* For tests of lists of persons. */

/* What a list model said of itself, kept up from its signals alone, as a view does. */
typedef struct
{
  TbRecordList *list; /* (not owned) */
  GArray *rows;       /* (owned) (element-type gint64) */
} TbListMirror;

void tb_list_mirror_start (TbListMirror *mirror, TbRecordList *list);
void tb_list_mirror_assert_same (TbListMirror *mirror);
void tb_list_mirror_stop (TbListMirror *mirror);

/* Adds persons who are called 员00000 and so on. */
void tb_list_test_fill (TbCoreTest *test, guint n_persons);

/* All persons by name. */
TbQuery *tb_list_test_new_query (gboolean descending);
TbRecordList *tb_list_test_new_list (TbCoreTest *test);

guint tb_list_test_get_n_items (TbRecordList *list);
TbRecordItem *tb_list_test_get_item (TbRecordList *list, guint position);

/* Looks at an item until its record has come. */
TbRecord *tb_list_test_look_at (TbRecordItem *item);
const char *tb_list_test_get_name (TbRecordItem *item);

#define tb_list_test_assert_changed(logger, list, position, removed, added)                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint position_, removed_, added_;                                                             \
    gt_signal_logger_assert_emission_pop (logger, list, "items-changed", &position_, &removed_,    \
                                          &added_);                                                \
    g_assert_cmpuint (position_, ==, position);                                                    \
    g_assert_cmpuint (removed_, ==, removed);                                                      \
    g_assert_cmpuint (added_, ==, added);                                                          \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
