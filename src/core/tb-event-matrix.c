/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-event-matrix.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "tb-code-list.h"
#include "tb-statement.h"

#define N_MONTHLY 36
#define N_QUARTERLY 8
#define N_COLUMNS (N_MONTHLY + N_QUARTERLY + 2)

#define MONTHS(kind)                                                                               \
  { kind, "01" }, { kind, "02" }, { kind, "03" }, { kind, "04" }, { kind, "05" }, { kind, "06" },  \
      { kind, "07" }, { kind, "08" }, { kind, "09" }, { kind, "10" }, { kind, "11" },              \
      { kind, "12" }

/* By kind, then by time; what a kind owes is in the branch regulations: committee and group once a
 * month, theme day once a month, general meeting once a quarter, class once a quarter, organisation
 * life meeting and review once a year (domain model §2.2, R-LIFE-01 to 09). */
static const TbMatrixColumn columns[] = {
  MONTHS ("ZW"),  MONTHS ("XZ"),  MONTHS ("ZT"),  { "DH", "Q1" }, { "DH", "Q2" },
  { "DH", "Q3" }, { "DH", "Q4" }, { "DK", "Q1" }, { "DK", "Q2" }, { "DK", "Q3" },
  { "DK", "Q4" }, { "SH", "" },   { "PY", "" },
};

G_STATIC_ASSERT (G_N_ELEMENTS (columns) == N_COLUMNS);

/* ?1 is an organisation, or NULL for all. */
#define TREE                                                                                       \
  "WITH RECURSIVE tree (id) AS (SELECT id FROM organisation WHERE removed_at IS NULL"              \
  " AND (?1 IS NULL OR id = ?1) UNION"                                                             \
  " SELECT o.id FROM organisation o JOIN tree ON o.parent = tree.id WHERE o.removed_at IS NULL) "

/* Organisations that are only planned, or gone. */
#define NOT_IN_BEING "('preparing', 'pending', 'merged', 'abolished')"

/* The branches, whether each has a committee in the year (?2 to ?3), and how many groups. */
#define SELECT_BRANCHES                                                                            \
  TREE "SELECT o.id, coalesce (o.short_name, o.name), o.established_on,"                           \
       " EXISTS (SELECT 1 FROM post h WHERE h.organisation = o.id AND h.removed_at IS NULL"        \
       "  AND h.post NOT IN ('group_leader', 'organiser')"                                         \
       "  AND (h.since IS NULL OR h.since <= ?3) AND (h.until IS NULL OR h.until >= ?2)),"         \
       " (SELECT count (*) FROM organisation g WHERE g.parent = o.id AND g.removed_at IS NULL"     \
       "  AND g.kind = 'group' AND coalesce (g.status, 'running') NOT IN " NOT_IN_BEING ")"        \
       " FROM organisation o WHERE o.id IN tree AND o.removed_at IS NULL"                          \
       " AND coalesce (o.status, 'running') NOT IN " NOT_IN_BEING                                  \
       " AND o.kind IN ('branch', 'joint_branch', 'floating_branch', 'temporary_branch')"          \
       " ORDER BY o.name_key, o.row"

/* What was held, once for each branch, kind, period, month and group: the month is that in which it
 * was held, the period that for which it was planned, where it was planned for one. An event of a
 * group counts for the branch above it. The index holds all that is asked of an event; left to
 * itself, SQLite would go through every event of these kinds there ever was. */
#define SELECT_HELD                                                                                \
  "SELECT CASE WHEN o.kind = 'group' THEN o.parent ELSE e.organisation END, e.kind,"               \
  " e.plan_period, substr (e.\"on\", 1, 7), coalesce (e.\"group\", e.organisation),"               \
  " min (coalesce (e.late, 0))"                                                                    \
  " FROM event e INDEXED BY event_year JOIN organisation o ON o.id = e.organisation"               \
  " WHERE e.removed_at IS NULL AND e.\"on\" >= ?1 AND e.\"on\" < ?2"                               \
  " AND e.state IN ('held', 'in_review', 'archived')"                                              \
  " AND e.kind IN ('ZW', 'XZ', 'ZT', 'DH', 'DK', 'SH', 'PY')"                                      \
  " GROUP BY 1, 2, 3, 4, 5"

/* A branch while its row is made. */
typedef struct
{
  TbMatrixRow *row;     /* (not owned) */
  char *established_on; /* (owned) (nullable) */
  gboolean has_committee;
  gint64 n_groups;
  GHashTable *groups[12]; /* (owned) (nullable): which groups met, by month */
  gboolean group_made_up[12];
} Branch;

