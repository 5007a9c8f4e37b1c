/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-month-calendar.h"

#include "tb-calendar-day.h"
#include "tb-day-words.h"
#include "tb-event-chip.h"
#include "tb-frame-work.h"

#include <glib/gi18n.h>

#define N_WEEKS 6
#define N_WEEKDAYS 7

struct _TbMonthCalendar
{
  GtkWidget parent_instance;

  TbDate today;
  TbDate selected; /* its month is the one shown */
  TbDate first;    /* the Monday with which the first week begins */
  guint n_weeks;   /* how many of the weeks are shown */
  gboolean compact;
  GPtrArray *events; /* (owned) (element-type TbMonthEvent): of the days shown, in order */
  guint next_day;    /* whose events are still to be shown */
  TbCalendarDay *days[N_WEEKS * N_WEEKDAYS]; /* (not owned): children of the weeks */

  GtkBox *headings;
  GtkBox *weeks;
  GtkPopover *popover;
  GtkLabel *popover_title;
  GtkBox *popover_box;
};

enum
{
  PROP_COMPACT = 1,
  N_PROPS
};

enum
{
  SIGNAL_MONTH_CHANGED,
  SIGNAL_DAY_SELECTED,
  SIGNAL_EVENT_OPENED,
  SIGNAL_DAY_OPENED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbMonthCalendar, tb_month_calendar, GTK_TYPE_WIDGET)

static guint
get_days_in_month (TbDate date)
{
  return g_date_get_days_in_month ((GDateMonth)date.month, date.year);
}

static int
get_day_index (TbMonthCalendar *self, TbDate date)
{
  GDate first;
  GDate day;

  g_date_clear (&first, 1);
  g_date_clear (&day, 1);
  g_date_set_dmy (&first, self->first.day, (GDateMonth)self->first.month, self->first.year);
  g_date_set_dmy (&day, date.day, (GDateMonth)date.month, date.year);

  return g_date_days_between (&first, &day);
}

static TbCalendarDay *
get_day (TbMonthCalendar *self, TbDate date)
{
  int index = self->first.year != 0 ? get_day_index (self, date) : -1;

  return index >= 0 && index < (int)G_N_ELEMENTS (self->days) ? self->days[index] : NULL;
}

/* What is shown */

static void
update_days (TbMonthCalendar *self)
{
  TbDate first = { self->selected.year, self->selected.month, 1 };
  guint before = tb_day_words_get_weekday (first);
  g_autofree char *month = tb_day_words_dup_month (first);
  guint week = 0;

  self->first = tb_date_add_days (first, -(int)before);
  self->n_weeks = (before + get_days_in_month (first) + N_WEEKDAYS - 1) / N_WEEKDAYS;
  for (guint i = 0; i < G_N_ELEMENTS (self->days); i++)
    {
      TbDate date = tb_date_add_days (self->first, (int)i);

      tb_calendar_day_set_date (self->days[i], date, date.month == first.month,
                                tb_date_compare (date, self->today) == 0);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->weeks)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, week++ < self->n_weeks);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, month, -1);
}

static gboolean
show_next_day (GtkWidget *widget)
{
  TbMonthCalendar *self = TB_MONTH_CALENDAR (widget);

  tb_calendar_day_show_events (self->days[self->next_day++]);

  return self->next_day < G_N_ELEMENTS (self->days);
}

/* The events come in order of date, so each day's are a run. A month of them makes a hundred
 * buttons, which is too much for one frame. */
static void
update_events (TbMonthCalendar *self)
{
  g_autoptr (GPtrArray) run = g_ptr_array_new ();
  guint next = 0;

  for (guint i = 0; i < G_N_ELEMENTS (self->days); i++)
    {
      char iso[TB_DATE_ISO_SIZE];

      tb_date_to_iso (tb_calendar_day_get_date (self->days[i]), iso);
      g_ptr_array_set_size (run, 0);
      while (next < self->events->len)
        {
          TbMonthEvent *event = g_ptr_array_index (self->events, next);
          int order = strcmp (event->on, iso);

          if (order > 0)
            break;
          if (order == 0)
            g_ptr_array_add (run, event);
          next++;
        }
      tb_calendar_day_set_events (self->days[i], run);
    }

  self->next_day = 0;
  tb_frame_work_begin (GTK_WIDGET (self), show_next_day);
}

static void
show_month (TbMonthCalendar *self)
{
  gtk_popover_popdown (self->popover);
  update_days (self);
  g_ptr_array_unref (self->events);
  self->events = g_ptr_array_new ();
  g_signal_emit (self, signals[SIGNAL_MONTH_CHANGED], 0);
}

