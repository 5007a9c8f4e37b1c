/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-attendance-dialog.h"

#include "tb-alert.h"
#include "tb-attendance-row.h"
#include "tb-attendance-words.h"
#include "tb-event.h"
#include "tb-record-chooser.h"
#include "tb-type-attendance.h"

#include <glib/gi18n.h>

struct _TbAttendanceDialog
{
  AdwDialog parent_instance;

  TbSession *session;        /* (owned) */
  char *event_id;            /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): of the reading under way */
  GPtrArray *everybody;      /* (owned) (element-type TbRecord): the whole list */
  GListStore *shown;         /* (owned) (element-type TbRecord): what the search lets through */

  AdwNavigationView *navigation_view;
  AdwWindowTitle *window_title;
  GtkSearchEntry *search_entry;
  GtkStack *states;
  GtkListView *list_view;
  AdwStatusPage *error_status;
};

G_DEFINE_FINAL_TYPE (TbAttendanceDialog, tb_attendance_dialog, ADW_TYPE_DIALOG)

/* What is shown */

static gboolean
is_found (TbRecord *attendance, const char *typed)
{
  const char *name = tb_record_get_text (attendance, TB_ATTENDANCE_NAME);
  const char *workplace = tb_record_get_text (attendance, TB_ATTENDANCE_WORKPLACE);

  return *typed == '\0' || strstr (name, typed) != NULL
         || (workplace != NULL && strstr (workplace, typed) != NULL);
}

static gboolean
is_same (TbRecord *a, TbRecord *b)
{
  return g_strcmp0 (tb_record_get_id (a), tb_record_get_id (b)) == 0
         && tb_record_get_version (a) == tb_record_get_version (b);
}

/* Only the rows that changed are put anew, so that the list stays where it is. */
static void
show_found (TbAttendanceDialog *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  guint n_shown = 0;
  guint n_before;

  for (guint i = 0; i < self->everybody->len; i++)
    {
      TbRecord *attendance = g_ptr_array_index (self->everybody, i);
      g_autoptr (TbRecord) there = g_list_model_get_item (G_LIST_MODEL (self->shown), n_shown);

      if (!is_found (attendance, typed))
        continue;
      if (there == NULL || !is_same (there, attendance))
        g_list_store_splice (self->shown, n_shown, there != NULL ? 1 : 0, (gpointer *)&attendance,
                             1);
      n_shown++;
    }

  n_before = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  g_list_store_splice (self->shown, n_shown, n_before - n_shown, NULL, 0);
  gtk_stack_set_visible_child_name (self->states, self->everybody->len == 0 ? "empty"
                                                  : n_shown == 0            ? "no-result"
                                                                            : "list");
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbAttendanceDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) attendance = tb_session_read_finish (TB_SESSION (source), result, &error);
  g_autofree char *counts = NULL;

  if (attendance == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      adw_status_page_set_description (self->error_status, error->message);
      gtk_stack_set_visible_child_name (self->states, "error");
      return;
    }

  counts = tb_attendance_words_dup_counts (attendance);
  adw_window_title_set_subtitle (self->window_title, counts);
  g_ptr_array_unref (self->everybody);
  self->everybody = g_steal_pointer (&attendance);
  show_found (self);
}

static void
refresh (TbAttendanceDialog *self)
{
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_attendance);

  tb_query_add_filter (query, TB_ATTENDANCE_EVENT, TB_QUERY_EQUAL, self->event_id);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  tb_session_list_async (self->session, query, self->cancellable, listed_cb, g_object_ref (self));
}

/* What is entered */

static void
entered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbAttendanceDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_commit_finish (TB_SESSION (source), result, &error);

  if (batch == NULL)
    tb_alert_present (GTK_WIDGET (self), _ ("Not Entered"), error);
}

static TbRecord *
find_by_person (TbAttendanceDialog *self, const char *person)
{
  for (guint i = 0; i < self->everybody->len; i++)
    {
      TbRecord *attendance = g_ptr_array_index (self->everybody, i);

      if (g_strcmp0 (tb_record_get_text (attendance, TB_ATTENDANCE_PERSON), person) == 0)
        return attendance;
    }

  return NULL;
}

static void
come (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbAttendanceDialog *self = TB_ATTENDANCE_DIALOG (widget);

  tb_event_sign_in_async (self->session, self->event_id, g_variant_get_string (parameter, NULL),
                          TB_SIGN_IN_LIST, NULL, entered_cb, g_object_ref (self));
}

static void
take_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbAttendanceDialog *self = TB_ATTENDANCE_DIALOG (widget);

  tb_event_take_back_sign_in_async (self->session, self->event_id,
                                    g_variant_get_string (parameter, NULL), NULL, entered_cb,
                                    g_object_ref (self));
}

static void
excuse (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbAttendanceDialog *self = TB_ATTENDANCE_DIALOG (widget);
  const char *person, *kind;

  g_variant_get (parameter, "(&s&s)", &person, &kind);
  tb_event_excuse_async (self->session, self->event_id, person, kind, NULL, NULL, entered_cb,
                         g_object_ref (self));
}

