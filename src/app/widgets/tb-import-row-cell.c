/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-import-row-cell.h"

#include <glib/gi18n.h>

struct _TbImportRowCell
{
  GtkBox parent_instance;

  GtkImage *icon;
  GtkLabel *title_label;
  GtkLabel *message_label;
  GtkLabel *row_label;
};

/* What becomes of a row without faults, in words and as an icon. */
static const struct
{
  const char *words;
  const char *icon_name;
} outcomes[] = {
  [TB_IMPORT_NEW] = { N_ ("New record"), "list-add-symbolic" },
  [TB_IMPORT_SAME] = { N_ ("Already in the register, unchanged"), "object-select-symbolic" },
  [TB_IMPORT_CHANGED] = { N_ ("Changes a record"), "document-edit-symbolic" },
  [TB_IMPORT_AMBIGUOUS]
  = { N_ ("Fits more than one record: choose one"), "dialog-question-symbolic" },
  [TB_IMPORT_SKIPPED] = { N_ ("Left out"), "window-close-symbolic" },
};

G_DEFINE_FINAL_TYPE (TbImportRowCell, tb_import_row_cell, GTK_TYPE_BOX)

static void
tb_import_row_cell_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_IMPORT_ROW_CELL);

  G_OBJECT_CLASS (tb_import_row_cell_parent_class)->dispose (object);
}

static void
tb_import_row_cell_class_init (TbImportRowCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_import_row_cell_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-import-row-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, TbImportRowCell, icon);
  gtk_widget_class_bind_template_child (widget_class, TbImportRowCell, title_label);
  gtk_widget_class_bind_template_child (widget_class, TbImportRowCell, message_label);
  gtk_widget_class_bind_template_child (widget_class, TbImportRowCell, row_label);
}

static void
tb_import_row_cell_init (TbImportRowCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_import_row_cell_new:
 *
 * Returns: (transfer floating): a cell that shows nothing yet
 */
GtkWidget *
tb_import_row_cell_new (void)
{
  return g_object_new (TB_TYPE_IMPORT_ROW_CELL, NULL);
}

static char *
dup_messages (TbImporter *importer, guint index)
{
  guint n_findings;
  const TbImportFinding *const *findings
      = tb_importer_get_row_findings (importer, index, &n_findings);
  GString *messages;

  if (n_findings == 0)
    return NULL;
  messages = g_string_new (findings[0]->message);
  for (guint i = 1; i < n_findings; i++)
    g_string_append_printf (messages, " %s", findings[i]->message);
  return g_string_free_and_steal (messages);
}

static const char *
find_title_cell (TbImporter *importer, guint index)
{
  const TbRecordType *type = tb_importer_get_record_type (importer);
  const char *title_name = type->fields[type->title_field].name;

  for (guint i = 0; i < tb_importer_get_n_columns (importer); i++)
    {
      const TbImportColumn *column = tb_importer_get_column (importer, i);

      if (column->target != TB_IMPORT_IGNORED
          && g_str_equal (tb_importer_get_target_name (importer, column->target), title_name))
        return tb_importer_get_cell (importer, index, i);
    }
  return NULL;
}

/**
 * tb_import_row_dup_title:
 * @importer: with checked rows
 * @index: index of the row
 *
 * Returns: (transfer full): what people would call the row: the name in it, or its number in the
 * sheet
 */
char *
tb_import_row_dup_title (TbImporter *importer, guint index)
{
  const char *title = find_title_cell (importer, index);

  if (title != NULL && *title != '\0')
    return g_strdup (title);
  /* Translators: a row of a spreadsheet without a name in it */
  return g_strdup_printf (_ ("Row %u"), tb_importer_get_row_number (importer, index));
}

/**
 * tb_import_row_cell_show:
 * @importer: with checked rows
 * @index: index of the row to show
 */
void
tb_import_row_cell_show (TbImportRowCell *self, TbImporter *importer, guint index)
{
  TbImportMatch match = tb_importer_get_row_match (importer, index);
  TbImportRowState state = tb_importer_get_row_state (importer, index);
  g_autofree char *title = tb_import_row_dup_title (importer, index);
  g_autofree char *messages = dup_messages (importer, index);
  g_autofree char *number
      = g_strdup_printf (_ ("Row %u"), tb_importer_get_row_number (importer, index));

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->row_label, number);
  gtk_label_set_label (self->message_label,
                       messages != NULL ? messages : _ (outcomes[match].words));

  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "warning");
  if (state == TB_IMPORT_ROW_ERROR)
    {
      gtk_image_set_from_icon_name (self->icon, "dialog-error-symbolic");
      gtk_widget_add_css_class (GTK_WIDGET (self->icon), "error");
    }
  else if (state == TB_IMPORT_ROW_WARNING)
    {
      gtk_image_set_from_icon_name (self->icon, "dialog-warning-symbolic");
      gtk_widget_add_css_class (GTK_WIDGET (self->icon), "warning");
    }
  else
    gtk_image_set_from_icon_name (self->icon, outcomes[match].icon_name);
}