static gboolean
has_focus_inside (TbMonthCalendar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->weeks));
}

static void
select_day (TbMonthCalendar *self, TbDate date)
{
  gboolean had_focus = has_focus_inside (self);
  TbDate old = self->selected;
  TbCalendarDay *day;

  if (tb_date_get_precision (date) != TB_DATE_PRECISION_DAY)
    return;

  day = get_day (self, old);
  if (day != NULL)
    tb_calendar_day_set_selected (day, FALSE);

  self->selected = date;
  if (date.year != old.year || date.month != old.month)
    show_month (self);

  day = get_day (self, date);
  tb_calendar_day_set_selected (day, TRUE);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (day));
  g_signal_emit (self, signals[SIGNAL_DAY_SELECTED], 0);
}

/* Actions */

static void
open_event (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbMonthCalendar *self = TB_MONTH_CALENDAR (widget);

  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[SIGNAL_EVENT_OPENED], 0, g_variant_get_string (parameter, NULL));
}

/* All events of a day, in a list of their own beside it. */
static void
list_events (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbMonthCalendar *self = TB_MONTH_CALENDAR (widget);
  g_autofree char *title = NULL;
  graphene_rect_t bounds;
  TbCalendarDay *day;
  GPtrArray *events;
  GtkWidget *child;
  TbDate date;

  if (!tb_date_from_iso (g_variant_get_string (parameter, NULL), &date))
    return;
  day = get_day (self, date);
  if (day == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (day), widget, &bounds))
    return;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->popover_box))) != NULL)
    gtk_box_remove (self->popover_box, child);
  events = tb_calendar_day_get_events (day);
  for (guint i = 0; i < events->len; i++)
    {
      GtkWidget *chip = tb_event_chip_new ();

      gtk_widget_set_focusable (chip, TRUE);
      tb_event_chip_set_event (TB_EVENT_CHIP (chip), g_ptr_array_index (events, i));
      gtk_box_append (self->popover_box, chip);
    }

  title = tb_day_words_dup_day (date);
  gtk_label_set_label (self->popover_title, title);
  gtk_popover_set_pointing_to (self->popover,
                               &(GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y,
                                                (int)bounds.size.width, (int)bounds.size.height });
  gtk_popover_popup (self->popover);
}

/* Keys */

static gboolean
move_days (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  TbMonthCalendar *self = TB_MONTH_CALENDAR (widget);
  int days = g_variant_get_int32 (args);

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL && ABS (days) == 1)
    days = -days;
  select_day (self, tb_date_add_days (self->selected, days));

  return GDK_EVENT_STOP;
}

static gboolean
move_months (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  tb_month_calendar_move_months (TB_MONTH_CALENDAR (widget), g_variant_get_int32 (args));

  return GDK_EVENT_STOP;
}

static gboolean
move_to_weekday (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  TbMonthCalendar *self = TB_MONTH_CALENDAR (widget);
  int weekday = (int)tb_day_words_get_weekday (self->selected);

  select_day (self, tb_date_add_days (self->selected, g_variant_get_int32 (args) - weekday));

  return GDK_EVENT_STOP;
}

static gboolean
move_to_today (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  TbMonthCalendar *self = TB_MONTH_CALENDAR (widget);

  select_day (self, self->today);

  return GDK_EVENT_STOP;
}

static void
ask_for_event (TbMonthCalendar *self)
{
  char iso[TB_DATE_ISO_SIZE];

  g_signal_emit (self, signals[SIGNAL_DAY_OPENED], 0, tb_date_to_iso (self->selected, iso));
}

static gboolean
activate_day (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  TbMonthCalendar *self = TB_MONTH_CALENDAR (widget);
  GPtrArray *events = tb_month_calendar_get_selected_events (self);

  if (events->len > 0)
    g_signal_emit (self, signals[SIGNAL_EVENT_OPENED], 0,
                   ((TbMonthEvent *)g_ptr_array_index (events, 0))->id);
  else
    ask_for_event (self);

  return GDK_EVENT_STOP;
}

/* The day's list, for those who have no pointer to press "+3 more" with. */
static gboolean
list_day (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  TbMonthCalendar *self = TB_MONTH_CALENDAR (widget);
  char iso[TB_DATE_ISO_SIZE];

  if (tb_month_calendar_get_selected_events (self)->len > 0)
    gtk_widget_activate_action (widget, "calendar.list", "s", tb_date_to_iso (self->selected, iso));

  return GDK_EVENT_STOP;
}

