/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-project-piles.h"

#include <glib/gi18n-lib.h>

#include "tb-record-table.h"
#include "tb-statement.h"
#include "tb-type-project.h"

/* From the first thought to the end. What waits for somebody to publish it, for the first time or
 * again, stands on the left. */
static const TbProjectColumn columns[] = {
  { "preparation", N_ ("In Preparation"), { "draft", "review", "unclaimed" } },
  { "published", N_ ("Open to Claims"), { "published" } },
  { "claimed", N_ ("Claimed"), { "claimed" } },
  { "under-way", N_ ("Under Way"), { "under_way", "suspended" } },
  { "awaiting-acceptance", N_ ("Awaiting Acceptance"), { "awaiting_acceptance" } },
  { "closed", N_ ("Closed"), { "accepted", "evaluated", "archived", "terminated" } },
};

/* Every statement of the board reads the cards of a column one after the other. */
static const char card_sql[]
    = "SELECT p.id, p.code, p.title, o.name, p.state, p.due_on, p.progress,"
      " (SELECT count(*) FROM claim c WHERE c.project = p.id AND c.removed_at IS NULL"
      "  AND c.state NOT IN ('rejected', 'withdrawn')),"
      " (SELECT count(*) FROM claim c WHERE c.project = p.id AND c.removed_at IS NULL"
      "  AND c.state NOT IN ('applied', 'checked', 'rejected', 'withdrawn'))"
      " FROM project p LEFT JOIN organisation o ON o.id = p.initiator WHERE p.row = ?1";

static void
card_free (gpointer data)
{
  TbProjectCard *self = data;

  g_free (self->id);
  g_free (self->code);
  g_free (self->title);
  g_free (self->initiator);
  g_free (self->state);
  g_free (self->due_on);
  g_free (self);
}

static void
pile_free (gpointer data)
{
  TbProjectPile *self = data;

  g_ptr_array_unref (self->cards);
  g_free (self);
}

static TbProjectCard *
card_new (TbStatement *statement)
{
  TbProjectCard *self = g_new0 (TbProjectCard, 1);

  self->id = tb_statement_dup_text (statement, 0);
  self->code = tb_statement_dup_text (statement, 1);
  self->title = tb_statement_dup_text (statement, 2);
  self->initiator = tb_statement_dup_text (statement, 3);
  self->state = tb_statement_dup_text (statement, 4);
  self->due_on = tb_statement_dup_text (statement, 5);
  self->progress = tb_statement_get_int (statement, 6);
  self->n_claims = tb_statement_get_int (statement, 7);
  self->n_confirmed = tb_statement_get_int (statement, 8);

  return self;
}

/* The states that the column holds and the query lets through; %NULL where there is none. */
static TbQuery *
dup_column_query (TbQuery *query, const TbProjectColumn *column, guint limit)
{
  g_autoptr (TbQuery) narrowed = tb_query_copy (query);
  gboolean has_filter = FALSE;
  guint n_states = 0;

  tb_query_remove_filters (narrowed, TB_PROJECT_STATE);
  for (guint i = 0; i < tb_query_get_n_filters (query); i++)
    has_filter |= tb_query_get_filter (query, i)->field == TB_PROJECT_STATE;

  for (guint i = 0; column->states[i] != NULL; i++)
    {
      gboolean wanted = !has_filter;

      for (guint j = 0; !wanted && j < tb_query_get_n_filters (query); j++)
        {
          const TbQueryFilter *filter = tb_query_get_filter (query, j);

          wanted = filter->field == TB_PROJECT_STATE && filter->op == TB_QUERY_EQUAL
                   && g_strcmp0 (filter->value, column->states[i]) == 0;
        }
      if (wanted)
        {
          tb_query_add_filter (narrowed, TB_PROJECT_STATE, TB_QUERY_EQUAL, column->states[i]);
          n_states++;
        }
    }

  tb_query_set_sort (narrowed, TB_PROJECT_DUE_ON, g_str_equal (column->name, "closed"));
  tb_query_set_limit (narrowed, limit);

  return n_states > 0 ? g_steal_pointer (&narrowed) : NULL;
}

static gboolean
collect_rows (const gint64 *rows, guint n_rows, gpointer user_data)
{
  g_array_append_vals (user_data, rows, n_rows);
  return TRUE;
}

static gboolean
read_cards (TbConnection *connection, GArray *rows, GPtrArray *cards, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (connection, card_sql, error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      TbStep step;

      tb_statement_bind_int (statement, 1, g_array_index (rows, gint64, i));
      step = tb_statement_step (statement, error);
      if (step == TB_STEP_ERROR)
        return FALSE;
      if (step == TB_STEP_ROW)
        g_ptr_array_add (cards, card_new (statement));
      tb_statement_reset (statement);
    }

  return TRUE;
}

static gboolean
read_pile (TbConnection *connection, TbQuery *query, TbProjectPile *pile, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (TbQuery) all = tb_query_copy (query);

  tb_query_set_limit (all, 0);
  pile->n_cards = tb_record_table_count (connection, all, error);

  return pile->n_cards >= 0 && tb_record_table_query (connection, query, collect_rows, rows, error)
         && read_cards (connection, rows, pile->cards, error);
}

/**
 * tb_project_columns_get_all:
 * @n_columns: (out): how many there are
 *
 * Returns: (transfer none): the columns of the board, from the left
 */
const TbProjectColumn *
tb_project_columns_get_all (guint *n_columns)
{
  *n_columns = G_N_ELEMENTS (columns);
  return columns;
}

/**
 * tb_project_piles_read:
 * @query: which projects
 * @limit: how many cards of a column at most; 0 for all
 *
 * Reads what a board of the projects shows: open ones by the day they are due, closed ones the
 * latest first. On a database thread.
 *
 * Errors: those of the store, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (element-type TbProjectPile): a pile a column
 */
GPtrArray *
tb_project_piles_read (TbConnection *connection, TbQuery *query, guint limit,
                       GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) piles = g_ptr_array_new_with_free_func (pile_free);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (TbQuery) narrowed = dup_column_query (query, &columns[i], limit);
      TbProjectPile *pile = g_new0 (TbProjectPile, 1);

      pile->cards = g_ptr_array_new_with_free_func (card_free);
      g_ptr_array_add (piles, pile);
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || (narrowed != NULL && !read_pile (connection, narrowed, pile, error)))
        return NULL;
    }

  return g_steal_pointer (&piles);
}
