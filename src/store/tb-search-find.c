/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-query-sql.h"
#include "tb-record-row.h"
#include "tb-record-table.h"
#include "tb-search-document.h"
#include "tb-search-index.h"
#include "tb-search-match.h"
#include "tb-search-terms.h"
#include "tb-text.h"

/* Of each type so many records are looked at and the best of them shown: a single letter is in half
 * of all names. */
#define CANDIDATES_MAX 200

/* How well a record fits, the best first. */
typedef enum
{
  FIT_TITLE,       /* its title is what was typed */
  FIT_BEGINNING,   /* its title begins with it */
  FIT_TITLE_TERMS, /* it is in the title, or in its pinyin */
  FIT_ELSEWHERE,   /* it is in a phone number, in the name of the enterprise, … */
} Fit;

typedef struct
{
  const TbRecordType *type;
  guint type_index;
  gint64 row;
  Fit fit;
  guint order; /* as it came */
} Candidate;

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *first = a;
  const Candidate *second = b;

  if (first->fit != second->fit)
    return first->fit < second->fit ? -1 : 1;
  if (first->type_index != second->type_index)
    return first->type_index < second->type_index ? -1 : 1;
  return first->order < second->order ? -1 : first->order > second->order;
}

static Fit
judge (const TbField *title_field, const char *title, const char *typed)
{
  if (title == NULL)
    return FIT_ELSEWHERE;
  if (g_str_equal (title, typed))
    return FIT_TITLE;
  if (g_str_has_prefix (title, typed))
    return FIT_BEGINNING;
  return title_field->search != TB_SEARCH_NONE
                 && tb_search_terms_matches (title_field->search, title, typed)
             ? FIT_TITLE_TERMS
             : FIT_ELSEWHERE;
}

static gboolean
has_row (GArray *candidates, guint from, gint64 row)
{
  for (guint i = from; i < candidates->len; i++)
    if (g_array_index (candidates, Candidate, i).row == row)
      return TRUE;
  return FALSE;
}

/* Adds what @sql finds, each record once; those of this type begin at @from. */
static gboolean
add_candidates (TbConnection *connection, const char *sql, const char *typed, const char *match,
                const Candidate *template, GArray *candidates, guint from, GError **error)
{
  const TbField *title_field
      = tb_record_type_get_field (template->type, template->type->title_field);
  g_autoptr (TbStatement) statement = tb_connection_prepare (connection, sql, error);
  TbStep step;

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, typed);
  if (match != NULL)
    tb_statement_bind_text (statement, 2, match);
  while ((step = tb_statement_step (statement, error)) == TB_STEP_ROW)
    {
      Candidate candidate = *template;

      candidate.row = tb_statement_get_int (statement, 0);
      if (has_row (candidates, from, candidate.row))
        continue;
      candidate.order = candidates->len;
      candidate.fit = judge (title_field, tb_statement_get_text (statement, 1), typed);
      g_array_append_val (candidates, candidate);
    }
  return step == TB_STEP_DONE;
}

/* Records whose title is just what was typed, by the title's own index: among very many they might
 * come too late. */
static gboolean
find_by_title (TbConnection *connection, const char *typed, const Candidate *template,
               GArray *candidates, guint from, guint limit, GError **error)
{
  const TbRecordType *type = template->type;
  const char *title = tb_record_type_get_field (type, type->title_field)->name;
  g_autofree char *sql = g_strdup_printf ("SELECT row, \"%s\" FROM \"%s\""
                                          " WHERE \"%s\" = ?1 AND removed_at IS NULL LIMIT %u",
                                          title, type->name, title, limit);

  return add_candidates (connection, sql, typed, NULL, template, candidates, from, error);
}

