/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-record-effects.h"

#include "tb-claim-effects.h"
#include "tb-event-private.h"
#include "tb-project-progress.h"

static const TbRecordEffect effects[] = {
  { "event", NULL, tb_event_follow_change },
  { "attendance", NULL, tb_event_follow_attendance },
  { "claim", tb_claim_complete, tb_claim_follow_change },
  { "milestone", NULL, tb_project_progress_follow_milestone },
  { "progress_report", NULL, tb_project_progress_follow_report },
};

static const TbRecordEffect *
find (TbRecord *record)
{
  const char *name = tb_record_get_record_type (record)->name;

  for (guint i = 0; i < G_N_ELEMENTS (effects); i++)
    if (g_str_equal (effects[i].type, name))
      return &effects[i];

  return NULL;
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
