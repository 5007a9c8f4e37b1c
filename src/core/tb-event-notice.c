/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-event.h"

#include <glib/gi18n-lib.h>

#include "tb-code-list.h"
#include "tb-event-private.h"
#include "tb-letter-date.h"
#include "tb-type-event.h"

static char *
dup_time (TbRecord *event)
{
  const char *from = tb_record_get_text (event, TB_EVENT_PLANNED_FROM);
  const char *to = tb_record_get_text (event, TB_EVENT_PLANNED_TO);
  g_autofree char *day = tb_letter_date_dup_field (event, TB_EVENT_PLANNED_ON);

  if (day == NULL)
    return g_strdup ("");
  if (from == NULL)
    return g_steal_pointer (&day);
  if (to == NULL)
    /* Translators: a day, a time of day. */
    return g_strdup_printf (_ ("%s, %s"), day, from);
  /* Translators: a day, two times of day. */
  return g_strdup_printf (_ ("%s, %s to %s"), day, from, to);
}

/* Those who come, in a word: what the event says, or what is usual for its kind. */
static const char *
get_audience_label (TbRecord *event)
{
  const TbCodeList *list = tb_code_lists_find (tb_type_event.fields[TB_EVENT_AUDIENCE].code_list);
  const TbCodeItem *item = tb_code_list_find_code (list, tb_event_get_audience (event));

  return item != NULL ? tb_code_item_get_label (item) : _ ("all concerned");
}

/* Who is addressed: those who are named, or all in a word. */
static char *
dup_addressees (TbRecord *event, const char *const *names)
{
  if (names != NULL && names[0] != NULL)
    /* Translators: stands between the names of people. */
    return g_strjoinv (_ (", "), (char **)names);
  return g_strdup (get_audience_label (event));
}

static void
append_field (GString *text, const char *format, TbRecord *event, guint field)
{
  g_autofree char *display = NULL;

  if (!tb_record_has (event, field))
    return;

  display = tb_record_dup_display (event, field, TB_DISPLAY_REVEALED);
  g_string_append (text, "\n");
/* The formats are the translated ones below, each with one place for text. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_string_append_printf (text, format, display);
#pragma GCC diagnostic pop
}

static void
append_signature (GString *text, TbRecord *event)
{
  const char *organisation = tb_record_get_reference_title (event, TB_EVENT_ORGANISATION);

  g_autofree char *sent = tb_letter_date_dup_field (event, TB_EVENT_NOTIFIED_ON);

  if (organisation != NULL)
    g_string_append_printf (text, "\n\n%s", organisation);
  if (sent != NULL)
    g_string_append_printf (text, "\n%s", sent);
}

/**
 * tb_event_dup_notice:
 * @event: an event as it was loaded
 * @names: (nullable) (array zero-terminated=1): who is addressed by name; the audience if %NULL
 *
 * Writes the notice of an event, to be copied, sent or printed: to whom, which meeting, when,
 * where, who takes part, the agenda, what is expected, who signs (domain model §4.3). What is not
 * known is left out. Any thread.
 *
 * Returns: (transfer full): translated text of several lines
 */
char *
tb_event_dup_notice (TbRecord *event, const char *const *names)
{
  GString *text = g_string_new (NULL);
  g_autofree char *kind = NULL;
  g_autofree char *title = NULL;
  g_autofree char *time = NULL;
  g_autofree char *addressees = NULL;

  g_return_val_if_fail (TB_IS_RECORD (event), NULL);

  kind = tb_record_dup_display (event, TB_EVENT_KIND, TB_DISPLAY_REVEALED);
  title = tb_record_dup_display (event, TB_EVENT_TITLE, TB_DISPLAY_REVEALED);
  time = dup_time (event);
  addressees = dup_addressees (event, names);

  /* Translators: the first lines of a notice: who is addressed; kind and title of the meeting; when
   * it is. */
  g_string_append_printf (text, _ ("Notice\n\nTo: %s\n\nMeeting: %s “%s”\nTime: %s"), addressees,
                          kind, title, time);
  append_field (text, _ ("Place: %s"), event, TB_EVENT_PLACE);
  if (names != NULL && names[0] != NULL)
    {
      g_string_append (text, "\n");
      g_string_append_printf (text, _ ("Who takes part: %s"), get_audience_label (event));
    }
  append_field (text, _ ("Chaired by: %s"), event, TB_EVENT_HOST);
  append_field (text, _ ("Agenda:\n%s"), event, TB_EVENT_AGENDA);
  g_string_append (text, "\n\n");
  g_string_append (text, _ ("Be there in time. Who cannot come asks for leave beforehand."));
  append_signature (text, event);

  return g_string_free_and_steal (text);
}
