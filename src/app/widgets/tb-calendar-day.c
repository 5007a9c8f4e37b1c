/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-calendar-day.h"

#include "tb-day-words.h"
#include "tb-event-chip.h"
#include "tb-event-look.h"
#include "tb-work-calendar.h"

#include <glib/gi18n.h>

/**
 * TbCalendarDay:
 *
 * A day of the month calendar: its number, and as many of its events as there is room for; a button
 * says how many more there are (`calendar.list (s)` with the ISO date). Where there is no room for
 * words, dots stand for the events.
 *
 * It lays its children out itself, so that it needs no second pass to know how many fit.
 */
struct _TbCalendarDay
{
  GtkWidget parent_instance;

  TbDate date;
  gboolean in_month;
  gboolean today;
  gboolean compact;
  char *mark;        /* (owned) (nullable): why it is not as its weekday says, in words */
  GPtrArray *events; /* (owned) (element-type TbMonthEvent): of this day, in order of time */
  GPtrArray *chips;  /* (owned) (element-type TbEventChip): reused from month to month */
  GPtrArray *dots;   /* (owned) (element-type GtkWidget): reused */
  guint n_shown;     /* how many of the events have a chip that shows them, or a dot */
  gboolean stale;    /* whether other events are shown than it has */

  GtkLabel *number;
  GtkButton *more_button;
  GtkInscription *more_text;
};

/* In lines: below that width little would be left of a title beside the time. */
#define NARROW 7

#define MAX_DOTS 4
#define SPACING 2     /* px */
#define DOT_SPACING 2 /* px */

G_DEFINE_FINAL_TYPE (TbCalendarDay, tb_calendar_day, GTK_TYPE_WIDGET)

static void
update_label (TbCalendarDay *self)
{
  g_autofree char *day = tb_day_words_dup_day (self->date);
  g_autoptr (GString) label = g_string_new (day);

  if (self->today)
    g_string_append_printf (label, "%s%s", _ (", "), _ ("today"));
  if (self->mark != NULL)
    g_string_append_printf (label, "%s%s", _ (", "), self->mark);
  if (self->events->len > 0)
    {
      /* Translators: %u is a number of events on one day of the calendar. */
      const char *format = ngettext ("%u event", "%u events", self->events->len);
      g_autofree char *count = g_strdup_printf (format, self->events->len);

      g_string_append_printf (label, "%s%s", _ (", "), count);
    }

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label->str,
                                  -1);
}

static void
show_chips (TbCalendarDay *self)
{
  guint n_events = self->compact ? 0 : self->events->len;

  while (self->chips->len < n_events)
    {
      GtkWidget *chip = tb_event_chip_new ();

      gtk_widget_insert_before (chip, GTK_WIDGET (self), GTK_WIDGET (self->more_button));
      g_ptr_array_add (self->chips, chip);
    }

  for (guint i = 0; i < self->chips->len; i++)
    {
      GtkWidget *chip = g_ptr_array_index (self->chips, i);

      gtk_widget_set_visible (chip, i < n_events);
      if (i < n_events)
        tb_event_chip_set_event (TB_EVENT_CHIP (chip), g_ptr_array_index (self->events, i));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), n_events > 0);
}

