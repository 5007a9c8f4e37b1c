/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-search-dialog.h"

#include "tb-commands.h"
#include "tb-dialog-focus.h"
#include "tb-page-table.h"
#include "tb-search-row.h"

#include <glib/gi18n.h>

/**
 * TbSearchDialog:
 *
 * Finds anything anywhere: records by Chinese or pinyin, pages and actions by their names. Works
 * from the entry by keyboard: the arrows walk through what was found, Enter opens it. Each
 * keystroke gives up the search before it.
 */
struct _TbSearchDialog
{
  AdwDialog parent_instance;

  TbSession *session;        /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable) of the search under way */

  GtkSearchEntry *entry;
  GtkStack *states;
  GtkScrolledWindow *scroller;
  GtkListBox *list;
  AdwStatusPage *error_status;
};

/* How many records of each kind are shown, in this order, so that none crowds the others out. */
static const struct
{
  const char *type;
  guint limit;
} quotas[] = {
  { "person", 12 }, { "enterprise", 8 }, { "organisation", 6 },
  { "project", 6 }, { "event", 6 },      { "claim", 6 },
  { "unit", 6 },    { "tower", 3 },      { "property_company", 3 },
};

G_DEFINE_FINAL_TYPE (TbSearchDialog, tb_search_dialog, ADW_TYPE_DIALOG)

static const char *
get_typed (TbSearchDialog *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/* Rows */

static void
add_hit (TbSearchDialog *self, const TbSearchHit *hit)
{
  const TbPageInfo *page = tb_page_table_find_type (hit->type->name);
  GtkWidget *row = tb_search_row_new (page != NULL ? page->icon_name : hit->type->icon_name,
                                      hit->title, hit->subtitle, _ (hit->type->label));

  tb_search_row_lead_to (TB_SEARCH_ROW (row), "win.show-record",
                         g_variant_new ("(ss)", hit->type->name, hit->id));
  gtk_list_box_append (self->list, row);
}

static gboolean
fits (TbSearchDialog *self, const char *title)
{
  return tb_search_terms_matches (TB_SEARCH_NAME, title, get_typed (self));
}

static void
add_pages (TbSearchDialog *self)
{
  guint n_pages;
  const TbPageInfo *pages = tb_page_table_get_all (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    if (fits (self, _ (pages[i].title)))
      {
        GtkWidget *row
            = tb_search_row_new (pages[i].icon_name, _ (pages[i].title), NULL, _ ("Page"));

        tb_search_row_lead_to (TB_SEARCH_ROW (row), "win.show-page",
                               g_variant_new_string (pages[i].name));
        gtk_list_box_append (self->list, row);
      }
}

static void
add_additions (TbSearchDialog *self)
{
  guint n_pages;
  const TbPageInfo *pages = tb_page_table_get_all (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    {
      const TbRecordType *type
          = pages[i].type_name != NULL ? tb_record_types_find (pages[i].type_name) : NULL;
      g_autofree char *title
          = type != NULL ? g_strdup_printf (_ ("Add %s"), _ (type->label)) : NULL;
      GtkWidget *row;

      if (title == NULL || !fits (self, title))
        continue;

      row = tb_search_row_new ("list-add-symbolic", title, NULL, _ ("Action"));
      tb_search_row_lead_to (TB_SEARCH_ROW (row), "win.add", g_variant_new_string (type->name));
      gtk_list_box_append (self->list, row);
    }
}

static void
add_command (TbSearchDialog *self, const TbCommand *command)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  GtkWidget *row;

  if (!g_action_parse_detailed_name (command->action, &name, &target, NULL))
    return;

  row = tb_search_row_new ("system-run-symbolic", _ (command->title), NULL, _ ("Action"));
  tb_search_row_lead_to (TB_SEARCH_ROW (row), name, target);
  gtk_list_box_append (self->list, row);
}

static void
add_commands (TbSearchDialog *self)
{
  guint n_commands;
  const TbCommand *commands = tb_commands_get_all (&n_commands);

  for (guint i = 0; i < n_commands; i++)
    if (commands[i].findable && fits (self, _ (commands[i].title)))
      add_command (self, &commands[i]);
}

static void
show_results (TbSearchDialog *self, GPtrArray *hits)
{
  GtkListBoxRow *first;

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < hits->len; i++)
    add_hit (self, g_ptr_array_index (hits, i));
  add_pages (self);
  add_additions (self);
  add_commands (self);

  first = gtk_list_box_get_row_at_index (self->list, 0);
  gtk_list_box_select_row (self->list, first);
  gtk_stack_set_visible_child_name (self->states, first != NULL ? "results" : "nothing");
}

/* Callbacks */

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbSearchDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = tb_session_read_finish (TB_SESSION (source), result, &error);

  if (hits != NULL)
    {
      show_results (self, hits);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      adw_status_page_set_description (self->error_status, error->message);
      gtk_stack_set_visible_child_name (self->states, "error");
    }
}

