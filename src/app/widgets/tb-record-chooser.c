/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-record-chooser.h"

#include <glib/gi18n.h>

/* More than this, and typing another letter is quicker than reading on. */
#define MAX_SHOWN 50

struct _TbRecordChooser
{
  AdwNavigationPage parent_instance;

  TbSession *session;        /* (owned) */
  const TbRecordType *type;  /* (not owned) */
  GCancellable *cancellable; /* (owned): of the search under way */
  TbRecord *adding;          /* (owned) (nullable): the record being added */
  gboolean can_add;          /* whether what is not found may be added */

  GtkEditable *search_entry;
  GtkStack *stack;
  GtkListBox *list;
  GtkWidget *add_list;
  AdwPreferencesRow *add_row;
  AdwStatusPage *error_page;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbRecordChooser, tb_record_chooser, ADW_TYPE_NAVIGATION_PAGE)

static void
add_choice (TbRecordChooser *self, const char *id, const char *title, const char *subtitle)
{
  GtkWidget *row
      = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle",
                      subtitle != NULL ? subtitle : "", "activatable", TRUE, NULL);

  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (id), g_free);
  gtk_list_box_append (self->list, row);
}

/* Only what people know by its name alone can be made from its name alone. */
static gboolean
can_add_by_name (const TbRecordType *type)
{
  for (guint i = 0; i < type->n_fields; i++)
    {
      if ((type->fields[i].flags & TB_FIELD_REQUIRED) != 0 && i != type->title_field)
        return FALSE;
    }
  return type->fields[type->title_field].type == TB_FIELD_TEXT;
}

static void
show_adding (TbRecordChooser *self, gboolean found_exactly)
{
  const char *typed = gtk_editable_get_text (self->search_entry);
  gboolean offered
      = self->can_add && *typed != '\0' && !found_exactly && can_add_by_name (self->type);
  g_autofree char *label = NULL;

  gtk_widget_set_visible (self->add_list, offered);
  if (!offered)
    return;

  /* Translators: %s is the name of a record that does not exist yet, as typed */
  label = g_strdup_printf (_ ("Add “%s”"), typed);
  adw_preferences_row_set_title (self->add_row, label);
}

static void
show_error (TbRecordChooser *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  adw_status_page_set_title (self->error_page, error->message);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
show_found (TbRecordChooser *self, gboolean found_exactly)
{
  show_adding (self, found_exactly);
  gtk_widget_set_visible (GTK_WIDGET (self->list),
                          gtk_list_box_get_row_at_index (self->list, 0) != NULL);
  gtk_stack_set_visible_child_name (self->stack, gtk_widget_get_visible (GTK_WIDGET (self->list))
                                                         || gtk_widget_get_visible (self->add_list)
                                                     ? "list"
                                                     : "empty");
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbRecordChooser) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = tb_session_read_finish (TB_SESSION (source), result, &error);
  gboolean exact = FALSE;

  if (hits == NULL)
    {
      show_error (self, error);
      return;
    }

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < hits->len; i++)
    {
      const TbSearchHit *hit = g_ptr_array_index (hits, i);

      exact = exact || g_str_equal (hit->title, gtk_editable_get_text (self->search_entry));
      add_choice (self, hit->id, hit->title, hit->subtitle);
    }
  show_found (self, exact);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbRecordChooser) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = tb_session_read_finish (TB_SESSION (source), result, &error);

  if (records == NULL)
    {
      show_error (self, error);
      return;
    }

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < records->len; i++)
    {
      TbRecord *record = g_ptr_array_index (records, i);
      g_autofree char *title = tb_record_dup_title (record);

      add_choice (self, tb_record_get_id (record), title, NULL);
    }
  show_found (self, FALSE);
}

static void
search_changed_cb (TbRecordChooser *self)
{
  const char *typed = gtk_editable_get_text (self->search_entry);

  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();

  if (*typed != '\0')
    {
      tb_session_search_async (self->session, self->type, typed, MAX_SHOWN, self->cancellable,
                               found_cb, g_object_ref (self));
    }
  else
    {
      g_autoptr (TbQuery) query = tb_query_new (self->type);

      tb_query_set_sort (query, self->type->title_field, FALSE);
      tb_query_set_limit (query, MAX_SHOWN);
      tb_session_list_async (self->session, query, self->cancellable, listed_cb,
                             g_object_ref (self));
    }
}

