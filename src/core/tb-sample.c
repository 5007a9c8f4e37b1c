/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sample.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "tb-error.h"
#include "tb-record-table.h"
#include "tb-sample-private.h"
#include "tb-type-enterprise.h"
#include "tb-type-organisation.h"
#include "tb-type-person.h"
#include "tb-type-tower.h"

/* The sizes are those of the places the design was drawn from: one tower, a district, a city. */
static const TbSamplePlan plans[] = {
  [TB_SAMPLE_TOWER] = { .n_streets = 1,
                        .n_towers = 1,
                        .n_property_companies = 1,
                        .storeys_above = 57,
                        .storeys_below = 3,
                        .n_enterprises = 49,
                        .n_organisations = 25,
                        .n_persons = 146,
                        .n_projects = 20,
                        .dated = TRUE,
                        .n_event_branches = G_MAXUINT,
                        .with_hours = TRUE },
  [TB_SAMPLE_DISTRICT] = { .n_streets = 10,
                           .n_towers = 41,
                           .n_property_companies = 14,
                           .storeys_above = 32,
                           .storeys_below = 3,
                           .n_enterprises = 3290,
                           .n_organisations = 830,
                           .n_persons = 6000,
                           .n_projects = 292,
                           .dated = TRUE,
                           .n_event_branches = G_MAXUINT },
  [TB_SAMPLE_CITY] = { .n_streets = 80,
                       .n_towers = 250,
                       .n_property_companies = 60,
                       .storeys_above = 24,
                       .storeys_below = 2,
                       .n_enterprises = 22000,
                       .n_organisations = 29000,
                       .n_persons = 500000,
                       .n_projects = 1000,
                       .dated = FALSE,
                       .n_event_branches = 1 },
};

/* One thing to be done: an insertion, the completion of a record, or the date of a history row. */
typedef struct
{
  TbChange change; /* its record is owned; %NULL for the date of a history row */

  guint field;
  char value[TB_ID_SIZE];

  const TbRecordType *history;
  guint owner_field;
  guint since_field;
  char owner[TB_ID_SIZE];
  TbDate since;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_clear_object (&step->change.record);
  g_free (step);
}

static void
member_clear (gpointer data)
{
  TbSampleMember *member = data;

  g_free (member->name);
  g_free (member->workplace);
}

void
tb_sample_branch_clear (gpointer branch)
{
  TbSampleBranch *self = branch;

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->members, g_array_unref);
  g_clear_pointer (&self->groups, g_array_unref);
}

GArray *
tb_sample_members_new (void)
{
  GArray *members = g_array_new (FALSE, TRUE, sizeof (TbSampleMember));

  g_array_set_clear_func (members, member_clear);
  return members;
}

void
tb_sample_firm_row_clear (gpointer row)
{
  TbSampleFirmRow *self = row;

  g_free (self->name);
}

gboolean
tb_sample_is_past (TbSampleState *self, TbDate date)
{
  return tb_date_compare (date, self->today) < 0;
}

guint
tb_sample_share (TbSampleState *self, guint total)
{
  guint n = self->plan->n_towers;

  /* Rounded down from the start each time, so that the shares of all towers make up the total. */
  return (guint)((guint64)total * (self->tower + 1) / n - (guint64)total * self->tower / n);
}

TbRecord *
tb_sample_record_new (TbSampleState *self, const TbRecordType *type)
{
  TbRecord *record = tb_record_new (type);
  char id[TB_ID_SIZE];

  /* A UUIDv7 as tb_id_generate() makes them, but counted, to be the same for the same seed and day.
   * Another seed shares none of them: that would make two towers of one day look like one. */
  g_snprintf (id, sizeof id, "%08x-%04x-7%03x-8%03x-%012" G_GINT64_MODIFIER "x",
              (guint)(self->midnight_ms >> 16), (guint)(self->midnight_ms & 0xffff),
              self->seed >> 20, (guint)(self->next_id >> 24) & 0xfff,
              (guint64)(self->seed & 0xfffff) << 28 | (self->next_id & 0xffffff));
  self->next_id++;
  tb_record_set_id (record, id);
  tb_record_set_source (record, TB_SOURCE_SAMPLE);
  return record;
}

void
tb_sample_set_date (TbRecord *record, guint field, TbDate date)
{
  char iso[TB_DATE_ISO_SIZE];

  tb_record_set_text (record, field, tb_date_to_iso (date, iso));
}

