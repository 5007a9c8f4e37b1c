/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-calendar-day.h"
#include "tb-day-words.h"
#include "tb-event-chip.h"
#include "tb-month-calendar.h"
#include "tb-test.h"
#include "tb-ui-test.h"

static const TbDate today = { 2026, 11, 18 };

typedef struct
{
  GtkWindow *window;
  TbMonthCalendar *calendar;
  guint n_months;
  char *opened; /* (owned) (nullable): the event or the day opened last */
} CalendarTest;

static void
month_changed_cb (CalendarTest *self)
{
  self->n_months++;
}

static void
opened_cb (CalendarTest *self, const char *what)
{
  g_set_str (&self->opened, what);
}

static void
set_up (CalendarTest *self, gconstpointer data)
{
  self->window = tb_ui_test_window_new ();
  self->calendar = g_object_new (TB_TYPE_MONTH_CALENDAR, NULL);
  g_signal_connect_swapped (self->calendar, "month-changed", G_CALLBACK (month_changed_cb), self);
  g_signal_connect_swapped (self->calendar, "event-opened", G_CALLBACK (opened_cb), self);
  g_signal_connect_swapped (self->calendar, "day-opened", G_CALLBACK (opened_cb), self);
  adw_window_set_content (ADW_WINDOW (self->window), GTK_WIDGET (self->calendar));
  tb_month_calendar_set_today (self->calendar, today);
  tb_test_wait_until (gtk_widget_get_width (GTK_WIDGET (self->calendar)) > 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->calendar));
}

static void
tear_down (CalendarTest *self, gconstpointer data)
{
  gtk_window_destroy (self->window);
  g_free (self->opened);
}

static GPtrArray *
make_events (guint n_events, const char *on)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_month_event_free);

  for (guint i = 0; i < n_events; i++)
    {
      TbMonthEvent *event = g_new0 (TbMonthEvent, 1);

      event->id = g_strdup_printf ("event-%u", i);
      g_strlcpy (event->on, on, sizeof event->on);
      event->from = g_strdup ("14:30");
      event->title = g_strdup_printf ("主题党日 %u", i);
      event->kind = g_strdup ("ZT");
      event->state = g_strdup ("planned");
      g_ptr_array_add (events, event);
    }

  return events;
}

/* Sends a key to what has the focus, by the shortcuts that the class installed. */
static void
press (CalendarTest *self, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->calendar));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;

      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger)
              && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key
              && gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == 0)
            {
              gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0,
                                            GTK_WIDGET (self->calendar),
                                            gtk_shortcut_get_arguments (shortcut));
              return;
            }
        }
    }
  g_error ("no key %s", gdk_keyval_name (key));
}

static void
check_selected (CalendarTest *self, const char *expected)
{
  char iso[TB_DATE_ISO_SIZE];
  GtkWidget *focus = gtk_window_get_focus (self->window);

  g_assert_cmpstr (tb_date_to_iso (tb_month_calendar_get_selected (self->calendar), iso), ==,
                   expected);
  g_assert_true (TB_IS_CALENDAR_DAY (focus));
  g_assert_cmpstr (tb_date_to_iso (tb_calendar_day_get_date (TB_CALENDAR_DAY (focus)), iso), ==,
                   expected);
}

/* The keyboard goes through days, weeks and months, and the focus goes with it. */
static void
test_keys (CalendarTest *self, gconstpointer data)
{
  check_selected (self, "2026-11-18");
  press (self, GDK_KEY_Left);
  check_selected (self, "2026-11-17");
  press (self, GDK_KEY_Down);
  check_selected (self, "2026-11-24");
  press (self, GDK_KEY_End);
  check_selected (self, "2026-11-29");
  press (self, GDK_KEY_Home);
  check_selected (self, "2026-11-23");
  g_assert_cmpuint (self->n_months, ==, 1);

  press (self, GDK_KEY_Down);
  check_selected (self, "2026-11-30");
  press (self, GDK_KEY_Right);
  check_selected (self, "2026-12-01");
  g_assert_cmpuint (self->n_months, ==, 2);
  press (self, GDK_KEY_Page_Down);
  check_selected (self, "2027-01-01");
  press (self, GDK_KEY_Page_Up);
  press (self, GDK_KEY_Page_Up);
  check_selected (self, "2026-11-01");
  press (self, GDK_KEY_t);
  check_selected (self, "2026-11-18");
}

/* The last day of a month stays within a shorter one. */
static void
test_short_month (CalendarTest *self, gconstpointer data)
{
  tb_month_calendar_select (self->calendar, (TbDate){ 2026, 1, 31 });
  press (self, GDK_KEY_Page_Down);
  check_selected (self, "2026-02-28");
}

static void
check_span (CalendarTest *self, const char *expected_first, const char *expected_last)
{
  char iso[TB_DATE_ISO_SIZE];
  TbDate first;
  TbDate last;

  tb_month_calendar_get_span (self->calendar, &first, &last);
  g_assert_cmpstr (tb_date_to_iso (first, iso), ==, expected_first);
  g_assert_cmpstr (tb_date_to_iso (last, iso), ==, expected_last);
  g_assert_cmpuint (tb_day_words_get_weekday (first), ==, 0);
}

/* Whole weeks from Monday to Sunday: four, five or six of them. */
static void
test_span (CalendarTest *self, gconstpointer data)
{
  check_span (self, "2026-10-26", "2026-12-06");
  tb_month_calendar_select (self->calendar, (TbDate){ 2027, 2, 3 });
  check_span (self, "2027-02-01", "2027-02-28");
  tb_month_calendar_select (self->calendar, (TbDate){ 2024, 2, 29 });
  check_span (self, "2024-01-29", "2024-03-03");
}

