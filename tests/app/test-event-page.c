/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-attendance-dialog.h"
#include "tb-correct-dialog.h"
#include "tb-event.h"
#include "tb-minutes-dialog.h"
#include "tb-month-calendar.h"
#include "tb-record-detail.h"
#include "tb-step-bar.h"
#include "tb-test.h"
#include "tb-transition.h"
#include "tb-type-event-plan.h"
#include "tb-type-event.h"
#include "tb-type-vote.h"
#include "tb-ui-test.h"
#include "tb-window-test.h"

static GtkWidget *
get_dialog (TbWindowTest *self)
{
  return GTK_WIDGET (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window)));
}

static GtkWidget *
wait_dialog (TbWindowTest *self)
{
  tb_test_wait_until (get_dialog (self) != NULL);
  return get_dialog (self);
}

static TbRecord *
load (TbWindowTest *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  TbRecord *event
      = tb_session_load (tb_window_get_session (self->window), &tb_type_event, id, NULL, &error);

  g_assert_no_error (error);
  return event;
}

/* An event of an organisation of the sample, in its first state. */
static TbRecord *
add_event (TbWindowTest *self, const char *title, const char *on)
{
  g_autofree char *organisation = tb_window_test_dup_first_id (self, "organisation");
  g_autoptr (TbRecord) event = tb_record_new (&tb_type_event);
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;

  tb_record_set_text (event, TB_EVENT_KIND, "ZT");
  tb_record_set_text (event, TB_EVENT_TITLE, title);
  tb_record_set_text (event, TB_EVENT_ORGANISATION, organisation);
  tb_record_set_text (event, TB_EVENT_PLANNED_ON, on);
  batch = tb_session_save (tb_window_get_session (self->window), event, NULL, &error);
  g_assert_no_error (error);

  return load (self, tb_record_get_id (event));
}

static TbRecord *
get_shown (TbWindowTest *self)
{
  GtkWidget *detail = tb_ui_test_find (GTK_WIDGET (tb_window_get_page (self->window)),
                                       TB_TYPE_RECORD_DETAIL, NULL);

  return detail != NULL ? tb_record_detail_get_record (TB_RECORD_DETAIL (detail)) : NULL;
}

static gboolean
shows (TbWindowTest *self, const char *id)
{
  TbRecord *shown = get_shown (self);

  return shown != NULL && g_str_equal (tb_record_get_id (shown), id);
}

static void
show_event (TbWindowTest *self, const char *id)
{
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-record", "(ss)", "event", id);
  tb_test_wait_until (shows (self, id));
}

/* A day of the calendar begins the form; what was added is shown, and is in the calendar. */
static void
test_add_on_day (TbWindowTest *self, gconstpointer data)
{
  gint64 n_events = tb_window_test_count (self, "event");
  GVariantBuilder values;
  GtkWidget *dialog;

  tb_window_test_show_page (self, "events");
  g_variant_builder_init (&values, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&values, "{ss}", "planned_on", "2026-11-20");
  g_variant_builder_add (&values, "{ss}", "kind", "ZT");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.add-with", "(sa{ss})", "event",
                              &values);
  dialog = wait_dialog (self);
  tb_ui_test_type (dialog, "Title", "十一月主题党日");
  tb_ui_test_click (dialog, "_Save");
  tb_test_wait_until (tb_window_test_count (self, "event") == n_events + 1);
  tb_test_wait_until (
      get_shown (self) != NULL
      && g_str_equal (tb_record_get_text (get_shown (self), TB_EVENT_TITLE), "十一月主题党日"));
  g_assert_cmpstr (tb_record_get_text (get_shown (self), TB_EVENT_PLANNED_ON), ==, "2026-11-20");
  g_assert_nonnull (tb_record_get_text (get_shown (self), TB_EVENT_ORGANISATION));
  g_assert_cmpstr (tb_record_get_text (get_shown (self), TB_EVENT_STATE), ==, "planned");
}