void
tb_sample_take_id (TbRecord *record, char out[TB_ID_SIZE])
{
  g_strlcpy (out, tb_record_get_id (record), TB_ID_SIZE);
}

void
tb_sample_insert (TbSampleState *self, TbRecord *record)
{
  Step *step = g_new0 (Step, 1);

  step->change.op = TB_CHANGE_INSERT;
  step->change.record = record;
  g_queue_push_tail (&self->queue, step);
}

void
tb_sample_complete (TbSampleState *self, TbRecord *record, guint field, const char *value)
{
  Step *step = g_new0 (Step, 1);

  step->change.op = TB_CHANGE_UPDATE;
  step->change.record = g_object_ref (record);
  step->field = field;
  g_strlcpy (step->value, value, sizeof step->value);
  g_queue_push_tail (&self->queue, step);
}

void
tb_sample_date_history (TbSampleState *self, const TbRecordType *history, guint owner_field,
                        const char *owner, guint since_field, TbDate since)
{
  Step *step;

  if (!self->plan->dated)
    return;

  step = g_new0 (Step, 1);
  step->history = history;
  step->owner_field = owner_field;
  step->since_field = since_field;
  step->since = since;
  g_strlcpy (step->owner, owner, sizeof step->owner);
  g_queue_push_tail (&self->queue, step);
}

/* The row that the owner's insertion opened, with its date; nothing where the owner has no such
 * value. */
static gboolean
find_history_row (TbConnection *connection, const Step *step, TbRecord **out, GError **error)
{
  const char *const owner = step->owner;
  g_autoptr (GPtrArray) rows
      = tb_record_table_find (connection, step->history, &step->owner_field, &owner, 1, error);

  *out = NULL;
  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len && *out == NULL; i++)
    {
      TbRecord *row = g_ptr_array_index (rows, i);

      if (!tb_record_has (row, step->since_field))
        *out = tb_record_copy (row);
    }
  if (*out != NULL)
    tb_sample_set_date (*out, step->since_field, step->since);
  return TRUE;
}

static void
begin_tower (TbSampleState *self)
{
  self->tower++;
  tb_sample_make_tower (self);
  tb_sample_make_organisations (self);
  self->n_firms_left = tb_sample_share (self, self->plan->n_enterprises);
  self->n_persons_left = tb_sample_share (self, self->plan->n_persons);
  self->next_branch = 0;
  self->next_project = 0;
  self->next_claimant = 0;
}

/* The events of a branch, then those of all of them together. */
static void
make_events (TbSampleState *self)
{
  guint n = MIN (self->branches->len, self->plan->n_event_branches);

  if (self->next_branch < n)
    tb_sample_make_events (self,
                           &g_array_index (self->branches, TbSampleBranch, self->next_branch));
  else
    tb_sample_make_joint_events (self);
  self->next_branch = self->next_branch < n ? self->next_branch + 1 : G_MAXUINT;
}

/* Makes the next few things. Returns FALSE when everything is made. */
static gboolean
make_more (TbSampleState *self)
{
  if (self->streets->len == 0)
    tb_sample_make_streets (self);
  else if (self->tower == G_MAXUINT)
    begin_tower (self);
  else if (self->n_firms_left > 0)
    tb_sample_make_firm (self);
  else if (self->n_persons_left > 0)
    tb_sample_make_person (self);
  else if (self->next_branch != G_MAXUINT)
    make_events (self);
  else if (self->next_project < tb_sample_share (self, self->plan->n_projects))
    tb_sample_make_project (self, self->next_project++);
  else if (self->tower + 1 < self->plan->n_towers)
    begin_tower (self);
  else
    return FALSE;
  return TRUE;
}

static gboolean
next_change (TbConnection *connection, TbChange *change, gpointer data, GError **error)
{
  TbSampleState *self = data;

  for (;;)
    {
      g_autofree Step *step = NULL;

      while (g_queue_is_empty (&self->queue))
        {
          if (!make_more (self))
            return FALSE;
        }

      step = g_queue_pop_head (&self->queue);
      if (step->change.record != NULL)
        {
          *change = step->change;
          if (change->op == TB_CHANGE_UPDATE)
            tb_record_set_text (change->record, step->field, step->value);
          return TRUE;
        }

      change->op = TB_CHANGE_UPDATE;
      if (!find_history_row (connection, step, &change->record, error))
        return FALSE;
      if (change->record != NULL)
        return TRUE;
    }
}

