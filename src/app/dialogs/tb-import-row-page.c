/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-import-row-page.h"

#include <glib/gi18n.h>

#include "tb-import-row-cell.h"
#include "tb-message-row.h"

/* One imported cell: its entry and the sentence under it. Both are children of the group. */
typedef struct
{
  guint column;
  GtkWidget *entry;
  GtkWidget *message;
} CellRow;

struct _TbImportRowPage
{
  AdwNavigationPage parent_instance;

  TbImporter *importer; /* (owned) */
  guint index;
  GArray *cells;          /* (owned) (element-type CellRow) */
  GPtrArray *differences; /* (owned) (element-type GtkWidget): children of the group */

  GtkWidget *next_button;
  AdwPreferencesGroup *choice_group;
  AdwSwitchRow *skip_row;
  AdwPreferencesGroup *difference_group;
  AdwPreferencesGroup *cells_group;
};

enum
{
  SIGNAL_NEXT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbImportRowPage, tb_import_row_page, ADW_TYPE_NAVIGATION_PAGE)

static const TbImportFinding *
find_worst (TbImportRowPage *self, guint column)
{
  guint n_findings;
  const TbImportFinding *const *findings
      = tb_importer_get_row_findings (self->importer, self->index, &n_findings);
  const TbImportFinding *worst = NULL;

  for (guint i = 0; i < n_findings; i++)
    if (findings[i]->column == (int)column
        && (worst == NULL || findings[i]->severity > worst->severity))
      worst = findings[i];
  return worst;
}

static void
show_messages (TbImportRowPage *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      CellRow *cell = &g_array_index (self->cells, CellRow, i);
      const TbImportFinding *finding = find_worst (self, cell->column);

      tb_message_row_set_message (TB_MESSAGE_ROW (cell->message),
                                  finding != NULL ? finding->severity : TB_SEVERITY_INFO,
                                  finding != NULL ? finding->message : NULL);
      if (finding != NULL && finding->severity == TB_SEVERITY_ERROR)
        gtk_widget_add_css_class (cell->entry, "error");
      else
        gtk_widget_remove_css_class (cell->entry, "error");
    }
}

static void
add_difference (TbImportRowPage *self, TbRecord *present, TbRecord *future, guint field)
{
  const TbField *description = tb_record_type_get_field (tb_record_get_record_type (future), field);
  g_autofree char *before = tb_record_dup_display (present, field, TB_DISPLAY_MASKED);
  g_autofree char *after = tb_record_dup_display (future, field, TB_DISPLAY_MASKED);
  /* Translators: a value before and after an import */
  g_autofree char *change
      = g_strdup_printf (_ ("%s → %s"), before != NULL && *before != '\0' ? before : "—", after);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title",
                                 _ (description->label), "subtitle", change, "css-classes",
                                 (const char *const[]){ "property", NULL }, NULL);

  adw_preferences_group_add (self->difference_group, row);
  g_ptr_array_add (self->differences, row);
}

static void
show_differences (TbImportRowPage *self)
{
  g_autoptr (TbRecord) present = NULL;
  g_autoptr (TbRecord) future = NULL;
  const TbRecordType *type = tb_importer_get_record_type (self->importer);

  for (guint i = 0; i < self->differences->len; i++)
    adw_preferences_group_remove (self->difference_group, g_ptr_array_index (self->differences, i));
  g_ptr_array_set_size (self->differences, 0);

  /* A row with errors has no future record; what is wrong with it stands at its cells. */
  if (tb_importer_get_row_match (self->importer, self->index) == TB_IMPORT_CHANGED
      && tb_importer_get_difference (self->importer, self->index, &present, &future, NULL)
      && present != NULL)
    {
      for (guint i = 0; i < type->n_fields; i++)
        {
          if ((type->fields[i].flags & TB_FIELD_HIDDEN) == 0
              && !tb_record_field_equal (present, future, i))
            add_difference (self, present, future, i);
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self->difference_group), self->differences->len > 0);
}

/* A row with errors is left out anyway, until it is mended. */
static void
update_skip_row (TbImportRowPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->skip_row),
                          tb_importer_get_row_state (self->importer, self->index)
                              != TB_IMPORT_ROW_ERROR);
}

