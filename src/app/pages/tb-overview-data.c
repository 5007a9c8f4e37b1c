/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-overview-data.h"

#include "tb-page-table.h"

#include <glib/gi18n.h>

/* How many batches and gaps there is room for. */
#define N_BATCHES 8
#define N_GAPS 5
#define N_DUE 12

/* The second figure of a type: how many of its records have one of these codes. */
static const struct
{
  const char *type;
  const char *field;
  const char *codes[4];
  const char *words; /* (translatable) with the number in the place of %d */
} notes[] = {
  /* Translators: said of enterprises: how many of them an organisation covers. */
  { "enterprise", "coverage", { "joint", "attached", "own" }, N_ ("Covered: %d") },
  { "person", "category", { "full" }, N_ ("Full members: %d") },
  /* Translators: said of rooms. */
  { "unit", "status", { "vacant" }, N_ ("Vacant: %d") },
  { "organisation", "kind", { "joint_branch" }, N_ ("Joint branches: %d") },
  /* Translators: said of events. */
  { "event", "state", { "planned", "approved", "notified" }, N_ ("Still to be held: %d") },
  /* Translators: said of projects: how many of them organisations, firms and members can claim. */
  { "project", "state", { "published" }, N_ ("Open to claims: %d") },
};

static void
figure_free (gpointer data)
{
  TbOverviewFigure *self = data;

  tb_type_figures_free (self->figures);
  g_free (self->note);
  g_free (self);
}

/**
 * tb_overview_data_free:
 * @self: (transfer full): what was read
 */
void
tb_overview_data_free (TbOverviewData *self)
{
  g_clear_pointer (&self->figures, g_ptr_array_unref);
  g_clear_pointer (&self->gaps, g_array_unref);
  g_clear_pointer (&self->batches, g_ptr_array_unref);
  g_clear_pointer (&self->due, g_ptr_array_unref);
  g_free (self);
}

static gboolean
read_note (TbConnection *connection, TbOverviewFigure *figure, GError **error)
{
  const TbRecordType *type = figure->figures->type;

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      g_autoptr (GHashTable) counts = NULL;
      gint64 n = 0;

      if (!g_str_equal (notes[i].type, type->name))
        continue;

      counts = tb_figures_group (connection, type, tb_record_type_find_field (type, notes[i].field),
                                 error);
      if (counts == NULL)
        return FALSE;

      for (guint j = 0; j < G_N_ELEMENTS (notes[i].codes) && notes[i].codes[j] != NULL; j++)
        {
          const gint64 *count = g_hash_table_lookup (counts, notes[i].codes[j]);

          n += count != NULL ? *count : 0;
        }
      figure->note = g_strdup_printf (_ (notes[i].words), (int)n);
    }

  return TRUE;
}

static void
add_gaps (TbOverviewData *self, const TbOverviewFigure *figure)
{
  const TbRecordType *type = figure->figures->type;

  for (guint i = 0; i < type->n_fields; i++)
    if (figure->figures->missing[i] > 0)
      {
        TbOverviewGap gap
            = { figure->page, i, figure->figures->missing[i], figure->figures->n_records };

        g_array_append_val (self->gaps, gap);
      }
}

static int
compare_gaps (gconstpointer a, gconstpointer b)
{
  const TbOverviewGap *first = a;
  const TbOverviewGap *second = b;

  return (first->n_missing < second->n_missing) - (first->n_missing > second->n_missing);
}

/* Runs on a reader thread. */
static gpointer
read_data (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TbOverviewData) self = g_new0 (TbOverviewData, 1);
  guint n_pages;
  const TbPageInfo *pages = tb_page_table_get_all (&n_pages);

  self->figures = g_ptr_array_new_with_free_func (figure_free);
  self->gaps = g_array_new (FALSE, FALSE, sizeof (TbOverviewGap));

  for (guint i = 0; i < n_pages; i++)
    {
      TbOverviewFigure *figure;
      TbTypeFigures *figures;

      if (pages[i].type_name == NULL)
        continue;

      figures = tb_figures_count (connection, tb_record_types_find (pages[i].type_name), error);
      if (figures == NULL)
        return NULL;

      figure = g_new0 (TbOverviewFigure, 1);
      figure->page = &pages[i];
      figure->figures = figures;
      g_ptr_array_add (self->figures, figure);
      if (!read_note (connection, figure, error))
        return NULL;

      self->n_records += figures->n_records;
      add_gaps (self, figure);
    }

  g_array_sort (self->gaps, compare_gaps);
  if (self->gaps->len > N_GAPS)
    g_array_set_size (self->gaps, N_GAPS);

  self->batches = tb_journal_list_batches (connection, N_BATCHES, error);
  if (self->batches == NULL)
    return NULL;

  self->due = tb_week_list_due (connection, tb_clock_today (tb_connection_get_clock (connection)),
                                N_DUE, error);
  if (self->due == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * tb_overview_data_read_async:
 * @session: the register
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads what the overview shows.
 */
void
tb_overview_data_read_async (TbSession *session, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  tb_session_read_async (session, read_data, NULL, NULL, (GDestroyNotify)tb_overview_data_free,
                         cancellable, callback, user_data);
}

/**
 * tb_overview_data_read_finish:
 * @session: the register
 * @result: what the callback was given
 * @error: return location for an error of the database, or of cancellation
 *
 * Returns: (transfer full) (nullable): what the overview shows
 */
TbOverviewData *
tb_overview_data_read_finish (TbSession *session, GAsyncResult *result, GError **error)
{
  return tb_session_read_finish (session, result, error);
}
