/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-import-columns-page.h"

#include <glib/gi18n.h>

#include "tb-import-target.h"

/* Values of a column that are shown beside its heading. */
#define N_EXAMPLES 3

struct _TbImportColumnsPage
{
  AdwNavigationPage parent_instance;

  TbImporter *importer; /* (owned) */
  GPtrArray
      *rows; /* (owned) (element-type GtkWidget): the rows of the columns; children of the group */
  gboolean refreshing; /* while the rows are being set by us, not by the user */

  AdwBanner *banner;
  AdwComboRow *sheet_row;
  AdwComboRow *type_row;
  AdwSpinRow *header_row;
  AdwActionRow *encoding_row;
  AdwPreferencesGroup *columns_group;
  GtkWidget *next_button;
};

enum
{
  SIGNAL_SHEET_CHOSEN,
  SIGNAL_NEXT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbImportColumnsPage, tb_import_columns_page, ADW_TYPE_NAVIGATION_PAGE)

static char *
dup_examples (TbImportColumnsPage *self, guint column)
{
  guint n_rows = tb_importer_get_n_rows (self->importer);
  g_autoptr (GStrvBuilder) examples = g_strv_builder_new ();
  g_auto (GStrv) values = NULL;
  guint n_found = 0;

  for (guint i = 0; i < n_rows && n_found < N_EXAMPLES; i++)
    {
      const char *text = tb_importer_get_cell (self->importer, i, column);

      if (text == NULL || *text == '\0')
        continue;
      g_strv_builder_add (examples, text);
      n_found++;
    }

  values = g_strv_builder_end (examples);
  return g_strjoinv (" · ", values);
}

/* A field named by two columns would take the value of one of them silently. */
static void
update_state (TbImportColumnsPage *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  const char *fault = NULL;
  guint n_mapped = 0;

  for (guint i = 0; i < tb_importer_get_n_columns (self->importer); i++)
    {
      guint target = tb_importer_get_column (self->importer, i)->target;

      if (target == TB_IMPORT_IGNORED)
        continue;
      n_mapped++;
      if (!g_hash_table_add (seen, GUINT_TO_POINTER (target + 1)))
        fault = _ ("Two columns are imported as the same field. Choose another field for one of "
                   "them, or ignore it.");
    }
  if (n_mapped == 0)
    fault = _ ("No column is recognised. Choose the row with the headings, or what the columns are "
               "imported as.");

  adw_banner_set_title (self->banner, fault != NULL ? fault : "");
  adw_banner_set_revealed (self->banner, fault != NULL);
  gtk_widget_set_sensitive (self->next_button, fault == NULL);
}

static void
target_selected_cb (TbImportColumnsPage *self, GParamSpec *pspec, AdwComboRow *row)
{
  guint column;
  guint selected = adw_combo_row_get_selected (row);

  if (self->refreshing || !g_ptr_array_find (self->rows, row, &column)
      || selected == GTK_INVALID_LIST_POSITION)
    return;

  tb_importer_set_column (self->importer, column, selected == 0 ? TB_IMPORT_IGNORED : selected - 1);
  update_state (self);
}

static GtkStringList *
new_target_labels (TbImportColumnsPage *self)
{
  GtkStringList *labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, _ ("Ignore"));
  for (guint i = 0; i < tb_importer_get_n_targets (self->importer); i++)
    gtk_string_list_append (labels, tb_importer_get_target_label (self->importer, i));
  return labels;
}

static void
add_column (TbImportColumnsPage *self, guint index, GListModel *labels)
{
  const TbImportColumn *column = tb_importer_get_column (self->importer, index);
  g_autofree char *examples = dup_examples (self, index);
  g_autofree char *unnamed = NULL;
  GtkWidget *row;

  if (column->heading == NULL || *column->heading == '\0')
    /* Translators: heading of a column that has none in the file; %u is its number from the left */
    unnamed = g_strdup_printf (_ ("Column %u"), index + 1);

  row = g_object_new (
      ADW_TYPE_COMBO_ROW, "use-markup", FALSE, "title", unnamed != NULL ? unnamed : column->heading,
      "subtitle", examples, "subtitle-lines", 1, "model", labels, "enable-search", TRUE,
      "expression", gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"),
      "selected", column->target == TB_IMPORT_IGNORED ? 0 : column->target + 1, NULL);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (target_selected_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->columns_group, row);
  g_ptr_array_add (self->rows, row);
}

static void
refresh_columns (TbImportColumnsPage *self)
{
  g_autoptr (GListModel) labels = G_LIST_MODEL (new_target_labels (self));
  gboolean was_refreshing = self->refreshing;

  self->refreshing = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->columns_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < tb_importer_get_n_columns (self->importer); i++)
    add_column (self, i, labels);
  self->refreshing = was_refreshing;
  update_state (self);
}

static void
sheet_selected_cb (TbImportColumnsPage *self)
{
  guint selected = adw_combo_row_get_selected (self->sheet_row);

  if (!self->refreshing && selected != GTK_INVALID_LIST_POSITION)
    g_signal_emit (self, signals[SIGNAL_SHEET_CHOSEN], 0, selected);
}

