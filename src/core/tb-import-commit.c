/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-importer.h"

#include <glib/gi18n-lib.h>

#include "tb-error.h"
#include "tb-import-feed.h"
#include "tb-import-mapping.h"
#include "tb-import-match.h"
#include "tb-import-tenancy.h"
#include "tb-import-work.h"
#include "tb-importer-private.h"
#include "tb-record-bulk.h"
#include "tb-record-table.h"
#include "tb-type-enterprise.h"
#include "tb-type-event.h"
#include "tb-type-person.h"
#include "tb-type-tenancy.h"
#include "tb-type-unit.h"

/* One change to come. Of an enterprise that moves, the row is read only when its turn comes: the
 * batch may have written it a moment ago. */
typedef struct
{
  TbChangeOp op;
  TbRecord *record;    /* (owned) (nullable) */
  char *enterprise;    /* (owned) (nullable): id of one whose office is to be looked after */
  TbImportNamed *unit; /* (not owned) (nullable): where it is now */
  char *left;          /* (owned) (nullable): id of the room that it has left */
} Item;

typedef struct
{
  TbImporter *importer;
  TbDate today;
  GPtrArray *named; /* (owned) (element-type TbImportNamed): what rows name, written before them */
  guint next_named;
  guint next_row;
  GHashTable *rooms;  /* (owned) (element-type TbImportNamed): rooms that were written */
  GQueue items;       /* (element-type Item): what the rows before it made */
  TbRecordBulk *bulk; /* (owned) (nullable): while indexes wait */
  TbImportFeed *feed; /* (owned) (nullable): gives the rows instead, where it is a first roster */
  gboolean compared;  /* whether the register was seen to be the one that was checked against */
} Commit;

static void
item_free (gpointer data)
{
  Item *item = data;

  g_clear_object (&item->record);
  g_free (item->enterprise);
  g_free (item->left);
  g_free (item);
}

/* Takes @record. */
static void
push (Commit *commit, TbChangeOp op, TbRecord *record)
{
  Item *item = g_new0 (Item, 1);

  *item = (Item){ .op = op, .record = record };
  g_queue_push_tail (&commit->items, item);
}

static void
push_move (Commit *commit, const char *enterprise, TbImportNamed *unit, const char *left)
{
  Item *item = g_new0 (Item, 1);

  *item = (Item){ .enterprise = g_strdup (enterprise), .unit = unit, .left = g_strdup (left) };
  g_queue_push_tail (&commit->items, item);
}

/* The values to be written for a row: *@op says how, and *@record is %NULL where nothing differs.
 */
static gboolean
prepare_record (Commit *commit, TbConnection *connection, const TbImportRowInfo *info,
                TbImportRow *row, TbChangeOp *op, TbRecord **record, GError **error)
{
  g_autoptr (GPtrArray) present = NULL;
  gboolean changed;

  *op = TB_CHANGE_INSERT;
  *record = NULL;
  if (info->present == 0)
    {
      tb_import_work_begin (row->record, commit->today);
      *record = g_object_ref (row->record);
      return TRUE;
    }

  *op = TB_CHANGE_UPDATE;
  present
      = tb_record_table_fetch (connection, commit->importer->header.type, &info->present, 1, error);
  if (present == NULL)
    return FALSE;
  if (present->len == 0)
    return TRUE;
  *record = tb_import_match_merge (row->record, g_ptr_array_index (present, 0), &changed);
  tb_record_set_source (*record, TB_SOURCE_IMPORT);
  if (!changed)
    g_clear_object (record);
  return TRUE;
}