typedef struct
{
  int year;
  char *organisation; /* (owned) (nullable) */
} TbMatrixQuery;

static void
query_free (TbMatrixQuery *self)
{
  g_free (self->organisation);
  g_free (self);
}

static void
branch_free (Branch *self)
{
  g_free (self->established_on);
  for (guint i = 0; i < G_N_ELEMENTS (self->groups); i++)
    g_clear_pointer (&self->groups[i], g_hash_table_unref);
  g_free (self);
}

static void
row_free (TbMatrixRow *self)
{
  g_free (self->organisation);
  g_free (self->title);
  g_free (self->cells);
  g_free (self);
}

/* The months of a column, from 1 to 12. */
static void
get_span (const TbMatrixColumn *column, int *first, int *last)
{
  if (column->period[0] == '\0')
    {
      *first = 1;
      *last = 12;
    }
  else if (column->period[0] == 'Q')
    {
      *last = (column->period[1] - '0') * 3;
      *first = *last - 2;
    }
  else
    *first = *last = atoi (column->period);
}

static guint
find_column (const char *kind, int month)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      int first, last;

      if (!g_str_equal (columns[i].kind, kind))
        continue;
      get_span (&columns[i], &first, &last);
      if (month >= first && month <= last)
        return i;
    }

  return N_COLUMNS;
}

/* Whether a kind is owed every month. */
static gboolean
is_monthly (const char *kind)
{
  guint column = find_column (kind, 1);

  return column < N_MONTHLY;
}

/* The first month of a period of @year (`2026-03`, `2026-Q1`, `2026`), 0 where it is of another. */
static int
get_first_month (int year, const char *period)
{
  if (strlen (period) < 4 || atoi (period) != year)
    return 0;
  if (period[4] == '\0')
    return 1;
  if (period[5] == 'Q')
    return (period[6] - '1') * 3 + 1;
  return CLAMP (atoi (period + 5), 0, 12);
}

/* For which month of @year something counts, 0 for none: that for which it was planned, or that in
 * which it was held, also where the plan is for a longer time than the kind is owed for. */
static int
get_month (int year, const char *kind, const char *period, const char *held)
{
  gboolean is_month = period != NULL && strlen (period) == strlen ("2026-03") && period[5] != 'Q';

  if (period == NULL || (is_monthly (kind) && !is_month))
    return get_first_month (year, held);
  return get_first_month (year, period);
}

/* Whether it was held in a month after the last of the column. */
static gboolean
is_after (int year, guint column, const char *held)
{
  g_autofree char *end = NULL;
  int first, last;

  get_span (&columns[column], &first, &last);
  end = g_strdup_printf ("%04d-%02d", year, last);
  return strcmp (held, end) > 0;
}

static void
mark_group (Branch *branch, int month, const char *group, gboolean made_up)
{
  GHashTable **groups = &branch->groups[month - 1];

  if (*groups == NULL)
    *groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (*groups, g_strdup (group));
  branch->group_made_up[month - 1] |= made_up;
}

static void
mark (TbMatrixCell *cell, gboolean made_up)
{
  if (!made_up)
    *cell = TB_MATRIX_HELD;
  else if (*cell != TB_MATRIX_HELD)
    *cell = TB_MATRIX_MADE_UP;
}

static void
mark_held (GHashTable *branches, int year, TbStatement *statement)
{
  const char *organisation = tb_statement_get_text (statement, 0);
  const char *kind = tb_statement_get_text (statement, 1);
  const char *held = tb_statement_get_text (statement, 3);
  Branch *branch = organisation != NULL ? g_hash_table_lookup (branches, organisation) : NULL;
  int month = get_month (year, kind, tb_statement_get_text (statement, 2), held);
  guint column = month > 0 ? find_column (kind, month) : N_COLUMNS;
  gboolean made_up;

  if (branch == NULL || column == N_COLUMNS)
    return;

  made_up = tb_statement_get_int (statement, 5) != 0 || is_after (year, column, held);
  if (g_str_equal (kind, "XZ") && branch->n_groups > 0)
    mark_group (branch, month, tb_statement_get_text (statement, 4), made_up);
  else
    mark (&branch->row->cells[column], made_up);
}

/* Every group meets every month (R-LIFE-04): one that did not leaves the month open. */
static void
settle_groups (Branch *branch)
{
  for (int month = 1; month <= 12; month++)
    {
      GHashTable *groups = branch->groups[month - 1];

      if (groups != NULL && g_hash_table_size (groups) >= branch->n_groups)
        branch->row->cells[find_column ("XZ", month)]
            = branch->group_made_up[month - 1] ? TB_MATRIX_MADE_UP : TB_MATRIX_HELD;
    }
}