/* The step that can be done is a button; one that cannot says why, in the words of the session. */
static void
test_steps (TbWindowTest *self, gconstpointer data)
{
  TbSession *session = tb_window_get_session (self->window);
  g_autoptr (TbRecord) event = add_event (self, "楼宇党员学习会", "2031-05-20");
  g_autoptr (GPtrArray) offers = NULL;
  g_autoptr (GError) error = NULL;
  const TbTransitionOffer *refused = NULL;
  GtkWidget *bar;

  tb_window_test_show_page (self, "events");
  show_event (self, tb_record_get_id (event));
  bar = tb_ui_test_get (GTK_WIDGET (tb_window_get_page (self->window)), TB_TYPE_STEP_BAR, NULL);
  tb_ui_test_get (bar, GTK_TYPE_BUTTON, "Approve");

  offers = tb_session_list_transitions (session, event, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < offers->len && refused == NULL; i++)
    if (((TbTransitionOffer *)g_ptr_array_index (offers, i))->refusal != NULL)
      refused = g_ptr_array_index (offers, i);
  g_assert_nonnull (refused);
  gtk_menu_button_popup (
      GTK_MENU_BUTTON (tb_ui_test_get (bar, GTK_TYPE_MENU_BUTTON, "Other Steps")));
  tb_ui_test_get (bar, GTK_TYPE_LABEL, refused->refusal);
}

static gboolean
has_focus_within (TbWindowTest *self, GtkWidget *widget)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

/* The list of other steps does not stay above what the chosen one asks for, and what is typed then
 * is the answer. */
static void
test_other_step (TbWindowTest *self, gconstpointer data)
{
  g_autoptr (TbRecord) event = add_event (self, "主题党日", "2026-11-12");
  GtkWidget *button;
  GtkWidget *reason;
  GtkPopover *popover;

  tb_window_test_show_page (self, "events");
  show_event (self, tb_record_get_id (event));
  button = tb_ui_test_get (GTK_WIDGET (tb_window_get_page (self->window)), GTK_TYPE_MENU_BUTTON,
                           "Other Steps");
  popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (button));
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  gtk_widget_activate (tb_ui_test_get (GTK_WIDGET (popover), ADW_TYPE_ACTION_ROW, "Cancel event"));
  reason = tb_ui_test_get (wait_dialog (self), ADW_TYPE_ENTRY_ROW, "Reason");
  tb_test_wait_until (gtk_widget_get_mapped (reason));
  tb_window_test_wait_frames (self, 3);
  g_assert_true (has_focus_within (self, reason));
  g_assert_false (gtk_menu_button_get_active (GTK_MENU_BUTTON (button)));
}

static void
step (TbWindowTest *self, TbRecord *event, const char *verb)
{
  g_autoptr (TbRecord) present = load (self, tb_record_get_id (event));
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;

  tb_record_set_text (present, TB_EVENT_HELD_ON, "2026-01-20");
  tb_record_set_text (present, TB_EVENT_HELD_FROM, "10:00");
  tb_record_set_text (present, TB_EVENT_HELD_TO, "11:00");
  tb_record_set_text (present, TB_EVENT_MINUTES, "一、学习。");
  batch = tb_session_transition (tb_window_get_session (self->window), present, verb, NULL, NULL,
                                 &error);
  g_assert_no_error (error);
}

static char *
dup_today (TbWindowTest *self)
{
  TbClock *clock = tb_session_get_clock (tb_window_get_session (self->window));
  char iso[TB_DATE_ISO_SIZE];

  return g_strdup (tb_date_to_iso (tb_clock_today (clock), iso));
}

/* Nobody needs a notice of what is past: whoever came is entered, then that it was held. */
static void
test_past_event (TbWindowTest *self, gconstpointer data)
{
  g_autoptr (TbRecord) event = add_event (self, "楼宇党课", "2026-01-20");
  g_autofree char *person = tb_window_test_dup_first_id (self, "person");
  g_autofree char *batch = NULL;
  g_autoptr (GError) error = NULL;

  tb_window_test_show_page (self, "events");
  show_event (self, tb_record_get_id (event));
  tb_window_test_assert_next (self, "Sign In…");
  batch = tb_event_sign_in (tb_window_get_session (self->window), tb_record_get_id (event), person,
                            TB_SIGN_IN_LIST, NULL, &error);
  g_assert_no_error (error);
  tb_window_test_assert_next (self, "Enter as held");
  step (self, event, "hold");
  tb_window_test_assert_next (self, "Submit minutes");
}