static void
choose (TbRecordChooser *self, const char *id, const char *title)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, id, title);
}

static void
row_activated_cb (TbRecordChooser *self, GtkListBoxRow *row)
{
  choose (self, g_object_get_data (G_OBJECT (row), "id"),
          adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}

/* Enter takes the first one found. */
static void
entry_activated_cb (TbRecordChooser *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (row != NULL)
    row_activated_cb (self, row);
}

/* Down leads to what was found; by itself GTK lets the arrows move within a list, but not into one.
 */
static gboolean
key_pressed_cb (TbRecordChooser *self, guint keyval)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;

  gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
  return GDK_EVENT_STOP;
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbRecordChooser) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_commit_finish (TB_SESSION (source), result, &error);
  g_autoptr (TbRecord) record = g_steal_pointer (&self->adding);
  g_autofree char *title = tb_record_dup_title (record);

  if (batch == NULL)
    show_error (self, error);
  else
    choose (self, tb_record_get_id (record), title);
}

static void
add_activated_cb (TbRecordChooser *self)
{
  g_autoptr (TbRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  if (self->adding != NULL)
    return;

  record = tb_record_new (self->type);
  if (!tb_record_parse (record, self->type->title_field, gtk_editable_get_text (self->search_entry),
                        &error))
    {
      show_error (self, error);
      return;
    }

  g_set_object (&self->adding, record);
  tb_session_save_async (self->session, record, NULL, added_cb, g_object_ref (self));
}

static void
shown_cb (TbRecordChooser *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
tb_record_chooser_dispose (GObject *object)
{
  TbRecordChooser *self = TB_RECORD_CHOOSER (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_RECORD_CHOOSER);

  G_OBJECT_CLASS (tb_record_chooser_parent_class)->dispose (object);
}

static void
tb_record_chooser_finalize (GObject *object)
{
  TbRecordChooser *self = TB_RECORD_CHOOSER (object);

  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->adding);

  G_OBJECT_CLASS (tb_record_chooser_parent_class)->finalize (object);
}

static void
tb_record_chooser_class_init (TbRecordChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_record_chooser_dispose;
  object_class->finalize = tb_record_chooser_finalize;

  /**
   * TbRecordChooser::chosen:
   * @id: the chosen record
   * @title: what people call it
   */
  signals[SIGNAL_CHOSEN]
      = g_signal_new ("chosen", TB_TYPE_RECORD_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-record-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, TbRecordChooser, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TbRecordChooser, stack);
  gtk_widget_class_bind_template_child (widget_class, TbRecordChooser, list);
  gtk_widget_class_bind_template_child (widget_class, TbRecordChooser, add_list);
  gtk_widget_class_bind_template_child (widget_class, TbRecordChooser, add_row);
  gtk_widget_class_bind_template_child (widget_class, TbRecordChooser, error_page);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
}

static void
tb_record_chooser_init (TbRecordChooser *self)
{
  self->can_add = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_record_chooser_new:
 * @session: the register
 * @type: what is chosen from
 * @title: title of the page: what the record is chosen for
 *
 * Returns: (transfer floating): the page, to be pushed on a navigation view
 */
AdwNavigationPage *
tb_record_chooser_new (TbSession *session, const TbRecordType *type, const char *title)
{
  TbRecordChooser *self = g_object_new (TB_TYPE_RECORD_CHOOSER, "title", title, NULL);

  self->session = g_object_ref (session);
  self->type = type;
  search_changed_cb (self);

  return ADW_NAVIGATION_PAGE (self);
}

/**
 * tb_record_chooser_set_can_add:
 * @self: a chooser
 * @can_add: whether a record that is not found may be added by its name; it may, to begin with
 */
void
tb_record_chooser_set_can_add (TbRecordChooser *self, gboolean can_add)
{
  g_return_if_fail (TB_IS_RECORD_CHOOSER (self));

  self->can_add = can_add;
}