static gboolean
owes (const Branch *branch, const char *kind)
{
  if (g_str_equal (kind, "ZW"))
    return branch->has_committee;
  if (g_str_equal (kind, "XZ"))
    return branch->n_groups > 0;
  return TRUE;
}

/* What is owed, was not held, and whose time is over is missed. */
static void
settle_missed (Branch *branch, int year, TbDate today)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      char end[TB_DATE_ISO_SIZE];
      int first, last;
      TbDate last_day;

      if (branch->row->cells[i] != TB_MATRIX_NOT_DUE || !owes (branch, columns[i].kind))
        continue;
      get_span (&columns[i], &first, &last);
      last_day
          = (TbDate){ .year = year, .month = last, .day = g_date_get_days_in_month (last, year) };
      tb_date_to_iso (last_day, end);
      if (tb_date_compare (last_day, today) < 0
          && (branch->established_on == NULL || strcmp (branch->established_on, end) <= 0))
        branch->row->cells[i] = TB_MATRIX_MISSED;
    }
}

static Branch *
read_branch (TbStatement *statement)
{
  Branch *branch = g_new0 (Branch, 1);

  branch->row = g_new0 (TbMatrixRow, 1);
  branch->row->organisation = tb_statement_dup_text (statement, 0);
  branch->row->title = tb_statement_dup_text (statement, 1);
  branch->row->cells = g_new0 (TbMatrixCell, N_COLUMNS);
  branch->established_on = tb_statement_dup_text (statement, 2);
  branch->has_committee = tb_statement_get_int (statement, 3) != 0;
  branch->n_groups = tb_statement_get_int (statement, 4);

  return branch;
}

/* Fills the rows, and gives the branches by their ids. */
static GHashTable *
read_branches (TbConnection *connection, TbEventMatrix *self, const char *organisation,
               GError **error)
{
  g_autoptr (GHashTable) branches
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)branch_free);
  g_autoptr (TbStatement) statement = tb_connection_prepare (connection, SELECT_BRANCHES, error);
  g_autofree char *first = g_strdup_printf ("%04d-01-01", self->year);
  g_autofree char *last = g_strdup_printf ("%04d-12-31", self->year);
  TbStep step;

  if (statement == NULL)
    return NULL;

  if (organisation != NULL)
    tb_statement_bind_text (statement, 1, organisation);
  else
    tb_statement_bind_null (statement, 1);
  tb_statement_bind_text (statement, 2, first);
  tb_statement_bind_text (statement, 3, last);
  while ((step = tb_statement_step (statement, error)) == TB_STEP_ROW)
    {
      Branch *branch = read_branch (statement);

      g_ptr_array_add (self->rows, branch->row);
      g_hash_table_insert (branches, branch->row->organisation, branch);
    }

  return step == TB_STEP_DONE ? g_steal_pointer (&branches) : NULL;
}

/* What was made up in the next year counts for the one it was planned for. */
static gboolean
read_held (TbConnection *connection, GHashTable *branches, int year, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (connection, SELECT_HELD, error);
  g_autofree char *from = g_strdup_printf ("%04d", year);
  g_autofree char *until = g_strdup_printf ("%04d", year + 2);
  TbStep step;

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, from);
  tb_statement_bind_text (statement, 2, until);
  while ((step = tb_statement_step (statement, error)) == TB_STEP_ROW)
    mark_held (branches, year, statement);

  return step == TB_STEP_DONE;
}

static gpointer
read_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const TbMatrixQuery *query = data;

  return tb_event_matrix_read (connection, query->year, query->organisation, error);
}

/**
 * tb_event_matrix_get_columns:
 * @n_columns: (out): how many
 *
 * Returns: (transfer none) (array length=n_columns): the columns of the matrix: committee, group
 * and theme day by month, general meeting and class by quarter, organisation life meeting and
 * review of the year
 */
const TbMatrixColumn *
tb_event_matrix_get_columns (guint *n_columns)
{
  *n_columns = N_COLUMNS;

  return columns;
}

/**
 * tb_event_matrix_column_dup_title:
 * @column: a column of the matrix
 *
 * Returns: (transfer full): what stands above it, such as `3` or `Q1`, or the kind where there is
 * one for the year; the kind of the others stands above several columns
 */
