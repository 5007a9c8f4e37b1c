/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-code-list.h"

#include "tb-code-list-data.h"
#include "tb-text.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#define RESOURCE_FOLDER "/io/github/towerbranch/code-lists"
#define FILE_SUFFIX ".csv"

enum
{
  COLUMN_CODE,
  COLUMN_LABEL,
  COLUMN_LABEL_EN,
  COLUMN_ALIASES,
  COLUMN_SORT,
  N_COLUMNS,
};

/* Items and their texts live as long as the program: records and models keep pointers to them. */
typedef struct
{
  TbCodeItem item; /* must be first */
  char *aliases;   /* (nullable): separated by | */
  int sort;
} Item;

struct _TbCodeList
{
  const char *name;      /* (not owned): one of list_names */
  gsize loaded;          /* for g_once_init_enter() */
  GPtrArray *items;      /* (element-type Item), in the order shown */
  GHashTable *by_code;   /* code → Item */
  GHashTable *by_text;   /* (owned) folded text that people type → Item */
  GHashTable *forgotten; /* code → Item that another register had; to be taken again */
};

static GHashTable *lists; /* name → TbCodeList; immutable once made */
static char **list_names; /* (owned): sorted */

/* The end of a field that begins at @text, with its quotes taken away in place. */
static char *
take_field (char **text)
{
  char *start = *text, *out = start, *p = start;
  gboolean quoted = *p == '"';

  if (quoted)
    p++;
  for (; *p != '\0'; p++)
    {
      if (quoted && *p == '"')
        {
          if (p[1] != '"')
            {
              quoted = FALSE;
              continue;
            }
          p++;
        }
      else if (!quoted && (*p == ',' || *p == '\n'))
        {
          break;
        }
      *out++ = *p;
    }

  *text = *p == '\0' ? p : p + 1;
  *out = '\0';

  return start;
}

static void
add_text (TbCodeList *self, const char *text, Item *item)
{
  g_autofree char *folded = NULL;

  if (tb_text_is_blank (text))
    return;

  folded = tb_text_fold (text);
  if (!g_hash_table_contains (self->by_text, folded))
    g_hash_table_insert (self->by_text, g_steal_pointer (&folded), item);
}

/* Codes and labels before aliases, so that a list's own words always mean what they say. */
static void
add_texts (TbCodeList *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = g_ptr_array_index (self->items, i);

      add_text (self, item->item.code, item);
      add_text (self, item->item.label, item);
      add_text (self, item->item.label_en, item);
    }

  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = g_ptr_array_index (self->items, i);
      g_auto (GStrv) aliases = g_strsplit (item->aliases != NULL ? item->aliases : "", "|", -1);

      for (guint j = 0; aliases[j] != NULL; j++)
        add_text (self, aliases[j], item);
      /* Spreadsheets take `01` for a number and show `1`. */
      if (item->item.code[0] == '0' && item->item.code[1] != '\0')
        add_text (self, item->item.code + strspn (item->item.code, "0"), item);
    }
}

static int
compare_sort (gconstpointer a, gconstpointer b)
{
  const Item *item_a = *(const Item *const *)a;
  const Item *item_b = *(const Item *const *)b;

  return item_a->sort - item_b->sort;
}

