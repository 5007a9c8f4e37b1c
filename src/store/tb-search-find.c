/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

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
#define CANDIDATES_MAX 100

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

/* What is looked for in one type. */
typedef struct
{
  const TbRecordType *type;
  guint index;        /* among all types */
  TbStatement *check; /* (owned): by row: the title, and whether the record is what was typed */
  guint n_found;      /* by their terms */
  GHashTable *seen;   /* (owned): rows */
} TypeSearch;

typedef struct
{
  TbConnection *connection; /* (not owned) */
  const char *typed;        /* (not owned) */
  const char *match;        /* (not owned): for the index */
  GPtrArray *searches;      /* (owned): of TypeSearch */
  GArray *candidates;       /* (owned): of Candidate */
} Finder;

static void
type_search_free (TypeSearch *search)
{
  g_clear_pointer (&search->check, tb_statement_free);
  g_hash_table_unref (search->seen);
  g_free (search);
}

static void
finder_clear (Finder *finder)
{
  g_ptr_array_unref (finder->searches);
  g_array_unref (finder->candidates);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Finder, finder_clear)

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
judge (const TbRecordType *type, const char *title, const char *typed)
{
  const TbField *title_field = tb_record_type_get_field (type, type->title_field);

  if (title == NULL)
    return FIT_ELSEWHERE;
  if (g_str_equal (title, typed))
    return FIT_TITLE;
  if (g_str_has_prefix (title, typed))
    return FIT_BEGINNING;
  return tb_search_terms_matches (title_field->search, title, typed) ? FIT_TITLE_TERMS
                                                                     : FIT_ELSEWHERE;
}

static void
add_candidate (Finder *finder, TypeSearch *search, gint64 row, const char *title)
{
  Candidate candidate = {
    .type = search->type,
    .type_index = search->index,
    .row = row,
    .fit = judge (search->type, title, finder->typed),
    .order = finder->candidates->len,
  };

  g_array_append_val (finder->candidates, candidate);
}

/* A row as a key: rows of one type are less than 2^40. */
static gboolean
is_new (TypeSearch *search, gint64 row)
{
  return g_hash_table_add (search->seen, GSIZE_TO_POINTER ((gsize)row));
}

/* Records whose title is just what was typed, by the title's own index: among very many they might
 * come too late. */
static gboolean
find_by_title (Finder *finder, TypeSearch *search, guint limit, GError **error)
{
  const TbRecordType *type = search->type;
  const char *title = tb_record_type_get_field (type, type->title_field)->name;
  g_autofree char *sql = g_strdup_printf ("SELECT row, \"%s\" FROM \"%s\""
                                          " WHERE \"%s\" = ?1 AND removed_at IS NULL LIMIT ?2",
                                          title, type->name, title);
  g_autoptr (TbStatement) statement = tb_connection_prepare (finder->connection, sql, error);
  TbStep step;

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, finder->typed);
  tb_statement_bind_int (statement, 2, limit);
  while ((step = tb_statement_step (statement, error)) == TB_STEP_ROW)
    {
      gint64 row = tb_statement_get_int (statement, 0);

      if (is_new (search, row))
        add_candidate (finder, search, row, tb_statement_get_text (statement, 1));
    }
  return step == TB_STEP_DONE;
}

/* The index finds somewhat too much, so each record is looked at. */
static gboolean
check_row (Finder *finder, TypeSearch *search, gint64 row, GError **error)
{
  TbStep step;

  if (!is_new (search, row))
    return TRUE;

  tb_statement_bind_text (search->check, 1, finder->typed);
  tb_statement_bind_int (search->check, 2, row);
  step = tb_statement_step (search->check, error);
  if (step == TB_STEP_ROW)
    {
      add_candidate (finder, search, row, tb_statement_get_text (search->check, 0));
      search->n_found++;
    }
  tb_statement_reset (search->check);
  return step != TB_STEP_ERROR;
}