static void
show_dots (TbCalendarDay *self)
{
  guint n_dots = self->compact ? MIN (self->events->len, MAX_DOTS) : 0;

  while (self->dots->len < n_dots)
    {
      GtkWidget *dot = g_object_new (GTK_TYPE_BOX, "css-name", "dot", "accessible-role",
                                     GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

      gtk_widget_insert_before (dot, GTK_WIDGET (self), NULL);
      g_ptr_array_add (self->dots, dot);
    }

  for (guint i = 0; i < self->dots->len; i++)
    {
      GtkWidget *dot = g_ptr_array_index (self->dots, i);
      const TbMonthEvent *event = i < n_dots ? g_ptr_array_index (self->events, i) : NULL;

      gtk_widget_set_visible (dot, event != NULL);
      if (event != NULL)
        tb_event_look_apply (dot, event->kind, event->state);
    }
}

static void
show_events (TbCalendarDay *self)
{
  show_chips (self);
  show_dots (self);
  self->n_shown = self->events->len;
  self->stale = FALSE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* Overrides */

static GtkSizeRequestMode
tb_calendar_day_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

/* The number needs its room, and one line below it; more is as it comes. */
static void
tb_calendar_day_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{
  TbCalendarDay *self = TB_CALENDAR_DAY (widget);
  int line = 0;

  gtk_widget_measure (GTK_WIDGET (self->number), orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      if (self->chips->len > 0 && !self->compact)
        gtk_widget_measure (g_ptr_array_index (self->chips, 0), orientation, -1, &line, NULL, NULL,
                            NULL);
      *minimum += SPACING + MAX (line, 8);
      *natural = *minimum + 2 * line;
    }
}

static void
allocate (GtkWidget *child, int x, int y, int width, int height)
{
  GtkAllocation allocation = { x, y, width, height };

  gtk_widget_size_allocate (child, &allocation, -1);
}

static void
allocate_dots (TbCalendarDay *self, int width, int y)
{
  guint n_dots = MIN (self->n_shown, MAX_DOTS);
  int size = 0;
  int x;

  if (n_dots == 0)
    return;

  gtk_widget_measure (g_ptr_array_index (self->dots, 0), GTK_ORIENTATION_HORIZONTAL, -1, NULL,
                      &size, NULL, NULL);
  x = (width - (int)n_dots * (size + DOT_SPACING) + DOT_SPACING) / 2;
  for (guint i = 0; i < n_dots; i++)
    allocate (g_ptr_array_index (self->dots, i), x + (int)i * (size + DOT_SPACING), y, size, size);
}

/* As many chips as fit; where one does not, the last line says how many are left. */
static void
allocate_chips (TbCalendarDay *self, int width, int y, int height)
{
  guint n_fit;
  int line;
  g_autofree char *more = NULL;

  if (self->n_shown == 0)
    return;

  gtk_widget_measure (g_ptr_array_index (self->chips, 0), GTK_ORIENTATION_VERTICAL, -1, NULL, &line,
                      NULL, NULL);
  n_fit = (guint)MAX (0, (height - y + SPACING) / (line + SPACING));
  if (n_fit < self->n_shown && n_fit > 0)
    n_fit--;
  n_fit = MIN (n_fit, self->n_shown);

  for (guint i = 0; i < self->n_shown; i++)
    {
      GtkWidget *chip = g_ptr_array_index (self->chips, i);

      gtk_widget_set_child_visible (chip, i < n_fit);
      if (i < n_fit)
        {
          tb_event_chip_set_narrow (TB_EVENT_CHIP (chip), width < NARROW * line);
          allocate (chip, 0, y, width, line);
          y += line + SPACING;
        }
    }

  gtk_widget_set_child_visible (GTK_WIDGET (self->more_button), n_fit < self->n_shown);
  if (n_fit == self->n_shown)
    return;

  /* Translators: below the events of a day that there was room for: how many there are beside them.
   */
  more = g_strdup_printf (_ ("+%u more"), self->n_shown - n_fit);
  gtk_inscription_set_text (self->more_text, more);
  allocate (GTK_WIDGET (self->more_button), 0, y, width, MIN (line, MAX (height - y, 0)));
}

static void
tb_calendar_day_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TbCalendarDay *self = TB_CALENDAR_DAY (widget);
  int number_width;
  int number_height;

  gtk_widget_measure (GTK_WIDGET (self->number), GTK_ORIENTATION_HORIZONTAL, -1, NULL,
                      &number_width, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self->number), GTK_ORIENTATION_VERTICAL, -1, NULL, &number_height,
                      NULL, NULL);
  allocate (GTK_WIDGET (self->number), self->compact ? (width - number_width) / 2 : 0, 0,
            number_width, number_height);

  if (self->compact)
    allocate_dots (self, width, number_height + SPACING);
  else
    allocate_chips (self, width, number_height + SPACING, height);
}

static void
tb_calendar_day_dispose (GObject *object)
{
  TbCalendarDay *self = TB_CALENDAR_DAY (object);
  GtkWidget *child;

  g_ptr_array_set_size (self->chips, 0);
  g_ptr_array_set_size (self->dots, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (tb_calendar_day_parent_class)->dispose (object);
}

static void
tb_calendar_day_finalize (GObject *object)
{
  TbCalendarDay *self = TB_CALENDAR_DAY (object);

  g_free (self->mark);
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->chips);
  g_ptr_array_unref (self->dots);

  G_OBJECT_CLASS (tb_calendar_day_parent_class)->finalize (object);
}

static void
tb_calendar_day_class_init (TbCalendarDayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_calendar_day_dispose;
  object_class->finalize = tb_calendar_day_finalize;
  widget_class->get_request_mode = tb_calendar_day_get_request_mode;
  widget_class->measure = tb_calendar_day_measure;
  widget_class->size_allocate = tb_calendar_day_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "calendarday");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-calendar-day.ui");
  gtk_widget_class_bind_template_child (widget_class, TbCalendarDay, number);
  gtk_widget_class_bind_template_child (widget_class, TbCalendarDay, more_button);
  gtk_widget_class_bind_template_child (widget_class, TbCalendarDay, more_text);
}

