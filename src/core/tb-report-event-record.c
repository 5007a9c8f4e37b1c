/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-report-private.h"

#include <glib/gi18n-lib.h>

#include "tb-type-attachment.h"
#include "tb-type-attendance.h"
#include "tb-type-correction.h"
#include "tb-type-event.h"
#include "tb-type-resolution.h"
#include "tb-type-vote.h"

/* The record of a meeting on one page, its photographs on those that follow (domain model §4.3). */

/* Label, value, label, value. */
static const double widths[] = { 2, 5, 2, 5 };

static void
add_fields (const TbReportContext *context, TbPaperGrid *grid, TbRecord *event, const char *label,
            guint field, const char *other_label, guint other_field)
{
  g_autofree char *value = tb_report_dup_value (context, event, field);
  g_autofree char *other = tb_report_dup_value (context, event, other_field);

  tb_report_add_pair (grid, label, value, other_label, other);
}

static char *
dup_people (TbRecord *event, guint field)
{
  gint64 n = tb_record_get_int (event, field);

  if (!tb_record_has (event, field))
    return NULL;

  return g_strdup_printf (ngettext ("%d person", "%d people", n), (int)n);
}

/* Why somebody was not there: the kind of leave and its reason, or that there was none. */
static char *
dup_absence (const TbReportContext *context, TbRecord *attendance)
{
  g_autofree char *state = tb_report_dup_value (context, attendance, TB_ATTENDANCE_STATE);
  g_autofree char *leave = tb_report_dup_value (context, attendance, TB_ATTENDANCE_LEAVE_KIND);
  g_autofree char *exempt = tb_report_dup_value (context, attendance, TB_ATTENDANCE_EXEMPT);
  const char *reason = tb_record_get_text (attendance, TB_ATTENDANCE_LEAVE_REASON);
  const char *name = tb_record_get_text (attendance, TB_ATTENDANCE_NAME);
  const char *kind = leave != NULL ? leave : state;
  g_autofree char *made_up = tb_letter_date_dup_field (attendance, TB_ATTENDANCE_MADE_UP_ON);
  GString *words = g_string_new (name);

  if (exempt != NULL)
    kind = exempt;
  if (reason != NULL)
    /* Translators: after the name of somebody who was absent: the kind of leave, and its reason. */
    g_string_append_printf (words, C_ ("paper", " (%s: %s)"), kind, reason);
  else if (kind != NULL)
    /* Translators: after the name of somebody who was absent: the kind of leave. */
    g_string_append_printf (words, C_ ("paper", " (%s)"), kind);
  if (made_up != NULL)
    /* Translators: after the name of somebody who was absent: on which day it was made up for. */
    g_string_append_printf (words, _ (", made up for on %s"), made_up);

  return g_string_free_and_steal (words);
}

static gboolean
is_absent (TbRecord *attendance)
{
  const char *state = tb_record_get_text (attendance, TB_ATTENDANCE_STATE);

  return g_strcmp0 (state, "excused") == 0 || g_strcmp0 (state, "absent") == 0;
}

static gboolean
is_expected (TbRecord *attendance)
{
  const char *role = tb_record_get_text (attendance, TB_ATTENDANCE_ROLE);

  return role == NULL || g_str_equal (role, "expected");
}

/* Names of those who were expected and absent, or of the others who came. */
static char *
dup_names (const TbReportContext *context, GPtrArray *attendance, gboolean absent)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < attendance->len; i++)
    {
      TbRecord *record = g_ptr_array_index (attendance, i);

      if (absent && is_expected (record) && is_absent (record))
        g_ptr_array_add (names, dup_absence (context, record));
      else if (!absent && !is_expected (record) && !is_absent (record))
        g_ptr_array_add (names, g_strdup (tb_record_get_text (record, TB_ATTENDANCE_NAME)));
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);

  /* Translators: between names. */
  return g_strjoinv (C_ ("paper", ", "), (char **)names->pdata);
}

