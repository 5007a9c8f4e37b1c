/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-report-private.h"

#include <glib/gi18n-lib.h>

#include "tb-event.h"
#include "tb-type-event.h"

/* The notice of a meeting, as a letter (domain model §4.3). */

/* Parts of a text, which empty lines part. */
static char **
split_parts (const char *text)
{
  g_autoptr (GRegex) gap = g_regex_new ("\\n\\s*\\n", 0, 0, NULL);
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return g_regex_split (gap, stripped, 0);
}

static gboolean
is_one_line (const char *part)
{
  return strchr (part, '\n') == NULL;
}

static void
add_lines (TbPaper *paper, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      tb_paper_add_paragraph (paper, TB_PAPER_BODY, lines[i]);
}

/* Who sends it, and when: the day on which it was sent, else today. */
static void
add_closing (const TbReportContext *context, TbPaper *paper, TbRecord *event)
{
  g_autofree char *organisation = tb_report_dup_value (context, event, TB_EVENT_ORGANISATION);
  g_autofree char *sent = tb_letter_date_dup_field (event, TB_EVENT_NOTIFIED_ON);
  g_autofree char *today = tb_letter_date_dup (context->today);

  tb_paper_add_space (paper, 2);
  if (organisation != NULL)
    tb_paper_add_paragraph (paper, TB_PAPER_CLOSING, organisation);
  tb_paper_add_paragraph (paper, TB_PAPER_CLOSING, sent != NULL ? sent : today);
}

/* Whether a part at the end is who sends it, which is added in its own place. */
static gboolean
is_closing (TbRecord *event, const char *part)
{
  const char *organisation = tb_record_get_reference_title (event, TB_EVENT_ORGANISATION);

  return organisation != NULL && g_str_has_prefix (part, organisation);
}

TbReport *
tb_report_build_notice (const TbReportContext *context, GError **error)
{
  g_autoptr (TbRecord) event = tb_report_load (context, &tb_type_event, context->id, error);
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  g_auto (GStrv) parts = NULL;
  guint n_parts;
  guint part = 0;
  TbPaper *paper;

  if (event == NULL)
    return NULL;
  /* What the branch wrote itself goes before what can be put together. */
  text = tb_record_has (event, TB_EVENT_NOTICE)
             ? g_strdup (tb_record_get_text (event, TB_EVENT_NOTICE))
             : tb_event_dup_notice (event, NULL);
  parts = split_parts (text);
  n_parts = g_strv_length (parts);
  if (n_parts > 1 && is_closing (event, parts[n_parts - 1]))
    n_parts--;

  /* Its first line is the title and its second whom it is to, where they stand by themselves. */
  paper = tb_paper_new (TB_PAPER_LETTER, n_parts > 1 && is_one_line (parts[0])
                                             ? parts[part++]
                                             : C_ ("paper", "Notice"));
  if (part > 0 && part + 1 < n_parts && is_one_line (parts[part]))
    tb_paper_add_paragraph (paper, TB_PAPER_FLUSH, parts[part++]);
  for (; part < n_parts; part++)
    add_lines (paper, parts[part]);
  add_closing (context, paper, event);
  name = tb_report_dup_event_name (context, event);

  return tb_report_new (context, paper, NULL, name, 1);
}