/* Opens the tenancy, or dates the one that is open. */
static gboolean
push_tenancy (Commit *commit, TbConnection *connection, const char *enterprise, const char *title,
              TbImportNamed *unit, const char *since, GError **error)
{
  g_autoptr (TbRecord) tenancy = NULL;
  TbChangeOp op = TB_CHANGE_UPDATE;

  if (!tb_import_tenancy_find (connection, enterprise, unit->id, &tenancy, error))
    return FALSE;
  if (tenancy == NULL)
    {
      op = TB_CHANGE_INSERT;
      tenancy = tb_record_new (&tb_type_tenancy);
      tb_record_set_text (tenancy, TB_TENANCY_ENTERPRISE, enterprise);
      tb_record_set_reference_title (tenancy, TB_TENANCY_ENTERPRISE, title);
      tb_record_set_text (tenancy, TB_TENANCY_UNIT, unit->id);
      tb_record_set_reference_title (tenancy, TB_TENANCY_UNIT, unit->title);
    }
  else if (since == NULL
           || (tb_record_has (tenancy, TB_TENANCY_SINCE)
               && g_str_has_prefix (tb_record_get_text (tenancy, TB_TENANCY_SINCE), since)))
    return TRUE;

  if (since != NULL)
    tb_record_set_text (tenancy, TB_TENANCY_SINCE, since);
  tb_record_set_source (tenancy, TB_SOURCE_IMPORT);
  push (commit, op, g_steal_pointer (&tenancy));
  return TRUE;
}

/* The day on which a tenancy ended: when the next tenant moved in, if that can be. Dates may be of
 * a month or a year only. */
static char *
dup_end (Commit *commit, TbRecord *tenancy, const char *next_since)
{
  const char *since = tb_record_get_text (tenancy, TB_TENANCY_SINCE);
  char today[TB_DATE_ISO_SIZE];

  if (next_since != NULL
      && (since == NULL
          || strncmp (next_since, since, MIN (strlen (next_since), strlen (since))) >= 0))
    return g_strdup (next_since);

  tb_date_to_iso (commit->today, today);
  return g_strdup (today);
}

/* Whoever was in the room until now and does not stand in the file has moved out when the tenant
 * moved in. */
static gboolean
push_leavers (Commit *commit, TbConnection *connection, TbImportNamed *unit, const char *since,
              GError **error)
{
  const guint field = TB_TENANCY_UNIT;
  const char *const value = unit->id;
  g_autoptr (GPtrArray) tenancies = NULL;

  if (unit->record != NULL)
    return TRUE;
  tenancies = tb_record_table_find (connection, &tb_type_tenancy, &field, &value, 1, error);
  if (tenancies == NULL)
    return FALSE;
  for (guint i = 0; i < tenancies->len; i++)
    {
      TbRecord *tenancy = g_ptr_array_index (tenancies, i);
      const char *enterprise = tb_record_get_text (tenancy, TB_TENANCY_ENTERPRISE);
      g_autofree char *key = g_strconcat (unit->id, "/", enterprise, NULL);

      if (tb_record_has (tenancy, TB_TENANCY_UNTIL)
          || g_hash_table_contains (commit->importer->tenants, key))
        continue;
      tb_record_take_text (tenancy, TB_TENANCY_UNTIL, dup_end (commit, tenancy, since));
      push (commit, TB_CHANGE_UPDATE, g_object_ref (tenancy));
      push_move (commit, enterprise, NULL, unit->id);
    }
  return TRUE;
}

static gboolean
push_unit (Commit *commit, TbConnection *connection, const TbImportRowInfo *info, TbImportRow *row,
           GError **error)
{
  const char *since = row->roles[TB_IMPORT_ROLE_SINCE];
  g_autoptr (TbRecord) record = NULL;
  TbChangeOp op;

  if (!prepare_record (commit, connection, info, row, &op, &record, error))
    return FALSE;
  /* A room that stands in two rows is written for the first of them. */
  if (g_hash_table_add (commit->rooms, row->unit) && record != NULL)
    {
      if (op == TB_CHANGE_INSERT)
        tb_record_set_id (record, row->unit->id);
      push (commit, op, g_steal_pointer (&record));
    }

  if (row->tenant == NULL)
    return TRUE;
  if (!push_leavers (commit, connection, row->unit, since, error))
    return FALSE;
  if (!push_tenancy (commit, connection, row->tenant->id, row->tenant->title, row->unit, since,
                     error))
    return FALSE;
  push_move (commit, row->tenant->id, row->unit, NULL);
  return TRUE;
}