static char *
dup_resolutions (const TbReportContext *context, const char *event_id, GError **error)
{
  g_autoptr (GPtrArray) resolutions
      = tb_report_list_of (context, &tb_type_resolution, TB_RESOLUTION_EVENT, event_id, error);
  GString *text;

  if (resolutions == NULL)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < resolutions->len; i++)
    {
      TbRecord *resolution = g_ptr_array_index (resolutions, i);
      g_autofree char *due = tb_letter_date_dup_field (resolution, TB_RESOLUTION_DUE_ON);
      const char *responsible = tb_record_get_text (resolution, TB_RESOLUTION_RESPONSIBLE);

      g_string_append_printf (text, "%s%u. %s", i > 0 ? "\n" : "", i + 1,
                              tb_record_get_text (resolution, TB_RESOLUTION_TEXT));
      if (responsible != NULL)
        /* Translators: after a resolution: who carries it out. */
        g_string_append_printf (text, _ (" (responsible: %s)"), responsible);
      if (due != NULL)
        /* Translators: after a resolution: until when it is to be carried out. */
        g_string_append_printf (text, _ (" (due: %s)"), due);
    }

  return g_string_free_and_steal (text);
}

static void
append_count (GString *text, TbRecord *vote, const char *label, guint field, guint written_field)
{
  if (!tb_record_has (vote, field))
    return;
  g_string_append_printf (
      text, "%s%s %" G_GINT64_FORMAT, C_ ("paper", ", "), label,
      tb_record_get_int (vote, field)
          + (written_field != TB_FIELD_NOT_FOUND ? tb_record_get_int (vote, written_field) : 0));
}

/* What was voted on and how, in counts: nobody's own vote is kept. */
static void
append_vote (const TbReportContext *context, GString *text, TbRecord *vote)
{
  g_autofree char *kind = tb_report_dup_value (context, vote, TB_VOTE_KIND);
  const char *candidate = tb_record_get_reference_title (vote, TB_VOTE_CANDIDATE);

  g_string_append (text, tb_record_get_text (vote, TB_VOTE_TOPIC));
  if (candidate != NULL)
    g_string_append_printf (text, C_ ("paper", " (%s: %s)"), kind, candidate);
  else
    g_string_append_printf (text, C_ ("paper", " (%s)"), kind);
  if (tb_record_get_boolean (vote, TB_VOTE_SECRET))
    g_string_append_printf (text, "%s%s", C_ ("paper", ", "), _ ("secret ballot"));
  append_count (text, vote, _ ("expected with a vote"), TB_VOTE_EXPECTED, TB_FIELD_NOT_FOUND);
  append_count (text, vote, _ ("present with a vote"), TB_VOTE_PRESENT, TB_FIELD_NOT_FOUND);
  append_count (text, vote, C_ ("paper", "for"), TB_VOTE_VOTES_FOR, TB_VOTE_WRITTEN_FOR);
  append_count (text, vote, C_ ("paper", "against"), TB_VOTE_VOTES_AGAINST,
                TB_VOTE_WRITTEN_AGAINST);
  append_count (text, vote, C_ ("paper", "abstained"), TB_VOTE_ABSTAINED,
                TB_VOTE_WRITTEN_ABSTAINED);
  append_count (text, vote, C_ ("paper", "invalid"), TB_VOTE_INVALID, TB_FIELD_NOT_FOUND);
  if (tb_record_has (vote, TB_VOTE_PASSED))
    g_string_append_printf (text, "%s%s", C_ ("paper", ", "),
                            tb_record_get_boolean (vote, TB_VOTE_PASSED)
                                ? C_ ("paper", "passed")
                                : C_ ("paper", "not passed"));
}

static char *
dup_votes (const TbReportContext *context, const char *event_id, GError **error)
{
  g_autoptr (GPtrArray) votes
      = tb_report_list_of (context, &tb_type_vote, TB_VOTE_EVENT, event_id, error);
  GString *text;

  if (votes == NULL)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < votes->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, '\n');
      append_vote (context, text, g_ptr_array_index (votes, i));
    }

  return g_string_free_and_steal (text);
}