static gboolean
find_by_terms (TbConnection *connection, const char *typed, const char *match,
               const Candidate *template, GArray *candidates, guint from, GError **error)
{
  const TbRecordType *type = template->type;
  gint64 first = tb_search_document_get_row (type, 0);
  g_autofree char *condition = tb_search_match_dup_condition (type, 1);
  g_autofree char *sql = g_strdup_printf (
      "SELECT t.row, t.\"%s\" FROM search s CROSS JOIN \"%s\" t ON t.row = s.rowid - "
      "%" G_GINT64_FORMAT " WHERE s.search MATCH ?2 AND s.rowid BETWEEN %" G_GINT64_FORMAT
      " AND %" G_GINT64_FORMAT " AND %s LIMIT %d",
      tb_record_type_get_field (type, type->title_field)->name, type->name, first, first,
      first + (G_GINT64_CONSTANT (1) << TB_SEARCH_ROW_BITS) - 1, condition, CANDIDATES_MAX);

  return add_candidates (connection, sql, typed, match, template, candidates, from, error);
}

static char *
make_subtitle (TbRecord *record)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  GString *subtitle = g_string_new (NULL);

  for (guint i = 0; type->subtitle_fields != NULL && type->subtitle_fields[i] != NULL; i++)
    {
      guint field = tb_record_type_find_field (type, type->subtitle_fields[i]);
      g_autofree char *text = NULL;

      if (!tb_record_has (record, field))
        continue;

      text = tb_record_dup_display (record, field, TB_DISPLAY_MASKED);
      if (text == NULL || *text == '\0')
        continue;
      if (subtitle->len > 0)
        g_string_append (subtitle, " · ");
      g_string_append (subtitle, text);
    }

  if (subtitle->len > 0)
    return g_string_free_and_steal (subtitle);
  g_string_free (subtitle, TRUE);
  return NULL;
}

static gboolean
add_hit (TbConnection *connection, const Candidate *candidate, GPtrArray *hits, GError **error)
{
  g_autoptr (GPtrArray) records
      = tb_record_table_fetch (connection, candidate->type, &candidate->row, 1, error);
  TbSearchHit *hit;

  if (records == NULL)
    return FALSE;
  if (records->len == 0)
    return TRUE;

  hit = g_new0 (TbSearchHit, 1);
  hit->type = candidate->type;
  hit->id = g_strdup (tb_record_get_id (records->pdata[0]));
  hit->title = tb_record_dup_title (records->pdata[0]);
  hit->subtitle = make_subtitle (records->pdata[0]);
  g_ptr_array_add (hits, hit);
  return TRUE;
}

/**
 * tb_search_hit_free:
 * @self: (transfer full): what was found
 */
void
tb_search_hit_free (TbSearchHit *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self);
}

/**
 * tb_search_index_find:
 * @connection: a connection
 * @type: (nullable): of which type; %NULL for all
 * @typed: what the user typed: characters, pinyin, initials, digits; several words must all be
 * found
 * @limit: how many at most
 * @error: where to put what went wrong
 *
 * Finds live records as the user types. Those whose title is what was typed come first, then those
 * whose title begins with it, then others. Of a text found in very many records only some are
 * looked at.
 *
 * Returns: (transfer full) (nullable) (element-type TbSearchHit): what was found, the best first;
 * %NULL with any error of TB_ERROR, or G_IO_ERROR_CANCELLED
 */
GPtrArray *
tb_search_index_find (TbConnection *connection, const TbRecordType *type, const char *typed,
                      guint limit, GError **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_search_hit_free);
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autofree char *text = tb_text_normalise (typed);
  g_autofree char *match = text != NULL ? tb_search_terms_dup_match (text) : NULL;
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  if (match == NULL)
    return g_steal_pointer (&hits);

  for (guint i = 0; i < n_types; i++)
    {
      Candidate template = { .type = types[i], .type_index = i };
      guint from = candidates->len;

      if ((type != NULL && type != types[i]) || !tb_search_match_type_is_searched (types[i]))
        continue;
      if (!find_by_title (connection, text, &template, candidates, from, limit, error)
          || !find_by_terms (connection, text, match, &template, candidates, from, error))
        return NULL;
    }

  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len && hits->len < limit; i++)
    if (!add_hit (connection, &g_array_index (candidates, Candidate, i), hits, error))
      return NULL;
  return g_steal_pointer (&hits);
}