static void
state_init (TbSampleState *self, const TbSamplePlan *plan, guint32 seed, TbDate today)
{
  g_autoptr (GDateTime) midnight
      = g_date_time_new_utc (today.year, today.month, today.day, 0, 0, 0);

  self->plan = plan;
  self->seed = seed;
  self->today = today;
  self->midnight_ms = (guint64)g_date_time_to_unix (midnight) * 1000;
  self->words = tb_sample_words_new (seed, self->today);
  self->work = tb_sample_words_new (seed + 1, self->today);
  self->tower = G_MAXUINT; /* none yet; the next is 0 */
  g_queue_init (&self->queue);
  self->streets = g_array_new (FALSE, TRUE, sizeof (TbSampleBranch));
  g_array_set_clear_func (self->streets, tb_sample_branch_clear);
  self->branches = g_array_new (FALSE, TRUE, sizeof (TbSampleBranch));
  g_array_set_clear_func (self->branches, tb_sample_branch_clear);
  self->property_companies = g_array_new (FALSE, TRUE, sizeof (TbSampleId));
  self->societies = g_array_new (FALSE, TRUE, sizeof (TbSampleId));
  self->units = g_array_new (FALSE, TRUE, sizeof (TbSampleId));
  self->firms = g_array_new (FALSE, TRUE, sizeof (TbSampleFirmRow));
  g_array_set_clear_func (self->firms, tb_sample_firm_row_clear);
}

static void
state_clear (TbSampleState *self)
{
  g_queue_clear_full (&self->queue, step_free);
  tb_sample_words_free (self->words);
  tb_sample_words_free (self->work);
  tb_sample_branch_clear (&self->committee);
  g_free (self->tower_name);
  g_array_unref (self->streets);
  g_array_unref (self->branches);
  g_array_unref (self->property_companies);
  g_array_unref (self->societies);
  g_array_unref (self->units);
  g_array_unref (self->firms);
}

static gboolean
check_empty (TbSession *session, GCancellable *cancellable, GError **error)
{
  const TbRecordType *const types[]
      = { &tb_type_tower, &tb_type_enterprise, &tb_type_organisation, &tb_type_person };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (TbQuery) query = tb_query_new (types[i]);
      gint64 n = tb_session_count (session, query, cancellable, error);

      if (n < 0)
        return FALSE;
      if (n > 0)
        {
          g_set_error (error, TB_ERROR, TB_ERROR_CONFLICT,
                       _ ("The register already holds records. Sample data only goes into an empty "
                          "register: choose a new file."));
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * tb_sample_fill:
 * @session: an empty register
 * @scale: how much
 * @seed: which people and firms
 * @progress: (nullable): called now and then with how much is done
 * @progress_data: its data
 * @cancellable: (nullable): takes everything back
 * @error: return location
 *
 * Fills @session with people, firms and organisations that do not exist: identity numbers of a
 * region that is assigned to nobody, made-up names. The values are the same for the same seed and
 * calendar day; dates lie before that day. Some records lack values on purpose, as in a real
 * register. Records are made as they are written, so that a city takes little more memory than a
 * tower. One batch. Any thread.
 *
 * Fails with %TB_ERROR_CONFLICT if @session is not empty, and as tb_session_commit() does.
 *
 * Returns: (transfer full): the batch
 */
char *
tb_sample_fill (TbSession *session, TbSampleScale scale, guint32 seed, TbProgressFunc progress,
                gpointer progress_data, GCancellable *cancellable, GError **error)
{
  TbSampleState state = { 0 };
  guint64 expected;
  char *batch;

  g_return_val_if_fail (TB_IS_SESSION (session), NULL);
  g_return_val_if_fail (scale <= TB_SAMPLE_CITY, NULL);

  if (!check_empty (session, cancellable, error))
    return NULL;

  state_init (&state, &plans[scale], seed, tb_clock_today (tb_session_get_clock (session)));
  expected = plans[scale].n_enterprises + plans[scale].n_organisations + plans[scale].n_persons;
  batch = tb_session_commit (session, TB_BATCH_SAMPLE, &tb_type_person, NULL, next_change, &state,
                             expected, progress, progress_data, cancellable, error);
  state_clear (&state);
  return batch;
}