static void
add_facts (const TbReportContext *context, TbPaperGrid *grid, TbRecord *event)
{
  g_autofree char *title = tb_report_dup_value (context, event, TB_EVENT_TITLE);
  g_autofree char *when = tb_report_dup_event_when (event);
  g_autofree char *expected = dup_people (event, TB_EVENT_EXPECTED);
  g_autofree char *present = dup_people (event, TB_EVENT_PRESENT);
  g_autofree char *speaker = tb_report_dup_value (context, event, TB_EVENT_SPEAKER);
  const char *guest = tb_record_get_text (event, TB_EVENT_GUEST_SPEAKER);

  tb_report_add_pair (grid, C_ ("paper", "Meeting"), title, NULL, NULL);
  add_fields (context, grid, event, C_ ("paper", "Kind"), TB_EVENT_KIND,
              C_ ("paper", "Organisation"), TB_EVENT_ORGANISATION);
  tb_report_add_pair (grid, C_ ("paper", "Time"), when, NULL, NULL);
  add_fields (context, grid, event, C_ ("paper", "Place"), TB_EVENT_PLACE, C_ ("paper", "Number"),
              TB_EVENT_CODE);
  add_fields (context, grid, event, C_ ("paper", "Chaired by"), TB_EVENT_HOST,
              C_ ("paper", "Recorded by"), TB_EVENT_RECORDER);
  if (speaker != NULL || guest != NULL)
    tb_report_add_pair (grid, C_ ("paper", "Speaker"), speaker != NULL ? speaker : guest, NULL,
                        NULL);
  tb_report_add_pair (grid, C_ ("paper", "Expected"), expected, C_ ("paper", "Present"), present);
}

static gboolean
add_course (const TbReportContext *context, TbPaperGrid *grid, TbRecord *event, GError **error)
{
  const char *id = tb_record_get_id (event);
  g_autoptr (GPtrArray) attendance = tb_report_list_attendance (context, id, error);
  g_autofree char *absent = NULL;
  g_autofree char *others = NULL;
  g_autofree char *resolutions = NULL;
  g_autofree char *votes = NULL;

  if (attendance == NULL)
    return FALSE;
  resolutions = dup_resolutions (context, id, error);
  votes = resolutions != NULL ? dup_votes (context, id, error) : NULL;
  if (votes == NULL)
    return FALSE;
  absent = dup_names (context, attendance, TRUE);
  others = dup_names (context, attendance, FALSE);

  tb_report_add_prose (grid, _ ("Absent, and why"), absent != NULL ? absent : C_ ("paper", "None"),
                       1);
  tb_report_add_prose (grid, C_ ("paper", "Observers"),
                       others != NULL ? others : C_ ("paper", "None"), 1);
  tb_report_add_prose (grid, C_ ("paper", "Agenda"), tb_record_get_text (event, TB_EVENT_AGENDA),
                       2);
  tb_report_add_prose (grid, _ ("Course of the meeting (who said what)"),
                       tb_record_get_text (event, TB_EVENT_MINUTES), 9);
  tb_report_add_prose (grid, C_ ("paper", "Resolutions"), resolutions, 2);
  tb_report_add_prose (grid, C_ ("paper", "Votes"), *votes != '\0' ? votes : C_ ("paper", "None"),
                       1);
  tb_report_add_prose (grid, _ ("Next steps (who, until when)"),
                       tb_record_get_text (event, TB_EVENT_NEXT_STEPS), 2);
  tb_paper_grid_begin_row (grid, 3);
  tb_paper_grid_add_label (grid, _ ("Signatures of those present"), 1);
  tb_paper_grid_add_value (grid, NULL, TB_REPORT_FORM_VALUES);
  tb_paper_grid_begin_row (grid, 2);
  tb_paper_grid_add_label (grid, _ ("Chair (signature)"), 1);
  tb_paper_grid_add_value (grid, NULL, 1);
  tb_paper_grid_add_label (grid, _ ("Recorder (signature)"), 1);
  tb_paper_grid_add_value (grid, NULL, 1);

  return TRUE;
}