/* Whether the row was changed. */
static gboolean
apply_cell (TbImportRowPage *self, const CellRow *cell)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (cell->entry));
  const char *present = tb_importer_get_cell (self->importer, self->index, cell->column);
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (text, present != NULL ? present : "") == 0)
    return FALSE;

  if (tb_importer_set_cell (self->importer, self->index, cell->column, text, &error))
    return TRUE;

  tb_message_row_set_message (TB_MESSAGE_ROW (cell->message), TB_SEVERITY_ERROR, error->message);
  return FALSE;
}

static void
show_row (TbImportRowPage *self)
{
  show_messages (self);
  show_differences (self);
  update_skip_row (self);
}

/* What was typed and not confirmed is meant, too. */
static void
apply_all (TbImportRowPage *self)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < self->cells->len; i++)
    changed |= apply_cell (self, &g_array_index (self->cells, CellRow, i));
  if (changed)
    show_row (self);
}

static const CellRow *
find_first_fault (TbImportRowPage *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    if (find_worst (self, g_array_index (self->cells, CellRow, i).column) != NULL)
      return &g_array_index (self->cells, CellRow, i);

  return NULL;
}

/* The keyboard goes to what is still wrong; with nothing left, to the row that follows. */
static void
focus_fault (TbImportRowPage *self)
{
  const CellRow *fault = find_first_fault (self);

  if (fault != NULL)
    gtk_widget_grab_focus (fault->entry);
  else if (gtk_widget_get_visible (self->next_button))
    gtk_widget_grab_focus (self->next_button);
}

static void
cell_applied_cb (TbImportRowPage *self, AdwEntryRow *entry)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      CellRow *cell = &g_array_index (self->cells, CellRow, i);

      if (cell->entry == GTK_WIDGET (entry) && apply_cell (self, cell))
        {
          show_row (self);
          focus_fault (self);
        }
    }
}

static void
shown_cb (TbImportRowPage *self)
{
  const CellRow *fault = find_first_fault (self);

  if (fault != NULL)
    gtk_widget_grab_focus (fault->entry);
}

static void
next_cb (TbImportRowPage *self)
{
  apply_all (self);
  g_signal_emit (self, signals[SIGNAL_NEXT], 0);
}

static void
skip_changed_cb (TbImportRowPage *self)
{
  if (self->importer != NULL)
    tb_importer_set_skipped (self->importer, self->index,
                             adw_switch_row_get_active (self->skip_row));
}

static void
choice_toggled_cb (TbImportRowPage *self, GtkCheckButton *button)
{
  if (!gtk_check_button_get_active (button))
    return;

  tb_importer_choose (self->importer, self->index, g_object_get_data (G_OBJECT (button), "id"));
  show_differences (self);
}

static GtkCheckButton *
add_choice (TbImportRowPage *self, GtkCheckButton *group, const char *id, const char *title)
{
  GtkWidget *button
      = g_object_new (GTK_TYPE_CHECK_BUTTON, "group", group, "valign", GTK_ALIGN_CENTER, NULL);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title,
                                 "activatable-widget", button, NULL);

  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (id), g_free);
  g_signal_connect_object (button, "toggled", G_CALLBACK (choice_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (self->choice_group, row);
  return GTK_CHECK_BUTTON (button);
}

static void
add_choices (TbImportRowPage *self)
{
  g_autoptr (GPtrArray) candidates = NULL;
  GtkCheckButton *group = NULL;

  if (tb_importer_get_row_match (self->importer, self->index) != TB_IMPORT_AMBIGUOUS)
    return;

  candidates = tb_importer_get_candidates (self->importer, self->index, NULL);
  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    {
      TbRecord *record = g_ptr_array_index (candidates, i);
      g_autofree char *title = tb_record_dup_title (record);

      group = add_choice (self, group, tb_record_get_id (record), title);
    }
  add_choice (self, group, NULL, _ ("None of them: a new record"));
  gtk_widget_set_visible (GTK_WIDGET (self->choice_group), TRUE);
}

static void
add_cells (TbImportRowPage *self)
{
  for (guint i = 0; i < tb_importer_get_n_columns (self->importer); i++)
    {
      const TbImportColumn *column = tb_importer_get_column (self->importer, i);
      const char *text = tb_importer_get_cell (self->importer, self->index, i);
      CellRow cell = { .column = i };

      if (column->target == TB_IMPORT_IGNORED)
        continue;

      cell.entry = g_object_new (ADW_TYPE_ENTRY_ROW, "use-markup", FALSE, "title", column->heading,
                                 "text", text != NULL ? text : "", "show-apply-button", TRUE, NULL);
      cell.message = tb_message_row_new ();
      g_signal_connect_object (cell.entry, "apply", G_CALLBACK (cell_applied_cb), self,
                               G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->cells_group, cell.entry);
      adw_preferences_group_add (self->cells_group, cell.message);
      g_array_append_val (self->cells, cell);
    }
}

static void
tb_import_row_page_dispose (GObject *object)
{
  TbImportRowPage *self = TB_IMPORT_ROW_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_IMPORT_ROW_PAGE);

  G_OBJECT_CLASS (tb_import_row_page_parent_class)->dispose (object);
}