/* Callbacks */

static void
pressed_cb (TbMonthCalendar *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self->weeks), x, y, GTK_PICK_DEFAULT);
  GtkWidget *day;

  if (widget == NULL)
    return;
  day = TB_IS_CALENDAR_DAY (widget) ? widget
                                    : gtk_widget_get_ancestor (widget, TB_TYPE_CALENDAR_DAY);
  if (day == NULL)
    return;

  select_day (self, tb_calendar_day_get_date (TB_CALENDAR_DAY (day)));
  gtk_widget_grab_focus (GTK_WIDGET (get_day (self, self->selected)));
  if (n_press == 2)
    ask_for_event (self);
}

static gboolean
scroll_cb (TbMonthCalendar *self, double dx, double dy)
{
  tb_month_calendar_move_months (self, dy > 0 ? 1 : -1);

  return GDK_EVENT_STOP;
}

/* Overrides */

static gboolean
tb_month_calendar_grab_focus (GtkWidget *widget)
{
  TbMonthCalendar *self = TB_MONTH_CALENDAR (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (get_day (self, self->selected)));
}

static void
tb_month_calendar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  TbMonthCalendar *self = TB_MONTH_CALENDAR (object);

  switch (prop_id)
    {
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_compact (TbMonthCalendar *self, gboolean compact)
{
  if (self->compact == compact)
    return;

  self->compact = compact;
  for (guint i = 0; i < G_N_ELEMENTS (self->days); i++)
    tb_calendar_day_set_compact (self->days[i], compact);
  if (compact)
    gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "compact");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
}

