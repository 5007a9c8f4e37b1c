/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-event-chip.h"

#include "tb-event-look.h"

#include <glib/gi18n.h>

/**
 * TbEventChip:
 *
 * An event in a day of the calendar: its time and title, with the icon and colour of its kind; in a
 * narrow day the title alone, of which there would be too little beside the time. It activates
 * `calendar.open (s)` with the id of the event. The keyboard goes from day to day, not through the
 * chips.
 */
struct _TbEventChip
{
  GtkButton parent_instance;

  GtkImage *icon;
  GtkInscription *text;
  char *title;     /* (owned) (nullable) */
  char *words;     /* (owned) (nullable): the time and the title */
  char *more;      /* (owned) (nullable): what there is no room for */
  gboolean narrow; /* whether only the title is shown */
};

G_DEFINE_FINAL_TYPE (TbEventChip, tb_event_chip, GTK_TYPE_BUTTON)

/* Asked for when it is wanted: whenever a text is set GTK looks for the widget below the pointer.
 */
static gboolean
query_tooltip_cb (TbEventChip *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, self->more);

  return self->more != NULL;
}

static void
tb_event_chip_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_EVENT_CHIP);

  G_OBJECT_CLASS (tb_event_chip_parent_class)->dispose (object);
}

static void
tb_event_chip_finalize (GObject *object)
{
  TbEventChip *self = TB_EVENT_CHIP (object);

  g_free (self->title);
  g_free (self->words);
  g_free (self->more);

  G_OBJECT_CLASS (tb_event_chip_parent_class)->finalize (object);
}

static void
tb_event_chip_class_init (TbEventChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_event_chip_dispose;
  G_OBJECT_CLASS (klass)->finalize = tb_event_chip_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-event-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, TbEventChip, icon);
  gtk_widget_class_bind_template_child (widget_class, TbEventChip, text);
  gtk_widget_class_bind_template_callback (widget_class, query_tooltip_cb);
}

static void
tb_event_chip_init (TbEventChip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_event_chip_new:
 *
 * Returns: (transfer floating): a chip with no event yet
 */
GtkWidget *
tb_event_chip_new (void)
{
  return g_object_new (TB_TYPE_EVENT_CHIP, NULL);
}

static void
show_text (TbEventChip *self)
{
  gtk_inscription_set_text (self->text, self->narrow ? self->title : self->words);
}

/**
 * tb_event_chip_set_event:
 * @self: a chip
 * @event: the event; copied
 *
 * Shows an event.
 */
void
tb_event_chip_set_event (TbEventChip *self, const TbMonthEvent *event)
{
  tb_event_look_apply (GTK_WIDGET (self), event->kind, event->state);
  gtk_image_set_from_icon_name (self->icon, tb_event_look_get_icon_name (event->kind));
  g_set_str (&self->title, event->title);
  g_free (self->words);
  self->words = tb_event_look_dup_words (event->from, event->title);
  g_free (self->more);
  self->more = tb_event_look_dup_description (event->from, event->title, event->kind, event->state);
  show_text (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->more,
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", event->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "calendar.open");
}

/**
 * tb_event_chip_set_narrow:
 * @self: a chip
 * @narrow: whether there is no room for the time
 *
 * Changes what is shown, but not how much room is asked for, so that it may be called by whoever
 * gives the chip its room.
 */
void
tb_event_chip_set_narrow (TbEventChip *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  show_text (self);
}