static void
type_selected_cb (TbImportColumnsPage *self)
{
  guint selected = adw_combo_row_get_selected (self->type_row);
  guint n_types;
  const TbRecordType *const *types = tb_import_targets_get_types (&n_types);

  if (self->refreshing || selected >= n_types)
    return;

  tb_importer_set_record_type (self->importer, types[selected]);
  refresh_columns (self);
}

static void
header_changed_cb (TbImportColumnsPage *self)
{
  if (self->refreshing)
    return;

  tb_importer_set_header_row (self->importer, (guint)adw_spin_row_get_value (self->header_row));
  refresh_columns (self);
}

static void
next_cb (TbImportColumnsPage *self)
{
  g_signal_emit (self, signals[SIGNAL_NEXT], 0);
}

/* What was recognised is right nearly always, so that Enter leads on. */
static void
shown_cb (TbImportColumnsPage *self)
{
  gtk_widget_grab_focus (self->next_button);
}

static void
tb_import_columns_page_dispose (GObject *object)
{
  TbImportColumnsPage *self = TB_IMPORT_COLUMNS_PAGE (object);

  self->refreshing = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_IMPORT_COLUMNS_PAGE);

  G_OBJECT_CLASS (tb_import_columns_page_parent_class)->dispose (object);
}

static void
tb_import_columns_page_finalize (GObject *object)
{
  TbImportColumnsPage *self = TB_IMPORT_COLUMNS_PAGE (object);

  g_clear_object (&self->importer);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (tb_import_columns_page_parent_class)->finalize (object);
}

static void
tb_import_columns_page_class_init (TbImportColumnsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_import_columns_page_dispose;
  object_class->finalize = tb_import_columns_page_finalize;

  /**
   * TbImportColumnsPage::sheet-chosen:
   * @sheet: index of the sheet
   */
  signals[SIGNAL_SHEET_CHOSEN]
      = g_signal_new ("sheet-chosen", TB_TYPE_IMPORT_COLUMNS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  /**
   * TbImportColumnsPage::next:
   */
  signals[SIGNAL_NEXT] = g_signal_new ("next", TB_TYPE_IMPORT_COLUMNS_PAGE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-import-columns-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TbImportColumnsPage, banner);
  gtk_widget_class_bind_template_child (widget_class, TbImportColumnsPage, sheet_row);
  gtk_widget_class_bind_template_child (widget_class, TbImportColumnsPage, type_row);
  gtk_widget_class_bind_template_child (widget_class, TbImportColumnsPage, header_row);
  gtk_widget_class_bind_template_child (widget_class, TbImportColumnsPage, encoding_row);
  gtk_widget_class_bind_template_child (widget_class, TbImportColumnsPage, columns_group);
  gtk_widget_class_bind_template_child (widget_class, TbImportColumnsPage, next_button);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, sheet_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, type_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
}

static void
tb_import_columns_page_init (TbImportColumnsPage *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint n_types;
  const TbRecordType *const *types = tb_import_targets_get_types (&n_types);

  self->rows = g_ptr_array_new ();
  self->refreshing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < n_types; i++)
    gtk_string_list_append (labels, _ (types[i]->label_plural));
  adw_combo_row_set_model (self->type_row, G_LIST_MODEL (labels));
  self->refreshing = FALSE;
}

/**
 * tb_import_columns_page_new:
 * @importer: with an open file
 *
 * Returns: (transfer floating): the page
 */
AdwNavigationPage *
tb_import_columns_page_new (TbImporter *importer)
{
  TbImportColumnsPage *self = g_object_new (TB_TYPE_IMPORT_COLUMNS_PAGE, NULL);

  self->importer = g_object_ref (importer);
  tb_import_columns_page_refresh (self);

  return ADW_NAVIGATION_PAGE (self);
}

/**
 * tb_import_columns_page_refresh:
 *
 * Shows anew what the importer recognised.
 */
void
tb_import_columns_page_refresh (TbImportColumnsPage *self)
{
  g_autoptr (GtkStringList) sheets = gtk_string_list_new (NULL);
  const TbRecordType *type = tb_importer_get_record_type (self->importer);
  const char *encoding = tb_importer_get_encoding (self->importer);
  guint n_sheets = tb_importer_get_n_sheets (self->importer);
  guint n_types;
  const TbRecordType *const *types = tb_import_targets_get_types (&n_types);

  self->refreshing = TRUE;
  for (guint i = 0; i < n_sheets; i++)
    {
      const char *name = tb_importer_get_sheet_name (self->importer, i);

      gtk_string_list_append (sheets, name != NULL ? name : "");
    }
  adw_combo_row_set_model (self->sheet_row, G_LIST_MODEL (sheets));
  adw_combo_row_set_selected (self->sheet_row, tb_importer_get_sheet (self->importer));
  gtk_widget_set_visible (GTK_WIDGET (self->sheet_row), n_sheets > 1);

  adw_action_row_set_subtitle (self->encoding_row, encoding != NULL ? encoding : "");
  gtk_widget_set_visible (GTK_WIDGET (self->encoding_row), encoding != NULL);

  for (guint i = 0; i < n_types; i++)
    {
      if (types[i] == type)
        adw_combo_row_set_selected (self->type_row, i);
    }
  adw_spin_row_set_value (self->header_row, tb_importer_get_header_row (self->importer));
  refresh_columns (self);
  self->refreshing = FALSE;
}