static void
tb_month_calendar_set_property (GObject *object, guint prop_id, const GValue *value,
                                GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_COMPACT:
      set_compact (TB_MONTH_CALENDAR (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tb_month_calendar_dispose (GObject *object)
{
  tb_frame_work_stop (GTK_WIDGET (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_MONTH_CALENDAR);

  G_OBJECT_CLASS (tb_month_calendar_parent_class)->dispose (object);
}

static void
tb_month_calendar_finalize (GObject *object)
{
  g_ptr_array_unref (TB_MONTH_CALENDAR (object)->events);

  G_OBJECT_CLASS (tb_month_calendar_parent_class)->finalize (object);
}

static void
install_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    GtkShortcutFunc func;
    int argument;
  } keys[] = {
    { GDK_KEY_Left, move_days, -1 },        { GDK_KEY_Right, move_days, 1 },
    { GDK_KEY_Up, move_days, -N_WEEKDAYS }, { GDK_KEY_Down, move_days, N_WEEKDAYS },
    { GDK_KEY_Page_Up, move_months, -1 },   { GDK_KEY_Page_Down, move_months, 1 },
    { GDK_KEY_Home, move_to_weekday, 0 },   { GDK_KEY_End, move_to_weekday, N_WEEKDAYS - 1 },
    { GDK_KEY_t, move_to_today, 0 },        { GDK_KEY_Return, activate_day, 0 },
    { GDK_KEY_KP_Enter, activate_day, 0 },  { GDK_KEY_space, list_day, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, 0, keys[i].func, "i",
                                  keys[i].argument);
}

static void
tb_month_calendar_class_init (TbMonthCalendarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tb_month_calendar_get_property;
  object_class->set_property = tb_month_calendar_set_property;
  object_class->dispose = tb_month_calendar_dispose;
  object_class->finalize = tb_month_calendar_finalize;
  widget_class->grab_focus = tb_month_calendar_grab_focus;

  properties[PROP_COMPACT]
      = g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * TbMonthCalendar::month-changed:
   */
  signals[SIGNAL_MONTH_CHANGED]
      = g_signal_new ("month-changed", TB_TYPE_MONTH_CALENDAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);

  /**
   * TbMonthCalendar::day-selected:
   */
  signals[SIGNAL_DAY_SELECTED]
      = g_signal_new ("day-selected", TB_TYPE_MONTH_CALENDAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);

  /**
   * TbMonthCalendar::event-opened:
   * @id: the event
   */
  signals[SIGNAL_EVENT_OPENED]
      = g_signal_new ("event-opened", TB_TYPE_MONTH_CALENDAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * TbMonthCalendar::day-opened:
   * @date: the day, as ISO text
   */
  signals[SIGNAL_DAY_OPENED]
      = g_signal_new ("day-opened", TB_TYPE_MONTH_CALENDAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "monthcalendar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-month-calendar.ui");
  gtk_widget_class_bind_template_child (widget_class, TbMonthCalendar, headings);
  gtk_widget_class_bind_template_child (widget_class, TbMonthCalendar, weeks);
  gtk_widget_class_bind_template_child (widget_class, TbMonthCalendar, popover);
  gtk_widget_class_bind_template_child (widget_class, TbMonthCalendar, popover_title);
  gtk_widget_class_bind_template_child (widget_class, TbMonthCalendar, popover_box);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, scroll_cb);

  gtk_widget_class_install_action (widget_class, "calendar.open", "s", open_event);
  gtk_widget_class_install_action (widget_class, "calendar.list", "s", list_events);
  install_keys (widget_class);
}

/* The parts that a template would have to name 49 times. */
static void
add_cells (TbMonthCalendar *self)
{
  for (guint i = 0; i < N_WEEKDAYS; i++)
    {
      g_autofree char *name = tb_day_words_dup_weekday (i);

      gtk_box_append (self->headings,
                      g_object_new (GTK_TYPE_LABEL, "label", name, "accessible-role",
                                    GTK_ACCESSIBLE_ROLE_COLUMN_HEADER, NULL));
    }

  for (guint i = 0; i < N_WEEKS; i++)
    {
      GtkWidget *week = g_object_new (GTK_TYPE_BOX, "homogeneous", TRUE, "accessible-role",
                                      GTK_ACCESSIBLE_ROLE_ROW, "css-name", "week", NULL);

      for (guint j = 0; j < N_WEEKDAYS; j++)
        {
          GtkWidget *day = tb_calendar_day_new ();

          self->days[i * N_WEEKDAYS + j] = TB_CALENDAR_DAY (day);
          gtk_box_append (GTK_BOX (week), day);
        }
      gtk_box_append (self->weeks, week);
    }
}

static void
tb_month_calendar_init (TbMonthCalendar *self)
{
  self->events = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_cells (self);
}

/* Public functions */

/**
 * tb_month_calendar_set_today:
 * @self: a calendar
 * @today: the day to be marked
 *
 * Says which day it is. The first time, it is selected too.
 */
void
tb_month_calendar_set_today (TbMonthCalendar *self, TbDate today)
{
  if (tb_date_compare (self->today, today) == 0)
    return;

  self->today = today;
  if (self->selected.year == 0)
    {
      select_day (self, today);
    }
  else
    {
      update_days (self);
      update_events (self);
    }
}

/**
 * tb_month_calendar_select:
 * @self: a calendar that knows what today is
 * @date: a date, to the day
 *
 * Selects a day, and shows its month.
 */
void
tb_month_calendar_select (TbMonthCalendar *self, TbDate date)
{
  select_day (self, date);
}

/**
 * tb_month_calendar_move_months:
 * @self: a calendar
 * @months: how many months later; negative for earlier
 *
 * Shows another month; the selected day keeps its number, or takes the last day of a shorter month.
 */
void
tb_month_calendar_move_months (TbMonthCalendar *self, int months)
{
  select_day (self, tb_date_add_months (self->selected, months));
}

/**
 * tb_month_calendar_get_selected:
 * @self: a calendar
 *
 * Returns: the day selected
 */
TbDate
tb_month_calendar_get_selected (TbMonthCalendar *self)
{
  return self->selected;
}

/**
 * tb_month_calendar_get_selected_events:
 * @self: a calendar that knows what today is
 *
 * Returns: (transfer none) (element-type TbMonthEvent): the events of the day selected
 */
GPtrArray *
tb_month_calendar_get_selected_events (TbMonthCalendar *self)
{
  return tb_calendar_day_get_events (get_day (self, self->selected));
}

/**
 * tb_month_calendar_get_span:
 * @self: a calendar
 * @first: (out): the first day shown
 * @last: (out): the last day shown
 *
 * Says of which days the events are wanted.
 */
void
tb_month_calendar_get_span (TbMonthCalendar *self, TbDate *first, TbDate *last)
{
  *first = self->first;
  *last = tb_date_add_days (self->first, (int)(self->n_weeks * N_WEEKDAYS) - 1);
}

/**
 * tb_month_calendar_set_events:
 * @self: a calendar
 * @events: (element-type TbMonthEvent): the events of the days shown, by date and time
 *
 * Shows events, in the place of those shown before.
 */
void
tb_month_calendar_set_events (TbMonthCalendar *self, GPtrArray *events)
{
  GPtrArray *old = self->events;

  self->events = g_ptr_array_ref (events);
  update_events (self);
  g_ptr_array_unref (old);
}