/* In every state there is one button that leads on, and it can be pressed. */
static void
test_next_step (TbWindowTest *self, gconstpointer data)
{
  g_autoptr (TbRecord) ahead = add_event (self, "楼宇党员学习会", "2031-05-20");
  g_autofree char *today = dup_today (self);
  g_autoptr (TbRecord) event = add_event (self, "楼宇党员大会", today);
  g_autofree char *person = tb_window_test_dup_first_id (self, "person");
  g_autofree char *batch = NULL;
  g_autoptr (GError) error = NULL;

  tb_window_test_show_page (self, "events");
  show_event (self, tb_record_get_id (ahead));
  tb_window_test_assert_next (self, "Approve");
  step (self, ahead, "notify");
  tb_window_test_assert_next (self, "Pass On the Notice…");

  show_event (self, tb_record_get_id (event));
  step (self, event, "notify");
  tb_window_test_assert_next (self, "Open sign-in");
  step (self, event, "open_sign_in");
  tb_window_test_assert_next (self, "Sign In…");
  batch = tb_event_sign_in (tb_window_get_session (self->window), tb_record_get_id (event), person,
                            TB_SIGN_IN_LIST, NULL, &error);
  g_assert_no_error (error);
  tb_window_test_assert_next (self, "Enter as held");
  step (self, event, "close_sign_in");
  tb_window_test_assert_next (self, "Enter as held");
  step (self, event, "hold");
  tb_window_test_assert_next (self, "Submit minutes");
  step (self, event, "submit");
  tb_window_test_assert_next (self, "Archive");
}

/* A vote that is not locked is, before the event is archived. */
static void
test_lock_vote (TbWindowTest *self, gconstpointer data)
{
  TbSession *session = tb_window_get_session (self->window);
  g_autoptr (TbRecord) event = add_event (self, "党员大会", "2026-01-20");
  g_autofree char *person = tb_window_test_dup_first_id (self, "person");
  g_autoptr (TbRecord) vote = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *signed_in = NULL, *kept = NULL, *saved = NULL;

  tb_record_set_text (event, TB_EVENT_KIND, "DH");
  kept = tb_session_save (session, event, NULL, &error);
  g_assert_no_error (error);
  signed_in
      = tb_event_sign_in (session, tb_record_get_id (event), person, TB_SIGN_IN_LIST, NULL, &error);
  g_assert_no_error (error);
  vote = tb_event_new_vote (session, tb_record_get_id (event), NULL, &error);
  g_assert_no_error (error);
  tb_record_set_text (vote, TB_VOTE_TOPIC, "年度计划");
  tb_record_set_text (vote, TB_VOTE_KIND, "ordinary");
  tb_record_set_int (vote, TB_VOTE_VOTES_FOR, tb_record_get_int (vote, TB_VOTE_PRESENT));
  saved = tb_session_save (session, vote, NULL, &error);
  g_assert_no_error (error);
  step (self, event, "hold");
  step (self, event, "submit");

  tb_window_test_show_page (self, "events");
  show_event (self, tb_record_get_id (event));
  tb_window_test_assert_next (self, "Lock the Vote: 年度计划");
  tb_ui_test_click (GTK_WIDGET (tb_window_get_page (self->window)), "Lock the Vote: 年度计划");
  tb_window_test_assert_next (self, "Archive");
}

/* Minutes are saved by closing the dialog. */
static void
test_minutes (TbWindowTest *self, gconstpointer data)
{
  g_autoptr (TbRecord) event = add_event (self, "支委会", "2026-11-10");
  const char *id = tb_record_get_id (event);
  g_autoptr (TbRecord) saved = NULL;
  GtkWidget *dialog;
  GtkWidget *text;

  tb_window_test_show_page (self, "events");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.write-minutes", "s", id);
  dialog = wait_dialog (self);
  g_assert_true (TB_IS_MINUTES_DIALOG (dialog));
  text = tb_ui_test_get (dialog, GTK_TYPE_TEXT_VIEW, NULL);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "一、学习。", -1);
  adw_dialog_close (ADW_DIALOG (dialog));
  tb_test_wait_until (get_dialog (self) == NULL);

  saved = load (self, id);
  g_assert_cmpstr (tb_record_get_text (saved, TB_EVENT_MINUTES), ==, "一、学习。");
}

static char *
dup_archived_id (TbWindowTest *self)
{
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_event);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  tb_query_add_filter (query, TB_EVENT_STATE, TB_QUERY_EQUAL, "archived");
  tb_query_set_limit (query, 1);
  events = tb_session_list (tb_window_get_session (self->window), query, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 1);

  return g_strdup (tb_record_get_id (g_ptr_array_index (events, 0)));
}

static void
choose_field (GtkWidget *dialog, const char *label)
{
  AdwComboRow *row = ADW_COMBO_ROW (tb_ui_test_get (dialog, ADW_TYPE_COMBO_ROW, "Field"));
  GListModel *labels = adw_combo_row_get_model (row);

  for (guint i = 0; i < g_list_model_get_n_items (labels); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (labels, i);

      if (g_str_equal (gtk_string_object_get_string (item), label))
        {
          adw_combo_row_set_selected (row, i);
          return;
        }
    }
  g_error ("no field %s", label);
}