static TypeSearch *
get_search (Finder *finder, gint64 document)
{
  for (guint i = 0; i < finder->searches->len; i++)
    {
      TypeSearch *search = finder->searches->pdata[i];

      if (search->type->number == (guint)(document >> TB_SEARCH_ROW_BITS))
        return search;
    }
  return NULL;
}

/* Walks through what the index has from @first to @last, until there is enough of @only, or to the
 * end. */
static gboolean
walk (Finder *finder, gint64 first, gint64 last, TypeSearch *only, GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (finder->connection,
                               "SELECT rowid FROM search WHERE search MATCH ?1"
                               " AND rowid BETWEEN ?2 AND ?3",
                               error);
  TbStep step = TB_STEP_DONE;

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, finder->match);
  tb_statement_bind_int (statement, 2, first);
  tb_statement_bind_int (statement, 3, last);
  while ((only == NULL || only->n_found < CANDIDATES_MAX)
         && (step = tb_statement_step (statement, error)) == TB_STEP_ROW)
    {
      gint64 document = tb_statement_get_int (statement, 0);
      TypeSearch *search = get_search (finder, document);

      if (search != NULL && search->n_found < CANDIDATES_MAX
          && !check_row (finder, search, document - tb_search_document_get_row (search->type, 0),
                         error))
        return FALSE;
    }
  return step != TB_STEP_ERROR;
}

/*
 * Whole terms are looked up at once, so each type is walked by itself, and only as far as need be.
 * For the beginning of a term FTS5 first gathers all that begin so, each time, so there it is done
 * once for all types: such beginnings are long, and what they find is little.
 */
static gboolean
find_by_terms (Finder *finder, GError **error)
{
  if (strchr (finder->match, '*') != NULL && finder->searches->len > 1)
    return walk (finder, 0, G_MAXINT64, NULL, error);

  for (guint i = 0; i < finder->searches->len; i++)
    {
      TypeSearch *search = finder->searches->pdata[i];
      gint64 first = tb_search_document_get_row (search->type, 0);
      gint64 last = first + (G_GINT64_CONSTANT (1) << TB_SEARCH_ROW_BITS) - 1;

      if (!walk (finder, first, last, search, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_search (Finder *finder, const TbRecordType *type, guint index, GError **error)
{
  g_autofree char *condition = tb_search_match_dup_condition (type, 1);
  g_autofree char *sql = g_strdup_printf ("SELECT t.\"%s\" FROM \"%s\" t WHERE t.row = ?2 AND %s",
                                          tb_record_type_get_field (type, type->title_field)->name,
                                          type->name, condition);
  TypeSearch *search = g_new0 (TypeSearch, 1);

  search->type = type;
  search->index = index;
  search->seen = g_hash_table_new (NULL, NULL);
  search->check = tb_connection_prepare (finder->connection, sql, error);
  g_ptr_array_add (finder->searches, search);
  return search->check != NULL;
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
  g_autofree char *text = tb_text_normalise (typed);
  g_autofree char *match = text != NULL ? tb_search_terms_dup_match (text) : NULL;
  g_auto (Finder) finder = {
    .connection = connection,
    .typed = text,
    .match = match,
    .searches = g_ptr_array_new_with_free_func ((GDestroyNotify)type_search_free),
    .candidates = g_array_new (FALSE, FALSE, sizeof (Candidate)),
  };
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  if (match == NULL)
    return g_steal_pointer (&hits);

  for (guint i = 0; i < n_types; i++)
    if ((type == NULL || type == types[i]) && tb_search_match_type_is_searched (types[i])
        && !add_search (&finder, types[i], i, error))
      return NULL;

  for (guint i = 0; i < finder.searches->len; i++)
    if (!find_by_title (&finder, finder.searches->pdata[i], limit, error))
      return NULL;
  if (!find_by_terms (&finder, error))
    return NULL;

  g_array_sort (finder.candidates, compare_candidates);
  for (guint i = 0; i < finder.candidates->len && hits->len < limit; i++)
    if (!add_hit (connection, &g_array_index (finder.candidates, Candidate, i), hits, error))
      return NULL;
  return g_steal_pointer (&hits);
}
