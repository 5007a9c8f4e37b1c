/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-import-rows.h"

struct _TbImportRow
{
  GObject parent_instance;

  guint index;
};

G_DEFINE_FINAL_TYPE (TbImportRow, tb_import_row, G_TYPE_OBJECT)

struct _TbImportRows
{
  GObject parent_instance;

  TbImporter *importer; /* (owned) */
  GArray *indexes;      /* (owned) (element-type guint) */
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbImportRows, tb_import_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static gboolean
is_shown (TbImporter *importer, guint index, TbImportShow show)
{
  TbImportMatch match = tb_importer_get_row_match (importer, index);

  switch (show)
    {
    case TB_IMPORT_SHOW_PROBLEMS:
      return match == TB_IMPORT_AMBIGUOUS
             || tb_importer_get_row_state (importer, index) != TB_IMPORT_ROW_OK;
    case TB_IMPORT_SHOW_CHANGED:
      return match == TB_IMPORT_CHANGED;
    case TB_IMPORT_SHOW_NEW:
      return match == TB_IMPORT_NEW;
    case TB_IMPORT_SHOW_ALL:
    default:
      return TRUE;
    }
}

static void
tb_import_row_class_init (TbImportRowClass *klass)
{
}

static void
tb_import_row_init (TbImportRow *self)
{
}

/**
 * tb_import_row_get_index:
 *
 * Returns: index of the row in the importer
 */
guint
tb_import_row_get_index (TbImportRow *self)
{
  g_return_val_if_fail (TB_IS_IMPORT_ROW (self), 0);

  return self->index;
}

static GType
tb_import_rows_get_item_type (GListModel *model)
{
  return TB_TYPE_IMPORT_ROW;
}

static guint
tb_import_rows_get_n_items (GListModel *model)
{
  return TB_IMPORT_ROWS (model)->indexes->len;
}

static gpointer
tb_import_rows_get_item (GListModel *model, guint position)
{
  TbImportRows *self = TB_IMPORT_ROWS (model);
  TbImportRow *row;

  if (position >= self->indexes->len)
    return NULL;

  row = g_object_new (TB_TYPE_IMPORT_ROW, NULL);
  row->index = g_array_index (self->indexes, guint, position);
  return row;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = tb_import_rows_get_item_type;
  iface->get_n_items = tb_import_rows_get_n_items;
  iface->get_item = tb_import_rows_get_item;
}

static void
tb_import_rows_finalize (GObject *object)
{
  TbImportRows *self = TB_IMPORT_ROWS (object);

  g_clear_object (&self->importer);
  g_clear_pointer (&self->indexes, g_array_unref);

  G_OBJECT_CLASS (tb_import_rows_parent_class)->finalize (object);
}

static void
tb_import_rows_class_init (TbImportRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_import_rows_finalize;
}

static void
tb_import_rows_init (TbImportRows *self)
{
  self->indexes = g_array_new (FALSE, FALSE, sizeof (guint));
}

/**
 * tb_import_rows_new:
 * @importer: whose rows are listed, once they are checked
 *
 * Returns: (transfer full): an empty list; see tb_import_rows_refresh()
 */
TbImportRows *
tb_import_rows_new (TbImporter *importer)
{
  TbImportRows *self = g_object_new (TB_TYPE_IMPORT_ROWS, NULL);

  self->importer = g_object_ref (importer);
  return self;
}

/**
 * tb_import_rows_refresh:
 * @show: which rows are wanted
 *
 * Lists the rows anew, as remove-all and add-all: one signal for both would make GTK ask for every
 * row.
 */
void
tb_import_rows_refresh (TbImportRows *self, TbImportShow show)
{
  guint n_before = self->indexes->len;
  guint n_rows = tb_importer_get_n_rows (self->importer);

  g_array_set_size (self->indexes, 0);
  if (n_before > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, 0);

  for (guint i = 0; i < n_rows; i++)
    {
      if (is_shown (self->importer, i, show))
        g_array_append_val (self->indexes, i);
    }
  if (self->indexes->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, self->indexes->len);
}