/* An archived event says that it is locked; a correction changes it, and keeps both versions. */
static void
test_correct (TbWindowTest *self, gconstpointer data)
{
  g_autofree char *id = dup_archived_id (self);
  gint64 n_corrections = tb_window_test_count (self, "correction");
  g_autoptr (TbRecord) corrected = NULL;
  GtkWidget *dialog;

  tb_window_test_show_page (self, "events");
  show_event (self, id);
  tb_ui_test_click (GTK_WIDGET (tb_window_get_page (self->window)), "_Correct…");
  dialog = wait_dialog (self);
  g_assert_true (TB_IS_CORRECT_DIALOG (dialog));
  choose_field (dialog, "Venue");
  tb_ui_test_type (dialog, "Venue", "三楼会议室");
  tb_ui_test_type (dialog, "Why it is corrected", "地点写错");
  tb_ui_test_type (dialog, "Approved by", "支部书记");
  tb_ui_test_click (dialog, "_Correct");
  tb_test_wait_until (tb_window_test_count (self, "correction") == n_corrections + 1);

  corrected = load (self, id);
  g_assert_cmpstr (tb_record_get_text (corrected, TB_EVENT_PLACE), ==, "三楼会议室");
  tb_ui_test_get (GTK_WIDGET (tb_window_get_page (self->window)), ADW_TYPE_PREFERENCES_GROUP,
                  "Corrections");
}

static GtkWidget *
find_preview (GtkWidget *dialog)
{
  return tb_ui_test_get (dialog, ADW_TYPE_PREFERENCES_GROUP, "Preview");
}

/* What the plans make of a year is seen, made in one action and taken back in one. */
static void
test_plan_year (TbWindowTest *self, gconstpointer data)
{
  gint64 n_events = tb_window_test_count (self, "event");
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.plan-year", NULL);
  dialog = wait_dialog (self);
  adw_spin_row_set_value (ADW_SPIN_ROW (tb_ui_test_get (dialog, ADW_TYPE_SPIN_ROW, "Year")), 2031);

  /* What is read of the first year does not come after it. Events of several branches have the
   * same title, and a fixed day may be a Sunday. */
  tb_ui_test_wait_for_words (dialog, "Friday 3 January 2031");
  g_assert_true (tb_ui_test_has_words (find_preview (dialog), "党支部"));
  tb_ui_test_click (dialog, "_Make");
  tb_test_wait_until (get_dialog (self) == NULL);
  g_assert_cmpint (tb_window_test_count (self, "event"), >, n_events);

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  tb_test_wait_until (tb_window_test_count (self, "event") == n_events);
}

/* Whoever came is entered in the list of the event. */
static void
test_attendance (TbWindowTest *self, gconstpointer data)
{
  g_autoptr (TbRecord) event = add_event (self, "党课", "2026-11-12");
  g_autofree char *person = tb_window_test_dup_first_id (self, "person");
  gint64 n_rows = tb_window_test_count (self, "attendance");
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-attendance", "s",
                              tb_record_get_id (event));
  dialog = wait_dialog (self);
  tb_ui_test_get (dialog, GTK_TYPE_BUTTON, "_Invite");
  gtk_widget_activate_action (dialog, "attendance.come", "s", person);
  tb_test_wait_until (tb_window_test_count (self, "attendance") == n_rows + 1);
  tb_ui_test_get (dialog, GTK_TYPE_MENU_BUTTON, "Present");
  gtk_widget_activate_action (dialog, "attendance.excuse", "(ss)", person, "sick");
  tb_ui_test_get (dialog, GTK_TYPE_MENU_BUTTON, "On leave");
}

#define ADD(name, func)                                                                            \
  g_test_add ("/app/event-page/" name, TbWindowTest, NULL, tb_window_test_set_up, func,            \
              tb_window_test_tear_down)

int
main (int argc, char **argv)
{
  if (!tb_ui_test_init (&argc, &argv))
    return 77;

  ADD ("add-on-day", test_add_on_day);
  ADD ("steps", test_steps);
  ADD ("next-step", test_next_step);
  ADD ("past-event", test_past_event);
  ADD ("lock-vote", test_lock_vote);
  ADD ("minutes", test_minutes);
  ADD ("correct", test_correct);
  ADD ("other-step", test_other_step);
  ADD ("plan-year", test_plan_year);
  ADD ("attendance", test_attendance);

  return tb_test_run ();
}
