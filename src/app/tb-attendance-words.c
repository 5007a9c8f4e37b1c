/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-attendance-words.h"

#include "tb-type-attendance.h"

#include <glib/gi18n.h>

static gboolean
is_in_state (TbRecord *attendance, const char *state)
{
  return g_strcmp0 (tb_record_get_text (attendance, TB_ATTENDANCE_STATE), state) == 0;
}

static gboolean
is_expected (TbRecord *attendance)
{
  return g_strcmp0 (tb_record_get_text (attendance, TB_ATTENDANCE_ROLE), "expected") == 0;
}

/**
 * tb_attendance_words_dup_counts:
 * @attendance: (element-type TbRecord): the list of an event
 *
 * Returns: (transfer full): how many were expected, came, are on leave and are absent, and the rate
 *   of attendance among those expected
 */
char *
tb_attendance_words_dup_counts (GPtrArray *attendance)
{
  guint n_expected = 0;
  guint n_came = 0;
  guint n_others = 0;
  guint n_excused = 0;
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < attendance->len; i++)
    {
      TbRecord *row = g_ptr_array_index (attendance, i);
      gboolean came = is_in_state (row, "present") || is_in_state (row, "late");

      if (!is_expected (row))
        {
          n_others += came;
          continue;
        }
      n_expected++;
      n_came += came;
      n_excused += is_in_state (row, "excused");
    }

  g_string_append_printf (words, _ ("Expected %u · present %u"), n_expected, n_came);
  if (n_excused > 0)
    g_string_append_printf (words, _ (" · on leave %u"), n_excused);
  if (n_others > 0)
    /* Translators: people who came beside those who were expected: observers, guests. */
    g_string_append_printf (words, _ (" · others %u"), n_others);
  if (n_expected > 0)
    /* Translators: the share of those expected who came, in per cent. */
    g_string_append_printf (words, _ (" · %u%%"), (100 * n_came + n_expected / 2) / n_expected);

  return g_string_free_and_steal (g_steal_pointer (&words));
}

/**
 * tb_attendance_words_is_notable:
 * @attendance: a line of the list of an event
 *
 * Returns: whether there is more to say than that the person is expected or came
 */
gboolean
tb_attendance_words_is_notable (TbRecord *attendance)
{
  return tb_record_has (attendance, TB_ATTENDANCE_EXEMPT)
         || tb_record_has (attendance, TB_ATTENDANCE_MADE_UP_ON)
         || is_in_state (attendance, "excused") || is_in_state (attendance, "absent")
         || is_in_state (attendance, "late");
}

static void
append_field (GString *note, TbRecord *attendance, guint field, const char *format)
{
  g_autofree char *value = NULL;

  if (!tb_record_has (attendance, field))
    return;

  value = tb_record_dup_display (attendance, field, TB_DISPLAY_MASKED);
  if (note->len > 0)
    g_string_append (note, " · ");
/* The formats are the translated ones below, each with one place for text. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_string_append_printf (note, format, value);
#pragma GCC diagnostic pop
}

/**
 * tb_attendance_words_dup_note:
 * @attendance: a line of the list of an event
 *
 * Returns: (transfer full): how it stands with the person, in one line
 */
char *
tb_attendance_words_dup_note (TbRecord *attendance)
{
  GString *note = g_string_new (NULL);

  if (!is_expected (attendance))
    append_field (note, attendance, TB_ATTENDANCE_ROLE, "%s");
  append_field (note, attendance, TB_ATTENDANCE_STATE, "%s");
  append_field (note, attendance, TB_ATTENDANCE_LEAVE_KIND, "%s");
  append_field (note, attendance, TB_ATTENDANCE_LEAVE_REASON, "%s");
  /* Translators: said of somebody who does not count as entitled to vote; %s is why. */
  append_field (note, attendance, TB_ATTENDANCE_EXEMPT, _ ("not counted: %s"));
  /* Translators: said of somebody who missed an event and made up for it; %s is a date. */
  append_field (note, attendance, TB_ATTENDANCE_MADE_UP_ON, _ ("made up on %s"));

  return g_string_free_and_steal (note);
}
