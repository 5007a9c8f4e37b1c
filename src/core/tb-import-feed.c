/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-import-feed.h"

#include "tb-ahead.h"
#include "tb-batch-writer.h"
#include "tb-importer-private.h"
#include "tb-record-table.h"

struct _TbImportFeed
{
  TbImporter *importer; /* (not owned) */
  GPtrArray *named;     /* (owned) (element-type TbImportNamed) */
  gint64 now;
  TbDate today;
  gboolean is_checked; /* whether the dry run was made by the same day */
  guint next_named;    /* the thread's */
  guint next_row;      /* the thread's */
  TbAhead *ahead;      /* (owned) */
};

/* The plan keeps its own copy, for another try if this one is taken back. */
static TbPreparedRecord *
prepare_named (TbImportFeed *self, const TbImportNamed *named, GError **error)
{
  return tb_batch_writer_prepare (tb_record_copy (named->record), self->now, self->today, error);
}

static TbPreparedRecord *
prepare_row (TbImportFeed *self, guint row, GError **error)
{
  TbImporter *importer = self->importer;
  g_autoptr (TbFindings) findings = tb_findings_new ();
  g_auto (TbImportRow) read = { 0 };

  tb_import_row_reader_read (importer->row_reader, row, &read, findings);
  if (!tb_import_row_resolve (&read, importer->plan, NULL, findings, error))
    return NULL;
  /* Of the rows that will be written, the dry run found these values free of errors. */
  if (self->is_checked)
    return tb_batch_writer_prepare_checked (g_steal_pointer (&read.record), self->now);
  return tb_batch_writer_prepare (g_steal_pointer (&read.record), self->now, self->today, error);
}

/* A TbAheadFunc. */
static gpointer
prepare_next (gpointer data, GError **error)
{
  TbImportFeed *self = data;

  if (self->next_named < self->named->len)
    return prepare_named (self, g_ptr_array_index (self->named, self->next_named++), error);
  while (self->next_row < self->importer->infos->len)
    {
      const TbImportRowInfo *info = tb_importer_get_info (self->importer, self->next_row++);

      /* Only rows that will be written are counted as users of what they name. */
      if (info->counted)
        return prepare_row (self, info->row, error);
    }
  return NULL;
}

/**
 * tb_import_feed_new:
 * @importer: an import whose rows were checked, and all make new records of a type without states
 * @named: (element-type TbImportNamed): what tb_import_plan_list_new() gave; it comes first
 *
 * Begins to make records.
 *
 * Returns: (transfer full): the feed
 */
TbImportFeed *
tb_import_feed_new (TbImporter *importer, GPtrArray *named)
{
  TbImportFeed *self = g_new0 (TbImportFeed, 1);
  TbClock *clock = tb_session_get_clock (importer->session);

  self->importer = importer;
  self->named = g_ptr_array_ref (named);
  self->now = tb_clock_now (clock);
  self->today = tb_clock_today (clock);
  self->is_checked = tb_date_compare (self->today, importer->today) == 0;
  self->ahead = tb_ahead_new ("tb-import-feed", prepare_next, self,
                              (GDestroyNotify)tb_prepared_record_free);
  return self;
}

/**
 * tb_import_feed_free:
 * @self: (transfer full): a feed
 *
 * Ends its thread, wherever that is. What was not taken is forgotten.
 */
void
tb_import_feed_free (TbImportFeed *self)
{
  tb_ahead_free (self->ahead);
  g_ptr_array_unref (self->named);
  g_free (self);
}

/**
 * tb_import_feed_next:
 * @n_records: (out): how many there are
 *
 * Waits for the next records. On one thread.
 *
 * Errors: those of tb_batch_writer_prepare().
 *
 * Returns: (transfer none) (nullable) (array length=n_records): the records, until the next call;
 * %NULL at the end, or with @error set
 */
TbPreparedRecord *const *
tb_import_feed_next (TbImportFeed *self, guint *n_records, GError **error)
{
  return (TbPreparedRecord *const *)tb_ahead_next_many (self->ahead, TB_RECORD_TABLE_MANY,
                                                        n_records, error);
}