static void
list_load (TbCodeList *self)
{
  g_autofree char *path = g_strconcat (RESOURCE_FOLDER "/", self->name, FILE_SUFFIX, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resource_lookup_data (tb_code_list_data_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  gsize size;
  const char *data;
  char *text;

  g_assert_no_error (error);

  data = g_bytes_get_data (bytes, &size);
  text = g_strndup (data, size); /* the items point into it */
  text = strchr (text, '\n') + 1;

  self->items = g_ptr_array_new ();
  self->by_code = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_text = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->forgotten = g_hash_table_new (g_str_hash, g_str_equal);

  while (*text != '\0')
    {
      Item *item = g_new0 (Item, 1);
      char *fields[N_COLUMNS];

      for (guint i = 0; i < N_COLUMNS; i++)
        fields[i] = take_field (&text);

      item->item.code = fields[COLUMN_CODE];
      item->item.label = fields[COLUMN_LABEL];
      item->item.label_en = *fields[COLUMN_LABEL_EN] != '\0' ? fields[COLUMN_LABEL_EN] : NULL;
      item->item.enabled = TRUE;
      item->item.standard = TRUE;
      item->aliases = fields[COLUMN_ALIASES];
      item->sort = atoi (fields[COLUMN_SORT]);
      g_ptr_array_add (self->items, item);
      g_hash_table_insert (self->by_code, (gpointer)item->item.code, item);
    }

  g_ptr_array_sort (self->items, compare_sort);
  add_texts (self);
}

static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static void
ensure_lists (void)
{
  static gsize made;

  if (!g_once_init_enter (&made))
    return;

  /* By hand: the linker drops the constructor of a resource that lies in a static library. */
  tb_code_list_data_register_resource ();
  list_names = g_resource_enumerate_children (tb_code_list_data_get_resource (), RESOURCE_FOLDER,
                                              G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert (list_names != NULL);
  qsort (list_names, g_strv_length (list_names), sizeof *list_names, compare_names);

  lists = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; list_names[i] != NULL; i++)
    {
      TbCodeList *list = g_new0 (TbCodeList, 1);

      list_names[i][strlen (list_names[i]) - strlen (FILE_SUFFIX)] = '\0';
      list->name = list_names[i];
      g_hash_table_insert (lists, list_names[i], list);
    }

  g_once_init_leave (&made, 1);
}

static TbCodeList *
lists_lookup (const char *name)
{
  TbCodeList *list;

  ensure_lists ();

  list = g_hash_table_lookup (lists, name);
  if (list != NULL && g_once_init_enter (&list->loaded))
    {
      list_load (list);
      g_once_init_leave (&list->loaded, 1);
    }

  return list;
}

/**
 * tb_code_lists_find:
 * @name: the name of a list, such as `person-category`
 *
 * Safe on every thread.
 *
 * Returns: (transfer none) (nullable): the list, which lives as long as the program
 */
const TbCodeList *
tb_code_lists_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  return lists_lookup (name);
}

/**
 * tb_code_lists_get_names:
 *
 * Safe on every thread.
 *
 * Returns: (transfer none): the names of all lists in alphabetic order, %NULL-terminated
 */
const char *const *
tb_code_lists_get_names (void)
{
  ensure_lists ();

  return (const char *const *)list_names;
}

/**
 * tb_code_lists_set_local:
 * @list: the name of a list
 * @code: an item's code
 * @label: (nullable): what people read; %NULL keeps the label that the item has
 * @enabled: whether the item is offered for new values
 *
 * Adds an item that the branch made, or changes one: of a standard item only whether it is offered.
 * On the main thread, before other threads use the lists.
 */
void
tb_code_lists_set_local (const char *list, const char *code, const char *label, gboolean enabled)
{
  TbCodeList *self = lists_lookup (list);
  Item *item;

  g_return_if_fail (self != NULL);
  g_return_if_fail (code != NULL && *code != '\0');

  item = g_hash_table_lookup (self->by_code, code);
  if (item == NULL)
    {
      if (!g_hash_table_steal_extended (self->forgotten, code, NULL, (gpointer *)&item))
        {
          item = g_new0 (Item, 1);
          item->item.code = g_intern_string (code);
        }
      item->item.label = item->item.code;
      g_ptr_array_add (self->items, item);
      g_hash_table_insert (self->by_code, (gpointer)item->item.code, item);
    }

  item->item.enabled = enabled;
  if (!item->item.standard)
    {
      if (label != NULL)
        item->item.label = g_intern_string (label);
      add_text (self, code, item);
      add_text (self, item->item.label, item);
    }
}

static gboolean
is_local (gpointer key, gpointer value, gpointer user_data)
{
  return !((Item *)value)->item.standard;
}

/**
 * tb_code_lists_forget_local:
 *
 * Brings all lists back to what the program ships, before another register is opened. On the main
 * thread, while no other thread uses the lists.
 */
void
tb_code_lists_forget_local (void)
{
  GHashTableIter iter;
  TbCodeList *self;

  ensure_lists ();

  g_hash_table_iter_init (&iter, lists);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&self))
    {
      if (self->items == NULL)
        continue;

      g_hash_table_foreach_remove (self->by_code, is_local, NULL);
      g_hash_table_foreach_remove (self->by_text, is_local, NULL);
      for (guint i = self->items->len; i > 0; i--)
        {
          Item *item = g_ptr_array_index (self->items, i - 1);

          if (item->item.standard)
            item->item.enabled = TRUE;
          else
            {
              g_hash_table_insert (self->forgotten, (gpointer)item->item.code, item);
              g_ptr_array_remove_index (self->items, i - 1);
            }
        }
    }
}