char *
tb_event_matrix_column_dup_title (const TbMatrixColumn *column)
{
  const TbCodeItem *kind
      = tb_code_list_find_code (tb_code_lists_find ("meeting-kind"), column->kind);

  if (column->period[0] == '\0')
    return g_strdup (tb_code_item_get_label (kind));
  if (column->period[0] == 'Q')
    return g_strdup (column->period);
  /* Translators: above a column of the yearly matrix: the number of a month. */
  return g_strdup_printf (C_ ("month", "%d"), atoi (column->period));
}

/**
 * tb_matrix_cell_get_mark:
 *
 * Returns: (transfer none): the mark that stands in a cell; empty where nothing is due
 */
const char *
tb_matrix_cell_get_mark (TbMatrixCell cell)
{
  switch (cell)
    {
    case TB_MATRIX_HELD:
      return "✓";
    case TB_MATRIX_MADE_UP:
      /* Translators: one character in a cell: the meeting was held late or made up. */
      return C_ ("mark", "L");
    case TB_MATRIX_MISSED:
      return "✗";
    case TB_MATRIX_NOT_DUE:
    default:
      return "";
    }
}

/**
 * tb_matrix_cell_get_words:
 *
 * Returns: (transfer none): what the mark means, in a word
 */
const char *
tb_matrix_cell_get_words (TbMatrixCell cell)
{
  switch (cell)
    {
    case TB_MATRIX_HELD:
      return C_ ("meeting", "Held");
    case TB_MATRIX_MADE_UP:
      return C_ ("meeting", "Held late or made up");
    case TB_MATRIX_MISSED:
      return C_ ("meeting", "Missed");
    case TB_MATRIX_NOT_DUE:
    default:
      return C_ ("meeting", "Not due");
    }
}

/**
 * tb_event_matrix_free:
 * @self: (transfer full): a matrix
 */
void
tb_event_matrix_free (TbEventMatrix *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/**
 * tb_event_matrix_read:
 * @connection: a connection
 * @year: which year
 * @organisation_id: (nullable): only the branches at and below it
 *
 * Reads the matrix with two aggregates, whatever the number of branches. On the connection's
 * thread. Errors: those of the store.
 *
 * Returns: (transfer full): the matrix
 */
TbEventMatrix *
tb_event_matrix_read (TbConnection *connection, int year, const char *organisation_id,
                      GError **error)
{
  g_autoptr (TbEventMatrix) self = g_new0 (TbEventMatrix, 1);
  g_autoptr (GHashTable) branches = NULL;
  TbDate today = tb_clock_today (tb_connection_get_clock (connection));
  GHashTableIter iter;
  gpointer branch;

  self->year = year;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)row_free);
  branches = read_branches (connection, self, organisation_id, error);
  if (branches == NULL || !read_held (connection, branches, year, error))
    return NULL;

  g_hash_table_iter_init (&iter, branches);
  while (g_hash_table_iter_next (&iter, NULL, &branch))
    {
      settle_groups (branch);
      settle_missed (branch, year, today);
    }

  return g_steal_pointer (&self);
}

/**
 * tb_event_matrix_new:
 * @year: which year
 * @organisation_id: (nullable): only the branches at and below it
 *
 * Finds out which branch held what in a year. A month, quarter or year counts as missed only once
 * it is over, committee meetings only where there is a committee, group meetings only where there
 * are groups (all of which have to meet). On any thread but a reader's. Errors: those of the store.
 *
 * Returns: (transfer full): the matrix
 */
TbEventMatrix *
tb_event_matrix_new (TbSession *session, int year, const char *organisation_id,
                     GCancellable *cancellable, GError **error)
{
  TbMatrixQuery query = { .year = year, .organisation = (char *)organisation_id };

  g_return_val_if_fail (TB_IS_SESSION (session), NULL);
  g_return_val_if_fail (year >= 1900 && year <= 9990, NULL);

  return tb_session_read (session, read_in_reader, &query, cancellable, error);
}

/**
 * tb_event_matrix_new_async:
 *
 * As tb_event_matrix_new(), without waiting. Finish with tb_session_read_finish().
 */
void
tb_event_matrix_new_async (TbSession *session, int year, const char *organisation_id,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  TbMatrixQuery *query = NULL;

  g_return_if_fail (TB_IS_SESSION (session));
  g_return_if_fail (year >= 1900 && year <= 9990);

  query = g_new0 (TbMatrixQuery, 1);
  query->year = year;
  query->organisation = g_strdup (organisation_id);
  tb_session_read_async (session, read_in_reader, query, (GDestroyNotify)query_free,
                         (GDestroyNotify)tb_event_matrix_free, cancellable, callback, user_data);
}
