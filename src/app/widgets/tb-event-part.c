/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-event-part.h"

#include "tb-action-card-group.h"
#include "tb-attachment-group.h"
#include "tb-attendance-group.h"
#include "tb-day-words.h"
#include "tb-detail-part.h"
#include "tb-property-row.h"
#include "tb-record-row.h"
#include "tb-step-bar.h"
#include "tb-type-event.h"
#include "tb-vote-group.h"

#include <glib/gi18n.h>

/**
 * TbEventPart:
 *
 * What the detail of an event has of its own: the steps it can take, when and where it is, its 5W1H
 * card, who was invited and came, its notice, minutes and votes.
 */
struct _TbEventPart
{
  AdwBin parent_instance;

  TbSession *session; /* (owned) (nullable) */
  GPtrArray *facts;   /* (owned) (element-type GtkWidget): the rows in the group of facts */

  TbStepBar *steps;
  AdwPreferencesGroup *facts_group;
  AdwActionRow *when_row;
  TbActionCardGroup *action_card;
  TbAttendanceGroup *attendance;
  TbRecordRow *notice_row;
  TbRecordRow *minutes_row;
  TbVoteGroup *votes;
  TbAttachmentGroup *attachments;
};

static void tb_event_part_detail_part_init (TbDetailPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbEventPart, tb_event_part, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (TB_TYPE_DETAIL_PART,
                                                      tb_event_part_detail_part_init))

/* Beside what the part says in its own words. */
static const guint fact_fields[] = {
  TB_EVENT_PLACE,   TB_EVENT_ORGANISATION,  TB_EVENT_HOST,     TB_EVENT_RECORDER,
  TB_EVENT_SPEAKER, TB_EVENT_GUEST_SPEAKER, TB_EVENT_AUDIENCE, TB_EVENT_GROUP,
  TB_EVENT_AGENDA,  TB_EVENT_STATE_REASON,
};

static const guint own_fields[] = {
  TB_EVENT_KIND,        TB_EVENT_STATE,   TB_EVENT_ON,         TB_EVENT_PLANNED_FROM,
  TB_EVENT_HELD_FROM,   TB_EVENT_HELD_TO, TB_EVENT_PLANNED_TO, TB_EVENT_PLANNED_ON,
  TB_EVENT_HELD_ON,     TB_EVENT_NOTICE,  TB_EVENT_MINUTES,    TB_EVENT_NEXT_STEPS,
  TB_EVENT_EXPECTED,    TB_EVENT_PRESENT, TB_EVENT_EXCUSED,    TB_EVENT_LATE,
  TB_EVENT_NOTIFIED_ON,
};

/* The facts */

static char *
dup_span (const char *from, const char *to)
{
  if (from == NULL)
    return NULL;

  return to != NULL ? g_strdup_printf ("%s–%s", from, to) : g_strdup (from);
}

static char *
dup_when (TbRecord *event, guint on, guint from, guint to)
{
  g_autofree char *span
      = dup_span (tb_record_get_text (event, from), tb_record_get_text (event, to));
  g_autofree char *day = NULL;
  TbDate date;

  if (!tb_date_from_iso (tb_record_get_text (event, on), &date))
    return NULL;

  day = tb_date_get_precision (date) == TB_DATE_PRECISION_DAY ? tb_day_words_dup_day (date)
                                                              : tb_date_dup_display (date);
  return span != NULL ? g_strdup_printf ("%s  %s", day, span) : g_steal_pointer (&day);
}

static void
show_when (TbEventPart *self, TbRecord *event)
{
  gboolean held = tb_record_has (event, TB_EVENT_HELD_ON);
  g_autofree char *planned
      = dup_when (event, TB_EVENT_PLANNED_ON, TB_EVENT_PLANNED_FROM, TB_EVENT_PLANNED_TO);
  g_autofree char *when
      = held ? dup_when (event, TB_EVENT_HELD_ON, TB_EVENT_HELD_FROM, TB_EVENT_HELD_TO) : NULL;
  g_autoptr (GString) text = g_string_new (held ? when : planned);

  if (held && g_strcmp0 (when, planned) != 0)
    g_string_append_printf (text, "\n%s: %s", _ ("Planned"), planned);
  if (tb_record_get_boolean (event, TB_EVENT_LATE))
    {
      g_autofree char *entered
          = tb_record_dup_display (event, TB_EVENT_RECORDED_ON, TB_DISPLAY_MASKED);

      /* Translators: said of an event that was entered more than 15 days after it was held. */
      g_string_append_printf (text, "\n%s: %s", _ ("Entered late"), entered);
    }
  adw_action_row_set_subtitle (self->when_row, text->str);
}

static void
show_facts (TbEventPart *self, TbRecord *event)
{
  for (guint i = 0; i < self->facts->len; i++)
    adw_preferences_group_remove (self->facts_group, g_ptr_array_index (self->facts, i));
  g_ptr_array_set_size (self->facts, 0);

  for (guint i = 0; i < G_N_ELEMENTS (fact_fields); i++)
    if (tb_record_has (event, fact_fields[i]))
      {
        GtkWidget *row = tb_property_row_new (event, fact_fields[i], TB_DISPLAY_MASKED);

        adw_preferences_group_add (self->facts_group, row);
        g_ptr_array_add (self->facts, row);
      }
}