static void
exempt (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbAttendanceDialog *self = TB_ATTENDANCE_DIALOG (widget);
  const char *person, *exemption;

  g_variant_get (parameter, "(&s&s)", &person, &exemption);
  tb_event_exempt_async (self->session, self->event_id, person,
                         *exemption != '\0' ? exemption : NULL, NULL, entered_cb,
                         g_object_ref (self));
}

/* Late and absent are states of the list alone. */
static void
set_state (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbAttendanceDialog *self = TB_ATTENDANCE_DIALOG (widget);
  g_autoptr (TbRecord) edited = NULL;
  const char *person, *state;
  TbRecord *attendance;

  g_variant_get (parameter, "(&s&s)", &person, &state);
  attendance = find_by_person (self, person);
  if (attendance == NULL)
    return;

  edited = tb_record_copy (attendance);
  tb_record_set_text (edited, TB_ATTENDANCE_STATE, state);
  tb_session_save_async (self->session, edited, NULL, entered_cb, g_object_ref (self));
}

static void
chosen_cb (TbAttendanceDialog *self, const char *id, const char *title)
{
  const char *const persons[] = { id, NULL };

  adw_navigation_view_pop (self->navigation_view);
  tb_event_invite_persons_async (self->session, self->event_id, persons, "expected", NULL,
                                 entered_cb, g_object_ref (self));
}

static void
add_cb (TbAttendanceDialog *self)
{
  AdwNavigationPage *chooser
      = tb_record_chooser_new (self->session, tb_record_types_find ("person"), _ ("Add Somebody"));

  g_signal_connect_object (chooser, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->navigation_view, chooser);
}

static void
invite_cb (TbAttendanceDialog *self)
{
  tb_event_invite_async (self->session, self->event_id, NULL, entered_cb, g_object_ref (self));
}

/* Rows */

static void
setup_cb (TbAttendanceDialog *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, tb_attendance_row_new ());
  gtk_list_item_set_focusable (item, FALSE);
}

static void
bind_cb (TbAttendanceDialog *self, GtkListItem *item)
{
  TbAttendanceRow *row = TB_ATTENDANCE_ROW (gtk_list_item_get_child (item));
  TbRecord *attendance = gtk_list_item_get_item (item);

  tb_attendance_row_set_record (row, attendance);
  gtk_list_item_set_accessible_label (item, tb_record_get_text (attendance, TB_ATTENDANCE_NAME));
}

/* Overrides */

static void
tb_attendance_dialog_dispose (GObject *object)
{
  TbAttendanceDialog *self = TB_ATTENDANCE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_ATTENDANCE_DIALOG);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (tb_attendance_dialog_parent_class)->dispose (object);
}

static void
tb_attendance_dialog_finalize (GObject *object)
{
  TbAttendanceDialog *self = TB_ATTENDANCE_DIALOG (object);

  g_free (self->event_id);
  g_ptr_array_unref (self->everybody);
  g_object_unref (self->shown);

  G_OBJECT_CLASS (tb_attendance_dialog_parent_class)->finalize (object);
}

static void
tb_attendance_dialog_class_init (TbAttendanceDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_attendance_dialog_dispose;
  object_class->finalize = tb_attendance_dialog_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-attendance-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbAttendanceDialog, navigation_view);
  gtk_widget_class_bind_template_child (widget_class, TbAttendanceDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, TbAttendanceDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TbAttendanceDialog, states);
  gtk_widget_class_bind_template_child (widget_class, TbAttendanceDialog, list_view);
  gtk_widget_class_bind_template_child (widget_class, TbAttendanceDialog, error_status);
  gtk_widget_class_bind_template_callback (widget_class, show_found);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, invite_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);

  gtk_widget_class_install_action (widget_class, "attendance.come", "s", come);
  gtk_widget_class_install_action (widget_class, "attendance.take-back", "s", take_back);
  gtk_widget_class_install_action (widget_class, "attendance.set-state", "(ss)", set_state);
  gtk_widget_class_install_action (widget_class, "attendance.excuse", "(ss)", excuse);
  gtk_widget_class_install_action (widget_class, "attendance.exempt", "(ss)", exempt);
}

static void
tb_attendance_dialog_init (TbAttendanceDialog *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  self->everybody = g_ptr_array_new_with_free_func (g_object_unref);
  self->shown = g_list_store_new (TB_TYPE_RECORD);
  gtk_widget_init_template (GTK_WIDGET (self));
  selection
      = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->shown))));
  gtk_list_view_set_model (self->list_view, selection);
}

/**
 * tb_attendance_dialog_new:
 * @session: the register
 * @event_id: id of an event
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
tb_attendance_dialog_new (TbSession *session, const char *event_id)
{
  TbAttendanceDialog *self = g_object_new (TB_TYPE_ATTENDANCE_DIALOG, NULL);

  self->session = g_object_ref (session);
  self->event_id = g_strdup (event_id);
  g_signal_connect_object (session, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);

  return ADW_DIALOG (self);
}