/**
 * tb_code_list_get_name:
 *
 * Returns: (transfer none): the name of the list
 */
const char *
tb_code_list_get_name (const TbCodeList *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

/**
 * tb_code_list_get_n_items:
 *
 * Returns: how many items it has, with those not enabled
 */
guint
tb_code_list_get_n_items (const TbCodeList *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->items->len;
}

/**
 * tb_code_list_get_item:
 * @index: less than the number of items
 *
 * Returns: (transfer none): an item, in the order in which they are offered
 */
const TbCodeItem *
tb_code_list_get_item (const TbCodeList *self, guint index)
{
  g_return_val_if_fail (self != NULL && index < self->items->len, NULL);

  return g_ptr_array_index (self->items, index);
}

/**
 * tb_code_list_find_code:
 * @code: (nullable): a code as it is stored
 *
 * Returns: (transfer none) (nullable): the item of that code
 */
const TbCodeItem *
tb_code_list_find_code (const TbCodeList *self, const char *code)
{
  g_return_val_if_fail (self != NULL, NULL);

  return code != NULL ? g_hash_table_lookup (self->by_code, code) : NULL;
}

/**
 * tb_code_list_recognise:
 * @typed: (nullable): what somebody typed or a spreadsheet holds
 *
 * Finds the item that is meant by its code, its label in either language or one of its aliases;
 * `汉` and `汉族`, `本科（全日制）` and ` 大学本科 `. Width, case, white space and remarks in
 * brackets do not matter. Items that are not enabled are recognised too.
 *
 * Returns: (transfer none) (nullable): the item
 */
const TbCodeItem *
tb_code_list_recognise (const TbCodeList *self, const char *typed)
{
  g_autofree char *folded = NULL;
  g_autofree char *words = NULL;
  Item *item;

  g_return_val_if_fail (self != NULL, NULL);

  if (tb_text_is_blank (typed))
    return NULL;

  /* Labels in Chinese fold to themselves. */
  item = g_hash_table_lookup (self->by_text, typed);
  if (item != NULL)
    return &item->item;

  folded = tb_text_fold (typed);
  item = g_hash_table_lookup (self->by_text, folded);
  if (item != NULL)
    return &item->item;

  words = tb_text_fold_heading (typed);
  item = *words != '\0' ? g_hash_table_lookup (self->by_text, words) : NULL;

  return item != NULL ? &item->item : NULL;
}

/**
 * tb_code_item_get_label:
 *
 * The label in the language of the interface: Chinese where the interface is Chinese, else English
 * where there is an English label.
 *
 * Returns: (transfer none): what people read
 */
const char *
tb_code_item_get_label (const TbCodeItem *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->label_en == NULL)
    return self->label;

  /* Translators: the language in which code lists are shown; only “en” and “zh” exist. */
  return g_str_equal (C_ ("language of code lists", "en"), "zh") ? self->label : self->label_en;
}