static void
tb_import_row_page_finalize (GObject *object)
{
  TbImportRowPage *self = TB_IMPORT_ROW_PAGE (object);

  g_clear_object (&self->importer);
  g_clear_pointer (&self->cells, g_array_unref);
  g_clear_pointer (&self->differences, g_ptr_array_unref);

  G_OBJECT_CLASS (tb_import_row_page_parent_class)->finalize (object);
}

static void
tb_import_row_page_class_init (TbImportRowPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_import_row_page_dispose;
  object_class->finalize = tb_import_row_page_finalize;

  /**
   * TbImportRowPage::next:
   */
  signals[SIGNAL_NEXT] = g_signal_new ("next", TB_TYPE_IMPORT_ROW_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-import-row-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TbImportRowPage, next_button);
  gtk_widget_class_bind_template_child (widget_class, TbImportRowPage, choice_group);
  gtk_widget_class_bind_template_child (widget_class, TbImportRowPage, skip_row);
  gtk_widget_class_bind_template_child (widget_class, TbImportRowPage, difference_group);
  gtk_widget_class_bind_template_child (widget_class, TbImportRowPage, cells_group);
  gtk_widget_class_bind_template_callback (widget_class, skip_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_all);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
}

static void
tb_import_row_page_init (TbImportRowPage *self)
{
  self->cells = g_array_new (FALSE, FALSE, sizeof (CellRow));
  self->differences = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_import_row_page_new:
 * @importer: with checked rows
 * @index: index of the row
 *
 * Returns: (transfer floating): the page, to be pushed on a navigation view
 */
AdwNavigationPage *
tb_import_row_page_new (TbImporter *importer, guint index)
{
  g_autofree char *title = tb_import_row_dup_title (importer, index);
  TbImportRowPage *self = g_object_new (TB_TYPE_IMPORT_ROW_PAGE, "title", title, NULL);

  adw_switch_row_set_active (self->skip_row,
                             tb_importer_get_row_match (importer, index) == TB_IMPORT_SKIPPED);
  self->importer = g_object_ref (importer);
  self->index = index;
  add_choices (self);
  add_cells (self);
  show_messages (self);
  show_differences (self);
  update_skip_row (self);

  return ADW_NAVIGATION_PAGE (self);
}

/**
 * tb_import_row_page_get_index:
 *
 * Returns: index of the row in the importer
 */
guint
tb_import_row_page_get_index (TbImportRowPage *self)
{
  g_return_val_if_fail (TB_IS_IMPORT_ROW_PAGE (self), 0);

  return self->index;
}

/**
 * tb_import_row_page_set_has_next:
 * @self: the page
 * @has_next: whether there is a row that follows
 */
void
tb_import_row_page_set_has_next (TbImportRowPage *self, gboolean has_next)
{
  g_return_if_fail (TB_IS_IMPORT_ROW_PAGE (self));

  gtk_widget_set_visible (self->next_button, has_next);
}