/* Papers */

static void
show_paper (TbRecordRow *row, TbRecord *event, guint field, const char *none, const char *action)
{
  const char *text = tb_record_get_text (event, field);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text != NULL ? text : none);
  tb_record_row_lead_to (row, action, g_variant_new_string (tb_record_get_id (event)));
}

/* What is archived is read here, and changed by a correction. */
static void
close_minutes (TbEventPart *self)
{
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->minutes_row), NULL);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->minutes_row), FALSE);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->minutes_row), 0);
}

static void
show_papers (TbEventPart *self, TbRecord *event)
{
  const char *state = tb_record_get_text (event, TB_EVENT_STATE);
  gboolean sent = tb_record_has (event, TB_EVENT_NOTIFIED_ON);
  g_autofree char *on = tb_record_dup_display (event, TB_EVENT_NOTIFIED_ON, TB_DISPLAY_MASKED);
  /* Translators: said of the notice of an event; %s is a date. */
  g_autofree char *sent_on = sent ? g_strdup_printf (_ ("Sent on %s"), on) : NULL;

  show_paper (self->minutes_row, event, TB_EVENT_MINUTES, _ ("Not written yet"),
              "win.write-minutes");
  show_paper (self->notice_row, event, TB_EVENT_NOTICE, _ ("Preview, copy and print"),
              "win.show-notice");
  if (sent)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->notice_row), sent_on);
  gtk_widget_set_visible (GTK_WIDGET (self->minutes_row), g_strcmp0 (state, "cancelled") != 0);
  if (g_strcmp0 (state, "archived") == 0)
    close_minutes (self);
  else
    adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->minutes_row), 6);
}

/* The part of the detail */

static void
tb_event_part_bind (TbDetailPart *part, TbSession *session)
{
  TB_EVENT_PART (part)->session = g_object_ref (session);
}

static void
tb_event_part_set_record (TbDetailPart *part, TbRecord *event)
{
  TbEventPart *self = TB_EVENT_PART (part);

  tb_step_bar_set_record (self->steps, self->session, event);
  show_when (self, event);
  show_facts (self, event);
  show_papers (self, event);
  tb_action_card_group_set_owner (self->action_card, self->session, event);
  tb_attendance_group_set_event (self->attendance, self->session, event);
  tb_vote_group_set_event (self->votes, self->session, event);
  tb_attachment_group_set_owner (self->attachments, self->session, "event",
                                 tb_record_get_id (event));
}

static gboolean
is_among (const guint *fields, guint n_fields, guint field)
{
  for (guint i = 0; i < n_fields; i++)
    if (fields[i] == field)
      return TRUE;

  return FALSE;
}

static gboolean
tb_event_part_shows_field (TbDetailPart *part, guint field)
{
  return is_among (fact_fields, G_N_ELEMENTS (fact_fields), field)
         || is_among (own_fields, G_N_ELEMENTS (own_fields), field);
}

static void
tb_event_part_detail_part_init (TbDetailPartInterface *iface)
{
  iface->bind = tb_event_part_bind;
  iface->set_record = tb_event_part_set_record;
  iface->shows_field = tb_event_part_shows_field;
}

/* Overrides */

static void
tb_event_part_dispose (GObject *object)
{
  TbEventPart *self = TB_EVENT_PART (object);

  g_ptr_array_set_size (self->facts, 0);
  g_clear_object (&self->session);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_EVENT_PART);

  G_OBJECT_CLASS (tb_event_part_parent_class)->dispose (object);
}

static void
tb_event_part_finalize (GObject *object)
{
  g_ptr_array_unref (TB_EVENT_PART (object)->facts);

  G_OBJECT_CLASS (tb_event_part_parent_class)->finalize (object);
}

static void
tb_event_part_class_init (TbEventPartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_event_part_dispose;
  object_class->finalize = tb_event_part_finalize;

  g_type_ensure (TB_TYPE_ACTION_CARD_GROUP);
  g_type_ensure (TB_TYPE_ATTACHMENT_GROUP);
  g_type_ensure (TB_TYPE_ATTENDANCE_GROUP);
  g_type_ensure (TB_TYPE_RECORD_ROW);
  g_type_ensure (TB_TYPE_STEP_BAR);
  g_type_ensure (TB_TYPE_VOTE_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-event-part.ui");
  gtk_widget_class_bind_template_child (widget_class, TbEventPart, steps);
  gtk_widget_class_bind_template_child (widget_class, TbEventPart, facts_group);
  gtk_widget_class_bind_template_child (widget_class, TbEventPart, when_row);
  gtk_widget_class_bind_template_child (widget_class, TbEventPart, action_card);
  gtk_widget_class_bind_template_child (widget_class, TbEventPart, attendance);
  gtk_widget_class_bind_template_child (widget_class, TbEventPart, notice_row);
  gtk_widget_class_bind_template_child (widget_class, TbEventPart, minutes_row);
  gtk_widget_class_bind_template_child (widget_class, TbEventPart, votes);
  gtk_widget_class_bind_template_child (widget_class, TbEventPart, attachments);
}

static void
tb_event_part_init (TbEventPart *self)
{
  self->facts = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
