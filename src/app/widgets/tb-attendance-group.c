/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-attendance-group.h"

#include "tb-alert.h"
#include "tb-attendance-words.h"
#include "tb-event.h"
#include "tb-record-row.h"
#include "tb-type-attendance.h"
#include "tb-type-event.h"

#include <glib/gi18n.h>

/**
 * TbAttendanceGroup:
 *
 * Who was invited to an event, and who came: the counts, and those of whom there is something to
 * say (on leave, absent, late, not counted). The whole list is a dialog of its own, for a branch
 * may have many members.
 */
struct _TbAttendanceGroup
{
  AdwPreferencesGroup parent_instance;

  TbSession *session;        /* (owned) (nullable) */
  TbRecord *event;           /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of the reading under way */
  GPtrArray *rows;           /* (owned) (element-type GtkWidget): the rows of single people */

  TbRecordRow *all_row;
  AdwActionRow *none_row;
  GtkButton *invite_button;
  GtkButton *sign_in_button;
};

#define N_SHOWN 8

G_DEFINE_FINAL_TYPE (TbAttendanceGroup, tb_attendance_group, ADW_TYPE_PREFERENCES_GROUP)

static void
remove_rows (TbAttendanceGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_person (TbAttendanceGroup *self, TbRecord *attendance)
{
  g_autofree char *note = tb_attendance_words_dup_note (attendance);
  GtkWidget *row = tb_record_row_new (tb_record_get_text (attendance, TB_ATTENDANCE_NAME), note);

  tb_record_row_lead_to (TB_RECORD_ROW (row), "win.edit",
                         g_variant_new ("(ss)", "attendance", tb_record_get_id (attendance)));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
show_attendance (TbAttendanceGroup *self, GPtrArray *attendance)
{
  g_autofree char *counts = tb_attendance_words_dup_counts (attendance);
  guint n_shown = 0;

  remove_rows (self);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->all_row), counts);
  gtk_widget_set_visible (GTK_WIDGET (self->all_row), attendance->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->none_row), attendance->len == 0);

  for (guint i = 0; i < attendance->len && n_shown < N_SHOWN; i++)
    if (tb_attendance_words_is_notable (g_ptr_array_index (attendance, i)))
      {
        add_person (self, g_ptr_array_index (attendance, i));
        n_shown++;
      }
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbAttendanceGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) attendance = tb_session_read_finish (TB_SESSION (source), result, &error);

  if (attendance != NULL)
    {
      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), NULL);
      show_attendance (self, attendance);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), error->message);
    }
}

static void
invited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbAttendanceGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_commit_finish (TB_SESSION (source), result, &error);

  if (batch == NULL)
    tb_alert_present (GTK_WIDGET (self), _ ("Not Invited"), error);
}

static void
invite_cb (TbAttendanceGroup *self)
{
  tb_event_invite_async (self->session, tb_record_get_id (self->event), NULL, invited_cb,
                         g_object_ref (self));
}

/* People are invited until the event was held; later they are entered one by one, with a reason. */
static void
show_buttons (TbAttendanceGroup *self)
{
  static const char *const before[] = { "planned", "approved", "notified", "signing_in", NULL };
  static const char *const closed[] = { "archived", "cancelled", NULL };
  const char *state = tb_record_get_text (self->event, TB_EVENT_STATE);
  const char *id = tb_record_get_id (self->event);

  gtk_widget_set_visible (GTK_WIDGET (self->invite_button),
                          state != NULL && g_strv_contains (before, state));
  gtk_widget_set_visible (GTK_WIDGET (self->sign_in_button),
                          state != NULL && !g_strv_contains (closed, state));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->sign_in_button), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->sign_in_button), "win.sign-in");
  tb_record_row_lead_to (self->all_row, "win.show-attendance", g_variant_new_string (id));
}

static void
tb_attendance_group_dispose (GObject *object)
{
  TbAttendanceGroup *self = TB_ATTENDANCE_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->event);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (tb_attendance_group_parent_class)->dispose (object);
}

static void
tb_attendance_group_finalize (GObject *object)
{
  g_ptr_array_unref (TB_ATTENDANCE_GROUP (object)->rows);

  G_OBJECT_CLASS (tb_attendance_group_parent_class)->finalize (object);
}

static void
tb_attendance_group_class_init (TbAttendanceGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_attendance_group_dispose;
  object_class->finalize = tb_attendance_group_finalize;

  g_type_ensure (TB_TYPE_RECORD_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-attendance-group.ui");
  gtk_widget_class_bind_template_child (widget_class, TbAttendanceGroup, all_row);
  gtk_widget_class_bind_template_child (widget_class, TbAttendanceGroup, none_row);
  gtk_widget_class_bind_template_child (widget_class, TbAttendanceGroup, invite_button);
  gtk_widget_class_bind_template_child (widget_class, TbAttendanceGroup, sign_in_button);
  gtk_widget_class_bind_template_callback (widget_class, invite_cb);
}

static void
tb_attendance_group_init (TbAttendanceGroup *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_attendance_group_set_event:
 * @self: a group
 * @session: the register
 * @event: an event, as last read
 *
 * Shows who was invited to an event, as soon as it is read.
 */
void
tb_attendance_group_set_event (TbAttendanceGroup *self, TbSession *session, TbRecord *event)
{
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_attendance);

  g_set_object (&self->session, session);
  g_set_object (&self->event, event);
  show_buttons (self);
  tb_query_add_filter (query, TB_ATTENDANCE_EVENT, TB_QUERY_EQUAL, tb_record_get_id (event));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  tb_session_list_async (session, query, self->cancellable, listed_cb, g_object_ref (self));
}