/* Enter opens what is there, and adds where nothing is. */
static void
test_enter (CalendarTest *self, gconstpointer data)
{
  g_autoptr (GPtrArray) events = make_events (2, "2026-11-18");

  tb_month_calendar_set_events (self->calendar, events);
  press (self, GDK_KEY_Return);
  g_assert_cmpstr (self->opened, ==, "event-0");
  press (self, GDK_KEY_Right);
  press (self, GDK_KEY_Return);
  g_assert_cmpstr (self->opened, ==, "2026-11-19");
}

/* What does not fit into a day is counted, and stands in a list. */
static void
test_more (CalendarTest *self, gconstpointer data)
{
  g_autoptr (GPtrArray) events = make_events (40, "2026-11-18");
  GtkWidget *day = gtk_window_get_focus (self->window);
  GtkWidget *more;
  guint n_chips = 0;

  tb_month_calendar_set_events (self->calendar, events);
  more = gtk_widget_get_last_child (day);
  tb_test_wait_until (!gtk_widget_get_child_visible (gtk_widget_get_prev_sibling (more)));
  g_assert_true (gtk_widget_get_child_visible (more));
  for (GtkWidget *child = gtk_widget_get_first_child (day); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_chips += TB_IS_EVENT_CHIP (child) && gtk_widget_get_child_visible (child);
  g_assert_cmpuint (n_chips, >, 0);
  g_assert_cmpuint (n_chips, <, 40);

  g_signal_emit_by_name (more, "clicked");
  tb_ui_test_get (GTK_WIDGET (self->calendar), GTK_TYPE_LABEL, "Wednesday 18 November 2026");
  press (self, GDK_KEY_space);
}

static GtkWidget *
find_chip (GtkWidget *day)
{
  return tb_ui_test_find (day, TB_TYPE_EVENT_CHIP, NULL);
}

/* Days and events have names for those who do not see them. */
static void
test_names (CalendarTest *self, gconstpointer data)
{
  g_autoptr (GPtrArray) events = make_events (3, "2026-11-18");
  GtkAccessible *day = GTK_ACCESSIBLE (gtk_window_get_focus (self->window));
  GtkWidget *chip;

  gtk_test_accessible_assert_role (self->calendar, GTK_ACCESSIBLE_ROLE_GRID);
  gtk_test_accessible_assert_property (self->calendar, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "November 2026");
  gtk_test_accessible_assert_role (day, GTK_ACCESSIBLE_ROLE_GRID_CELL);
  gtk_test_accessible_assert_property (day, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Wednesday 18 November 2026, today");
  tb_month_calendar_set_events (self->calendar, events);
  gtk_test_accessible_assert_property (day, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Wednesday 18 November 2026, today, 3 events");
  tb_test_wait_until ((chip = find_chip (GTK_WIDGET (day))) != NULL);
  gtk_test_accessible_assert_property (chip, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "14:30 主题党日 0, Theme day, Planned");
}

/* Narrow, dots stand for the events, and no more of them than there is room for. */
static void
test_compact (CalendarTest *self, gconstpointer data)
{
  g_autoptr (GPtrArray) events = make_events (9, "2026-11-18");
  GtkWidget *day = gtk_window_get_focus (self->window);
  guint n_dots = 0;

  tb_month_calendar_set_events (self->calendar, events);
  g_object_set (self->calendar, "compact", TRUE, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (day); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      g_assert_false (TB_IS_EVENT_CHIP (child) && gtk_widget_get_visible (child));
      n_dots
          += g_str_equal (gtk_widget_get_css_name (child), "dot") && gtk_widget_get_visible (child);
    }
  g_assert_cmpuint (n_dots, ==, 4);
}

static const char *
get_text (GtkWidget *chip)
{
  GtkWidget *text = tb_ui_test_get (chip, GTK_TYPE_INSCRIPTION, NULL);

  return gtk_inscription_get_text (GTK_INSCRIPTION (text));
}

/* A day that is too narrow for both shows what is on, not when. */
static void
test_narrow_day (CalendarTest *self, gconstpointer data)
{
  g_autoptr (GPtrArray) events = make_events (1, "2026-11-18");
  GtkWidget *day = gtk_window_get_focus (self->window);
  GtkWidget *chip;

  tb_month_calendar_set_events (self->calendar, events);
  tb_test_wait_until ((chip = find_chip (day)) != NULL);
  gtk_widget_size_allocate (day, &(GtkAllocation){ 0, 0, 300, 100 }, -1);
  g_assert_cmpstr (get_text (chip), ==, "14:30 主题党日 0");
  gtk_widget_size_allocate (day, &(GtkAllocation){ 0, 0, 100, 100 }, -1);
  g_assert_cmpstr (get_text (chip), ==, "主题党日 0");
}

#define ADD(name, func)                                                                            \
  g_test_add ("/app/month-calendar/" name, CalendarTest, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  if (!tb_ui_test_init (&argc, &argv))
    return 77;

  ADD ("keys", test_keys);
  ADD ("short-month", test_short_month);
  ADD ("span", test_span);
  ADD ("enter", test_enter);
  ADD ("more", test_more);
  ADD ("names", test_names);
  ADD ("compact", test_compact);
  ADD ("narrow-day", test_narrow_day);

  return tb_test_run ();
}