static gboolean
push_enterprise (Commit *commit, TbConnection *connection, const TbImportRowInfo *info,
                 TbImportRow *row, GError **error)
{
  const char *since = row->roles[TB_IMPORT_ROLE_SINCE];
  g_autoptr (TbRecord) record = NULL;
  g_autofree char *id = NULL;
  TbChangeOp op;

  if (!prepare_record (commit, connection, info, row, &op, &record, error))
    return FALSE;

  /* Since when it is in its office only a tenancy of its own can say; the office follows it. */
  if (row->unit != NULL && since != NULL && op == TB_CHANGE_INSERT)
    {
      char new_id[TB_ID_SIZE];

      tb_id_generate (tb_clock_now (tb_connection_get_clock (connection)), new_id);
      id = g_strdup (new_id);
      tb_record_set_id (record, id);
      tb_record_clear (record, TB_ENTERPRISE_OFFICE);
      push (commit, op, g_object_ref (record));
      if (!push_tenancy (commit, connection, id, tb_record_get_text (record, TB_ENTERPRISE_NAME),
                         row->unit, since, error))
        return FALSE;
      push_move (commit, id, row->unit, NULL);
      return TRUE;
    }
  if (row->unit != NULL && since != NULL)
    {
      g_autoptr (GPtrArray) present
          = tb_record_table_fetch (connection, &tb_type_enterprise, &info->present, 1, error);

      if (present == NULL)
        return FALSE;
      if (present->len > 0)
        {
          TbRecord *enterprise = g_ptr_array_index (present, 0);

          if (!push_tenancy (commit, connection, tb_record_get_id (enterprise),
                             tb_record_get_text (enterprise, TB_ENTERPRISE_NAME), row->unit, since,
                             error))
            return FALSE;
        }
    }
  if (record != NULL)
    push (commit, op, g_steal_pointer (&record));
  return TRUE;
}

/* An event that is new comes with those whom its row names. */
static gboolean
push_event (Commit *commit, TbConnection *connection, const TbImportRowInfo *info, TbImportRow *row,
            GError **error)
{
  g_autoptr (TbRecord) record = NULL;
  g_autoptr (GPtrArray) attendance = NULL;
  char id[TB_ID_SIZE];
  TbChangeOp op;

  if (!prepare_record (commit, connection, info, row, &op, &record, error))
    return FALSE;
  if (record == NULL)
    return TRUE;
  if (op == TB_CHANGE_UPDATE)
    {
      push (commit, op, g_steal_pointer (&record));
      return TRUE;
    }

  tb_id_generate (tb_clock_now (tb_connection_get_clock (connection)), id);
  tb_record_set_id (record, id);
  attendance = tb_import_work_make_attendance (row, commit->importer->plan, connection, error);
  if (attendance == NULL)
    return FALSE;
  if (attendance->len > 0 && !tb_record_has (record, TB_EVENT_PRESENT))
    tb_record_set_int (record, TB_EVENT_PRESENT, attendance->len);
  push (commit, op, g_steal_pointer (&record));
  for (guint i = 0; i < attendance->len; i++)
    push (commit, TB_CHANGE_INSERT, g_object_ref (g_ptr_array_index (attendance, i)));
  return TRUE;
}