static void
give_up (TbSearchDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* Runs on a reader thread. */
static gpointer
search_all (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_search_hit_free);

  for (guint i = 0; i < G_N_ELEMENTS (quotas); i++)
    {
      GPtrArray *hits = tb_search_index_find (connection, tb_record_types_find (quotas[i].type),
                                              data, quotas[i].limit, error);

      if (hits == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (all, hits);
    }

  return g_steal_pointer (&all);
}

static void
search_changed_cb (TbSearchDialog *self)
{
  give_up (self);

  if (*get_typed (self) == '\0')
    {
      gtk_list_box_remove_all (self->list);
      gtk_stack_set_visible_child_name (self->states, "hint");
      return;
    }

  self->cancellable = g_cancellable_new ();
  tb_session_read_async (self->session, search_all, g_strdup (get_typed (self)), g_free,
                         (GDestroyNotify)g_ptr_array_unref, self->cancellable, found_cb,
                         g_object_ref (self));
}

static void
scroll_to (TbSearchDialog *self, GtkListBoxRow *row)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

/* The entry keeps the keyboard while the arrows move the selection. */
static gboolean
key_pressed_cb (TbSearchDialog *self, guint keyval)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int step = keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down ? 1
             : keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up   ? -1
                                                                 : 0;
  GtkListBoxRow *next;

  if (step == 0 || row == NULL)
    return GDK_EVENT_PROPAGATE;

  next = gtk_list_box_get_row_at_index (self->list, gtk_list_box_row_get_index (row) + step);
  if (next != NULL)
    {
      gtk_list_box_select_row (self->list, next);
      scroll_to (self, next);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry),
                                      GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, next, -1);
    }

  return GDK_EVENT_STOP;
}

/* The action is the window's: it is looked up before the dialog leaves the window. */
static void
row_activated_cb (TbSearchDialog *self, GtkListBoxRow *row)
{
  g_autoptr (TbSearchRow) kept = TB_SEARCH_ROW (g_object_ref (row));
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  adw_dialog_close (ADW_DIALOG (self));
  gtk_widget_activate_action_variant (root, tb_search_row_get_action (kept),
                                      tb_search_row_get_target (kept));
}

static void
entry_activate_cb (TbSearchDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    row_activated_cb (self, row);
}

static void
stop_cb (TbSearchDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* Overrides */

static void
tb_search_dialog_dispose (GObject *object)
{
  TbSearchDialog *self = TB_SEARCH_DIALOG (object);

  give_up (self);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_SEARCH_DIALOG);

  G_OBJECT_CLASS (tb_search_dialog_parent_class)->dispose (object);
}

static void
tb_search_dialog_class_init (TbSearchDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_search_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-search-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbSearchDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, TbSearchDialog, states);
  gtk_widget_class_bind_template_child (widget_class, TbSearchDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, TbSearchDialog, list);
  gtk_widget_class_bind_template_child (widget_class, TbSearchDialog, error_status);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
tb_search_dialog_init (TbSearchDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tb_dialog_focus_begin (ADW_DIALOG (self), GTK_WIDGET (self->entry));
}

/**
 * tb_search_dialog_new:
 * @session: the register
 * @text: what is looked for at first; may be empty
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
tb_search_dialog_new (TbSession *session, const char *text)
{
  TbSearchDialog *self = g_object_new (TB_TYPE_SEARCH_DIALOG, NULL);

  self->session = g_object_ref (session);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);

  return ADW_DIALOG (self);
}