/* A locked record that was put right later shows what it said before. */
static gboolean
add_corrections (const TbReportContext *context, TbPaper *paper, TbRecord *event, GError **error)
{
  g_autoptr (GPtrArray) corrections = tb_report_list_of (
      context, &tb_type_correction, TB_CORRECTION_EVENT, tb_record_get_id (event), error);

  if (corrections == NULL)
    return FALSE;
  for (guint i = 0; i < corrections->len; i++)
    {
      TbRecord *correction = g_ptr_array_index (corrections, i);
      const TbRecordType *type = tb_record_get_record_type (event);
      const char *name = tb_record_get_text (correction, TB_CORRECTION_FIELD);
      guint field = name != NULL ? tb_record_type_find_field (type, name) : TB_FIELD_NOT_FOUND;
      const char *before = tb_record_get_text (correction, TB_CORRECTION_BEFORE);
      const char *after = tb_record_get_text (correction, TB_CORRECTION_AFTER);
      g_autofree char *day = tb_letter_date_dup_field (correction, TB_CORRECTION_ON);
      /* Translators: below a record: the day, what was corrected, from what to what, why, and who
       * approved it. */
      g_autofree char *text = g_strdup_printf (
          _ ("Corrected on %s: %s, from “%s” to “%s”; reason: %s; approved by: %s"),
          day != NULL ? day : "",
          field != TB_FIELD_NOT_FOUND ? _ (type->fields[field].label) : (name != NULL ? name : ""),
          before != NULL ? before : "", after != NULL ? after : "",
          tb_record_get_text (correction, TB_CORRECTION_REASON),
          tb_record_get_text (correction, TB_CORRECTION_APPROVER));

      tb_paper_add_paragraph (paper, TB_PAPER_NOTE, text);
    }

  return TRUE;
}

static gboolean
is_photo (TbRecord *attachment)
{
  const char *kind = tb_record_get_text (attachment, TB_ATTACHMENT_KIND);
  const char *media_type = tb_record_get_text (attachment, TB_ATTACHMENT_MEDIA_TYPE);

  return g_strcmp0 (kind, "photo") == 0
         || (kind == NULL && media_type != NULL && g_str_has_prefix (media_type, "image/"));
}

static gboolean
add_photos (const TbReportContext *context, TbPaper *paper, TbRecord *event, GError **error)
{
  g_autoptr (GPtrArray) attachments = tb_report_list_of (
      context, &tb_type_attachment, TB_ATTACHMENT_EVENT, tb_record_get_id (event), error);
  guint n_photos = 0;

  if (attachments == NULL)
    return FALSE;
  for (guint i = 0; i < attachments->len; i++)
    {
      TbRecord *attachment = g_ptr_array_index (attachments, i);
      const char *caption = tb_record_get_text (attachment, TB_ATTACHMENT_CAPTION);
      g_autoptr (GFile) file = NULL;

      if (!is_photo (attachment))
        continue;
      if (n_photos++ == 0)
        tb_paper_add_page_break (paper);
      file = tb_report_dup_file (context, attachment);
      tb_paper_add_image (
          paper, file,
          caption != NULL ? caption : tb_record_get_text (attachment, TB_ATTACHMENT_FILE_NAME));
    }

  return TRUE;
}

static void
add_late_mark (TbPaper *paper, TbRecord *event)
{
  g_autofree char *day = NULL;
  g_autofree char *text = NULL;

  if (!tb_record_get_boolean (event, TB_EVENT_LATE))
    return;
  day = tb_letter_date_dup_field (event, TB_EVENT_RECORDED_ON);
  /* Translators: below a record: that it was entered long after the meeting, and on which day. */
  text = g_strdup_printf (_ ("Entered late, on %s."), day != NULL ? day : "");
  tb_paper_add_paragraph (paper, TB_PAPER_NOTE, text);
}

TbReport *
tb_report_build_event_record (const TbReportContext *context, GError **error)
{
  g_autoptr (TbRecord) event = tb_report_load (context, &tb_type_event, context->id, error);
  g_autoptr (TbPaperGrid) grid = tb_paper_grid_new (widths, G_N_ELEMENTS (widths));
  g_autoptr (TbPaper) paper = tb_paper_new (TB_PAPER_FORM, _ ("Record of the meeting"));
  g_autofree char *name = NULL;

  if (event == NULL)
    return NULL;
  add_facts (context, grid, event);
  if (!add_course (context, grid, event, error))
    return NULL;
  tb_paper_take_grid (paper, g_steal_pointer (&grid));
  add_late_mark (paper, event);
  if (!add_corrections (context, paper, event, error) || !add_photos (context, paper, event, error))
    return NULL;
  name = tb_report_dup_event_name (context, event);

  return tb_report_new (context, g_steal_pointer (&paper), NULL, name, 1);
}