static void
tb_calendar_day_init (TbCalendarDay *self)
{
  self->events = g_ptr_array_new ();
  self->chips = g_ptr_array_new ();
  self->dots = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/* Public functions */

/**
 * tb_calendar_day_new:
 *
 * Returns: (transfer floating): a day without a date yet
 */
GtkWidget *
tb_calendar_day_new (void)
{
  return g_object_new (TB_TYPE_CALENDAR_DAY, NULL);
}

static void
set_class (GtkWidget *widget, const char *css_class, gboolean has)
{
  if (has)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

/* Beside the number stands whether it is a day off or one to work on, as on paper calendars; the
 * words are for those who point at it or do not see it. */
static TbDayKind
show_kind (TbCalendarDay *self)
{
  const char *name;
  TbDayKind kind = tb_work_calendar_get (self->date, &name);
  g_autofree char *number = g_strdup_printf ("%d", self->date.day);
  g_autofree char *marked = NULL;

  g_clear_pointer (&self->mark, g_free);
  if (kind == TB_DAY_HOLIDAY)
    {
      /* Translators: a day of the month that is off; as short as it can be. */
      marked = g_strdup_printf (_ ("%s off"), number);
      /* Translators: the name of a holiday */
      self->mark = g_strdup_printf (_ ("%s, day off"), name);
    }
  else if (kind == TB_DAY_SHIFTED)
    {
      /* Translators: a day of a weekend on which people work; as short as it can be. */
      marked = g_strdup_printf (_ ("%s work"), number);
      /* Translators: the name of a holiday */
      self->mark = g_strdup_printf (_ ("working day for %s"), name);
    }

  gtk_label_set_label (self->number, marked != NULL ? marked : number);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->number), self->mark);
  return kind;
}

/**
 * tb_calendar_day_set_date:
 * @self: a day
 * @date: its date
 * @in_month: whether it belongs to the month shown
 * @today: whether it is today
 *
 * Gives the day another date; it has no events until they are set.
 */
void
tb_calendar_day_set_date (TbCalendarDay *self, TbDate date, gboolean in_month, gboolean today)
{
  char iso[TB_DATE_ISO_SIZE];
  TbDayKind kind;

  self->date = date;
  self->in_month = in_month;
  self->today = today;
  kind = show_kind (self);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->more_button), "s",
                                    tb_date_to_iso (date, iso));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->more_button), "calendar.list");
  set_class (GTK_WIDGET (self), "other-month", !in_month);
  set_class (GTK_WIDGET (self), "today", today);
  set_class (GTK_WIDGET (self), "weekend", kind == TB_DAY_WEEKEND || kind == TB_DAY_HOLIDAY);
  g_ptr_array_set_size (self->events, 0);
  update_label (self);
  show_events (self);
}

/**
 * tb_calendar_day_get_date:
 * @self: a day
 *
 * Returns: its date
 */
TbDate
tb_calendar_day_get_date (TbCalendarDay *self)
{
  return self->date;
}

static gboolean
has_same_events (TbCalendarDay *self, GPtrArray *events)
{
  if (self->events->len != events->len)
    return FALSE;
  for (guint i = 0; i < events->len; i++)
    if (!tb_month_event_equal (g_ptr_array_index (self->events, i), g_ptr_array_index (events, i)))
      return FALSE;

  return TRUE;
}

/**
 * tb_calendar_day_set_events:
 * @self: a day
 * @events: (element-type TbMonthEvent): those of this day, in order; they live as long as @self
 *   has them
 *
 * Gives the day its events. They are shown with tb_calendar_day_show_events().
 */
void
tb_calendar_day_set_events (TbCalendarDay *self, GPtrArray *events)
{
  self->stale = self->stale || !has_same_events (self, events);
  g_ptr_array_set_size (self->events, 0);
  g_ptr_array_extend (self->events, events, NULL, NULL);
  if (self->stale)
    update_label (self);
}

/**
 * tb_calendar_day_show_events:
 * @self: a day
 *
 * Shows the events that the day was given, where others are shown.
 */
void
tb_calendar_day_show_events (TbCalendarDay *self)
{
  if (self->stale)
    show_events (self);
}

/**
 * tb_calendar_day_get_events:
 * @self: a day
 *
 * Returns: (transfer none) (element-type TbMonthEvent): its events, in order
 */
GPtrArray *
tb_calendar_day_get_events (TbCalendarDay *self)
{
  return self->events;
}

/**
 * tb_calendar_day_set_selected:
 * @self: a day
 * @selected: whether it is the one that the keyboard is on
 *
 * Only the selected day takes the focus, so that Tab passes the calendar in one step.
 */
void
tb_calendar_day_set_selected (TbCalendarDay *self, gboolean selected)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), selected);
  set_class (GTK_WIDGET (self), "selected", selected);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}

/**
 * tb_calendar_day_set_compact:
 * @self: a day
 * @compact: whether events are dots
 *
 * Says whether there is room for words.
 */
void
tb_calendar_day_set_compact (TbCalendarDay *self, gboolean compact)
{
  if (self->compact == compact)
    return;

  self->compact = compact;
  show_events (self);
}
