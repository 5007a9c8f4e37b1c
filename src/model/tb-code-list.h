/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TbCodeItem:
 * @code: what is stored
 * @label: what people read, in Chinese as the standard prints it (code lists are data, not
 * interface text)
 * @label_en: (nullable): what the English interface shows
 * @enabled: whether it is offered for new values
 * @standard: whether it came with the program; such an item cannot be deleted
 */
typedef struct
{
  const char *code;
  const char *label;
  const char *label_en;
  gboolean enabled;
  gboolean standard;
} TbCodeItem;

/**
 * TbCodeList:
 *
 * One list of codes: those shipped in data/code-lists, and those that the branch added. The shipped
 * lists are loaded once and immutable; added items are set with tb_code_lists_set_local() when a
 * register is opened, on the main thread before other threads use it.
 */
typedef struct _TbCodeList TbCodeList;

const TbCodeList *tb_code_lists_find (const char *name);
const char *const *tb_code_lists_get_names (void);
void tb_code_lists_set_local (const char *list, const char *code, const char *label,
                              gboolean enabled);
void tb_code_lists_forget_local (void);

const char *tb_code_list_get_name (const TbCodeList *self);
guint tb_code_list_get_n_items (const TbCodeList *self);
const TbCodeItem *tb_code_list_get_item (const TbCodeList *self, guint index);
const TbCodeItem *tb_code_list_find_code (const TbCodeList *self, const char *code);
const TbCodeItem *tb_code_list_recognise (const TbCodeList *self, const char *typed);
const char *tb_code_item_get_label (const TbCodeItem *self);

G_END_DECLS
