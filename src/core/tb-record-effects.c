/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-record-effects.h"

#include "tb-claim-effects.h"
#include "tb-event-private.h"
#include "tb-project-progress.h"
#include "tb-record-table.h"
#include "tb-session.h"

static const TbRecordEffect effects[] = {
  { "event", NULL, tb_event_follow_change },
  { "attendance", NULL, tb_event_follow_attendance },
  { "claim", tb_claim_complete, tb_claim_follow_change },
  { "milestone", NULL, tb_project_progress_follow_milestone },
  { "progress_report", NULL, tb_project_progress_follow_report },
};

static const TbRecordEffect *
find_by_type (const TbRecordType *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (effects); i++)
    if (g_str_equal (effects[i].type, type->name))
      return &effects[i];

  return NULL;
}

static const TbRecordEffect *
find (TbRecord *record)
{
  return find_by_type (tb_record_get_record_type (record));
}

/*
 * tb_record_effects_has:
 *
 * Returns: whether anything is filled in for records of @type, or follows from their changes
 */
gboolean
tb_record_effects_has (const TbRecordType *type)
{
  return find_by_type (type) != NULL;
}

/*
 * tb_record_effects_complete:
 * @before: (nullable): the record as it is stored
 * @record: as it is to be
 *
 * Fills in what the register knows. Errors: those of the store.
 */
gboolean
tb_record_effects_complete (TbConnection *connection, TbRecord *before, TbRecord *record,
                            GError **error)
{
  const TbRecordEffect *effect = find (record);

  return effect == NULL || effect->complete == NULL
         || effect->complete (connection, before, record, error);
}

/*
 * tb_record_effects_follow:
 * @before: (nullable): the record as it was; %NULL where it was added
 * @after: (nullable): as it is; %NULL where it was removed
 *
 * Changes what follows from it in other records, within the batch. Errors: those of
 * tb_batch_writer_apply().
 */
gboolean
tb_record_effects_follow (TbBatchWriter *writer, TbRecord *before, TbRecord *after, GError **error)
{
  const TbRecordEffect *effect = find (after != NULL ? after : before);

  return effect == NULL || effect->follow == NULL || effect->follow (writer, before, after, error);
}

static gpointer
complete_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable,
                    GError **error)
{
  TbRecord *record = data;
  g_autoptr (TbRecord) before = NULL;

  if (tb_record_get_version (record) > 0)
    {
      before = tb_record_table_load (connection, tb_record_get_record_type (record),
                                     tb_record_get_id (record), error);
      if (before == NULL)
        return NULL;
    }

  return tb_record_effects_complete (connection, before, record, error) ? record : NULL;
}

/**
 * tb_session_complete:
 * @record: a record to be saved; changed
 *
 * Fills in what the register knows and saving would fill in, so that it can be checked before. On
 * any thread but the database's. Errors: those of the store.
 *
 * Returns: whether it could
 */
gboolean
tb_session_complete (TbSession *self, TbRecord *record, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TB_IS_SESSION (self), FALSE);
  g_return_val_if_fail (TB_IS_RECORD (record), FALSE);

  return tb_session_read (self, complete_in_reader, record, cancellable, error) != NULL;
}