/* Turns a row into the changes that it makes. */
static gboolean
push_row (Commit *commit, TbConnection *connection, guint index, GError **error)
{
  TbImporter *self = commit->importer;
  const TbImportRowInfo *info = tb_importer_get_info (self, index);
  g_autoptr (TbFindings) findings = NULL;
  g_auto (TbImportRow) row = { 0 };
  g_autoptr (TbRecord) record = NULL;
  TbChangeOp op;

  /* Only rows that will be written are counted as users of what they name. */
  if (!info->counted)
    return TRUE;
  findings = tb_findings_new ();
  tb_import_row_reader_read (self->row_reader, info->row, &row, findings);
  if (!tb_import_row_resolve (&row, self->plan, connection, findings, error))
    return FALSE;
  if (self->header.type == &tb_type_unit)
    return push_unit (commit, connection, info, &row, error);
  if (self->header.type == &tb_type_enterprise)
    return push_enterprise (commit, connection, info, &row, error);
  if (self->header.type == &tb_type_event)
    return push_event (commit, connection, info, &row, error);

  if (!prepare_record (commit, connection, info, &row, &op, &record, error))
    return FALSE;
  if (record != NULL)
    push (commit, op, g_steal_pointer (&record));
  return TRUE;
}

/* The plan keeps its own copy, for another try if this one is taken back. */
static void
push_named (Commit *commit, TbImportNamed *named)
{
  push (commit, TB_CHANGE_INSERT, tb_record_copy (named->record));
}

/* The office of an enterprise is the room that it came to first and has not left. */
static gboolean
apply_move (TbConnection *connection, const Item *item, TbChange *change, gboolean *made,
            GError **error)
{
  g_autoptr (TbRecord) enterprise
      = tb_record_table_load (connection, &tb_type_enterprise, item->enterprise, error);
  const char *office;

  *made = FALSE;
  if (enterprise == NULL)
    return FALSE;
  office = tb_record_get_text (enterprise, TB_ENTERPRISE_OFFICE);
  if (item->unit != NULL ? office != NULL : g_strcmp0 (office, item->left) != 0)
    return TRUE;

  if (item->unit != NULL)
    {
      const TbImportNamed *tower = item->unit->parent->parent;

      tb_record_set_text (enterprise, TB_ENTERPRISE_OFFICE, item->unit->id);
      tb_record_set_reference_title (enterprise, TB_ENTERPRISE_OFFICE, item->unit->title);
      if (!tb_record_has (enterprise, TB_ENTERPRISE_TOWER))
        {
          tb_record_set_text (enterprise, TB_ENTERPRISE_TOWER, tower->id);
          tb_record_set_reference_title (enterprise, TB_ENTERPRISE_TOWER, tower->title);
        }
    }
  else
    tb_record_clear (enterprise, TB_ENTERPRISE_OFFICE);
  *change = (TbChange){ TB_CHANGE_UPDATE, g_steal_pointer (&enterprise) };
  *made = TRUE;
  return TRUE;
}

static gboolean
is_same_register (Commit *commit, TbConnection *connection, GError **error)
{
  gint64 seq;

  if (!tb_import_check_get_journal_seq (connection, &seq, error))
    return FALSE;
  if (seq != commit->importer->journal_seq)
    {
      g_set_error (
          error, TB_ERROR, TB_ERROR_CONFLICT,
          _ ("The register was changed after the rows were checked. Check them again, then "
             "import."));
      return FALSE;
    }
  commit->compared = TRUE;
  return TRUE;
}

/* Fewer rows than these go in before anybody looks up. */
#define BULK_ROWS 5000

/* The first roster of a register: only additions, and more of them than there are people. */
static gboolean
begin_bulk (Commit *commit, TbConnection *connection, GError **error)
{
  static const TbRecordType *const types[] = { &tb_type_person };
  TbImporter *self = commit->importer;

  if (self->header.type != &tb_type_person || self->can_match || self->summary.created < BULK_ROWS
      || self->summary.updated > 0)
    return TRUE;
  commit->bulk = tb_record_bulk_begin (connection, types, G_N_ELEMENTS (types), error);
  if (commit->bulk == NULL)
    return FALSE;
  commit->feed = tb_import_feed_new (self, commit->named);
  return TRUE;
}

static gboolean
end_bulk (Commit *commit, GError **error)
{
  g_autoptr (TbRecordBulk) bulk = g_steal_pointer (&commit->bulk);

  return bulk == NULL || tb_record_bulk_end (bulk, error);
}

static gboolean
next_fed (Commit *commit, TbChange *change, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  change->op = TB_CHANGE_INSERT;
  change->prepared = tb_import_feed_next (commit->feed, &change->n_prepared, &local_error);
  if (change->prepared != NULL)
    return TRUE;
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    end_bulk (commit, error);
  return FALSE;
}

/* A TbChangeSource: on the writer's thread. */
static gboolean
next_change (TbConnection *connection, TbChange *change, gpointer data, GError **error)
{
  Commit *commit = data;
  gboolean made = FALSE;

  if (!commit->compared
      && (!is_same_register (commit, connection, error) || !begin_bulk (commit, connection, error)))
    return FALSE;

  while (!made)
    {
      Item *item;

      while (g_queue_is_empty (&commit->items))
        {
          if (commit->feed != NULL)
            return next_fed (commit, change, error);
          if (commit->next_named < commit->named->len)
            push_named (commit, g_ptr_array_index (commit->named, commit->next_named++));
          else if (commit->next_row == commit->importer->infos->len)
            {
              end_bulk (commit, error);
              return FALSE;
            }
          else if (!push_row (commit, connection, commit->next_row++, error))
            return FALSE;
        }
      item = g_queue_pop_head (&commit->items);
      if (item->record != NULL)
        {
          *change = (TbChange){ item->op, g_steal_pointer (&item->record) };
          made = TRUE;
        }
      else if (!apply_move (connection, item, change, &made, error))
        {
          item_free (item);
          return FALSE;
        }
      item_free (item);
    }
  return TRUE;
}

/**
 * tb_importer_commit:
 * @self: an import whose rows were checked
 * @progress: (nullable): told how far it is
 *
 * Writes all rows but those with errors, those left out, and those for which nobody chose a record,
 * as one batch: all of it or nothing. Remembers the mapping for the next file with such headings.
 * Any thread but those of the database.
 *
 * Errors: %TB_ERROR_CONFLICT if the register was changed after the dry run; those of
 * tb_session_commit().
 *
 * Returns: (transfer full): the batch, by which tb_session_undo() takes it all back; "" if the
 * register has everything already; %NULL with @error set
 */
char *
tb_importer_commit (TbImporter *self, TbProgressFunc progress, gpointer progress_data,
                    GCancellable *cancellable, GError **error)
{
  const TbImportSummary *summary = &self->summary;
  g_autoptr (GError) local_error = NULL;
  Commit commit = { .importer = self };
  char *batch;

  g_return_val_if_fail (TB_IS_IMPORTER (self), NULL);
  g_return_val_if_fail (self->checked, NULL);

  /* That the next file will have to be mapped again is no reason not to import this one. Once the
   * rows are in, this would wait until the writer has tidied up. */
  if (!tb_import_mapping_remember (self->mapping, self->header.type, self->session, &local_error))
    g_message ("The mapping of “%s” is not remembered: %s", self->file_name, local_error->message);

  commit.today = tb_clock_today (tb_session_get_clock (self->session));
  g_queue_init (&commit.items);
  commit.named = tb_import_plan_list_new (self->plan);
  commit.rooms = g_hash_table_new (NULL, NULL);
  batch = tb_session_commit (self->session, TB_BATCH_IMPORT, self->header.type, self->file_name,
                             next_change, &commit,
                             summary->created + summary->updated + summary->also_created, progress,
                             progress_data, cancellable, error);
  g_queue_clear_full (&commit.items, item_free);
  g_clear_pointer (&commit.feed, tb_import_feed_free);
  g_clear_pointer (&commit.bulk, tb_record_bulk_free);
  g_ptr_array_unref (commit.named);
  g_hash_table_unref (commit.rooms);
  return batch;
}
