/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-importer-private.h"

#include <glib/gi18n-lib.h>

#include "tb-ahead.h"
#include "tb-import-match.h"
#include "tb-import-tenancy.h"
#include "tb-import-work.h"
#include "tb-record-table.h"
#include "tb-state-rules.h"
#include "tb-type-enterprise.h"
#include "tb-type-event.h"
#include "tb-type-person.h"
#include "tb-type-project.h"
#include "tb-type-unit.h"

/* Rows between two reports of progress. */
#define PROGRESS_ROWS 2000

#define DUPLICATE "duplicate"
#define SECOND_MATCH "second_match"

void
tb_import_finding_free (gpointer data)
{
  TbImportFinding *finding = data;

  g_free (finding->message);
  g_free (finding);
}

/* The field that two rows have in common when they are about the same. */
static guint
get_key_field (TbRecord *typed)
{
  const TbRecordType *type = tb_record_get_record_type (typed);

  if (type == &tb_type_person)
    return TB_PERSON_ID_NUMBER;
  if (type == &tb_type_unit || type == &tb_type_event || type == &tb_type_project)
    return type->title_field;
  return tb_record_has (typed, TB_ENTERPRISE_CREDIT_CODE) ? TB_ENTERPRISE_CREDIT_CODE
                                                          : TB_ENTERPRISE_NAME;
}

/* Returns whether an earlier row is about the same. */
static gboolean
check_duplicate (TbImporter *self, guint index, TbImportRow *row, TbFindings *findings)
{
  g_autofree char *key = tb_import_match_dup_key (row->record);
  /* Two tenants may share a room, which then stands in two rows. */
  gboolean shared = row->tenant != NULL;
  guint first;

  if (key == NULL)
    return FALSE;
  first = GPOINTER_TO_UINT (g_hash_table_lookup (self->keys, key));
  if (first == 0)
    {
      g_hash_table_insert (self->keys, g_steal_pointer (&key), GUINT_TO_POINTER (index + 1));
      return FALSE;
    }
  tb_findings_add (findings, get_key_field (row->record),
                   shared ? TB_SEVERITY_WARNING : TB_SEVERITY_ERROR, DUPLICATE,
                   shared ? _ ("Row %u is about the same room; of this one, only the tenant is "
                               "taken.")
                          : _ ("Row %u has the same one already."),
                   tb_importer_get_row_number (self, first - 1));
  return TRUE;
}

static void
check_second_match (TbImporter *self, guint index, gint64 present, gboolean *certain,
                    TbFindings *findings)
{
  guint first = GPOINTER_TO_UINT (g_hash_table_lookup (self->matched, &present));

  if (first == 0)
    g_hash_table_insert (self->matched, g_memdup2 (&present, sizeof present),
                         GUINT_TO_POINTER (index + 1));
  else
    {
      *certain = FALSE;
      tb_findings_add (findings, TB_FIELD_NOT_FOUND, TB_SEVERITY_WARNING, SECOND_MATCH,
                       _ ("Row %u is about the same record of the register. Choose which record "
                          "this one is about."),
                       tb_importer_get_row_number (self, first - 1));
    }
}

/* Finds out which record the row is about. @present is %NULL for a new one or where it must be
 * asked. */
static gboolean
match_row (TbImporter *self, TbConnection *connection, guint index, TbImportRow *row,
           TbRecord **present, TbFindings *findings, GError **error)
{
  TbImportRowInfo *info = tb_importer_get_info (self, index);
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean certain = TRUE;

  *present = NULL;
  info->match = TB_IMPORT_NEW;
  if (info->chosen)
    {
      g_autoptr (GPtrArray) fetched = NULL;

      if (info->present == 0)
        return TRUE;
      fetched = tb_record_table_fetch (connection, self->header.type, &info->present, 1, error);
      if (fetched == NULL)
        return FALSE;
      if (fetched->len > 0)
        *present = g_object_ref (g_ptr_array_index (fetched, 0));
      return TRUE;
    }

  info->present = 0;
  if (!self->can_match)
    return TRUE;
  if (!tb_import_match_find (row, connection, candidates, &certain, error))
    return FALSE;
  if (candidates->len == 0)
    return TRUE;
  if (candidates->len == 1 && certain && self->header.type != &tb_type_unit)
    check_second_match (self, index, tb_record_get_row (g_ptr_array_index (candidates, 0)),
                        &certain, findings);
  if (candidates->len > 1 || !certain)
    {
      info->match = TB_IMPORT_AMBIGUOUS;
      return TRUE;
    }
  *present = g_object_ref (g_ptr_array_index (candidates, 0));
  info->present = tb_record_get_row (*present);
  return TRUE;
}

static gboolean
compare_row (TbImporter *self, TbConnection *connection, guint index, TbImportRow *row,
             TbRecord *present, TbFindings *findings, GError **error)
{
  TbImportRowInfo *info = tb_importer_get_info (self, index);
  g_autoptr (TbRecord) future = NULL;
  gboolean changed = TRUE;
  gboolean tenancy;

  if (present != NULL)
    future = tb_import_match_merge (row->record, present, &changed);
  else
    {
      tb_import_work_begin (row->record, self->today);
      future = g_object_ref (row->record);
    }
  /* What a check looks at; sort keys and the count of missing values are made when it is written.
   */
  if (self->header.type->derive != NULL)
    self->header.type->derive (future);
  tb_record_type_check (future, self->today, findings);

  if (info->match == TB_IMPORT_AMBIGUOUS || present == NULL)
    return TRUE;
  if (changed && tb_state_rules_is_locked (present))
    tb_findings_add (findings, TB_FIELD_NOT_FOUND, TB_SEVERITY_ERROR, "closed",
                     _ ("The register has this record closed. What is closed is only corrected, "
                        "with a reason and an approval."));
  if (!tb_import_tenancy_is_new (row, present, connection, &tenancy, error))
    return FALSE;
  info->match = changed || tenancy ? TB_IMPORT_CHANGED : TB_IMPORT_SAME;
  return TRUE;
}

/* Keeps what was found; what an earlier import left doubtful in columns that this file has not, is
 * no news. */
static void
keep_findings (TbImporter *self, guint index, TbFindings *findings)
{
  TbImportRowInfo *info = tb_importer_get_info (self, index);

  info->state = TB_IMPORT_ROW_OK;
  for (guint i = 0; i < tb_findings_get_n (findings); i++)
    {
      const TbFinding *found = tb_findings_get (findings, i);
      int column = found->field != TB_FIELD_NOT_FOUND
                       ? tb_import_row_reader_get_column (
                             self->row_reader,
                             tb_import_work_get_source_field (self->header.type, found->field))
                       : -1;
      TbImportFinding *finding;

      if (column < 0 && info->present != 0 && found->field < self->header.type->n_fields
          && found->severity != TB_SEVERITY_ERROR)
        continue;
      finding = g_new0 (TbImportFinding, 1);
      *finding = (TbImportFinding){ .row = tb_importer_get_row_number (self, index),
                                    .column = column,
                                    .severity = found->severity,
                                    .code = found->code,
                                    .message = g_strdup (found->message) };
      g_ptr_array_add (self->findings, finding);
      if (found->severity == TB_SEVERITY_ERROR)
        info->state = TB_IMPORT_ROW_ERROR;
      else if (found->severity == TB_SEVERITY_WARNING && info->state == TB_IMPORT_ROW_OK)
        info->state = TB_IMPORT_ROW_WARNING;
    }
}

static gboolean
will_be_written (const TbImportRowInfo *info)
{
  return !info->skipped && (info->match == TB_IMPORT_NEW || info->match == TB_IMPORT_CHANGED);
}

static void
count_use (TbImporter *self, guint index, TbImportRow *row)
{
  TbImportRowInfo *info = tb_importer_get_info (self, index);

  if (!will_be_written (info) || info->counted)
    return;
  tb_import_row_use (row, 1);
  info->counted = TRUE;
  /* The row is the room: it is not made along the way. */
  if (self->header.type == &tb_type_unit)
    row->unit->claimed = TRUE;
}

/* Who is in which room by this file, so that nobody of them is taken for having left. */
static void
note_tenant (TbImporter *self, TbImportRow *row)
{
  if (row->unit != NULL && row->tenant != NULL)
    g_hash_table_add (self->tenants, g_strconcat (row->unit->id, "/", row->tenant->id, NULL));
}

/* What the cells of a row say, before it is compared with anything. */
typedef struct
{
  TbImportRow row;
  TbFindings *findings; /* (owned) */
} ReadRow;

static ReadRow *
read_row (TbImporter *self, guint index)
{
  ReadRow *read = g_new0 (ReadRow, 1);

  read->findings = tb_findings_new ();
  tb_import_row_reader_read (self->row_reader, tb_importer_get_info (self, index)->row, &read->row,
                             read->findings);
  return read;
}

static void
read_row_free (ReadRow *read)
{
  tb_import_row_clear (&read->row);
  tb_findings_free (read->findings);
  g_free (read);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ReadRow, read_row_free)

static gboolean
check_read_row (TbImporter *self, TbConnection *connection, guint index, ReadRow *read,
                GError **error)
{
  TbImportRowInfo *info = tb_importer_get_info (self, index);
  TbFindings *findings = read->findings;
  TbImportRow *row = &read->row;
  g_autoptr (TbRecord) present = NULL;
  gboolean is_second;

  if (!tb_import_row_resolve (row, self->plan, connection, findings, error))
    return FALSE;
  if (tb_import_sheet_is_row_hidden (self->sheet, info->row))
    tb_findings_add (findings, TB_FIELD_NOT_FOUND, TB_SEVERITY_INFO, "row_hidden",
                     _ ("The row is hidden in the spreadsheet; it is imported like the others."));
  is_second = check_duplicate (self, index, row, findings);

  /* What cannot be read could be what tells the record apart. */
  info->match = TB_IMPORT_NEW;
  if (!tb_findings_has_errors (findings)
      && !match_row (self, connection, index, row, &present, findings, error))
    return FALSE;
  if (!compare_row (self, connection, index, row, present, findings, error))
    return FALSE;

  keep_findings (self, index, findings);
  if (info->state == TB_IMPORT_ROW_ERROR || info->skipped)
    info->match = TB_IMPORT_SKIPPED;
  else if (is_second && info->match == TB_IMPORT_NEW)
    info->match = TB_IMPORT_CHANGED;
  if (info->match != TB_IMPORT_SKIPPED)
    note_tenant (self, row);
  count_use (self, index, row);
  return TRUE;
}

static gboolean
check_row (TbImporter *self, TbConnection *connection, guint index, GError **error)
{
  g_autoptr (ReadRow) read = read_row (self, index);

  return check_read_row (self, connection, index, read, error);
}

/* Forgets what was found out about a row. */
static gboolean
forget_row (TbImporter *self, TbConnection *connection, guint index, GError **error)
{
  TbImportRowInfo *info = tb_importer_get_info (self, index);
  guint number = tb_importer_get_row_number (self, index);
  GHashTable *tables[] = { self->keys, self->matched };
  GHashTableIter iter;
  gpointer value;

  if (info->counted)
    {
      g_autoptr (TbFindings) findings = tb_findings_new ();
      g_auto (TbImportRow) row = { 0 };

      tb_import_row_reader_read (self->row_reader, info->row, &row, findings);
      if (!tb_import_row_resolve (&row, self->plan, connection, findings, error))
        return FALSE;
      tb_import_row_use (&row, -1);
      info->counted = FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_hash_table_iter_init (&iter, tables[i]);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        if (GPOINTER_TO_UINT (value) == index + 1)
          g_hash_table_iter_remove (&iter);
    }
  for (guint i = self->findings->len; i-- > 0;)
    if (((TbImportFinding *)g_ptr_array_index (self->findings, i))->row == number)
      g_ptr_array_remove_index (self->findings, i);
  return TRUE;
}

static int
compare_findings (gconstpointer a, gconstpointer b)
{
  const TbImportFinding *first = a;
  const TbImportFinding *second = b;

  if (first->row != second->row)
    return first->row < second->row ? -1 : 1;
  return first->column - second->column;
}

/* Rows that were refused because another one has the same: they may be first now. */
static GArray *
list_seconds (TbImporter *self, guint except)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (NULL, NULL);
  GArray *seconds = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->findings->len; i++)
    {
      const TbImportFinding *finding = g_ptr_array_index (self->findings, i);

      if (g_str_equal (finding->code, DUPLICATE) || g_str_equal (finding->code, SECOND_MATCH))
        g_hash_table_add (numbers, GUINT_TO_POINTER (finding->row));
    }
  for (guint i = 0; i < self->infos->len; i++)
    if (i != except
        && g_hash_table_contains (numbers, GUINT_TO_POINTER (tb_importer_get_row_number (self, i))))
      g_array_append_val (seconds, i);
  return seconds;
}

static gboolean
check_again (TbImporter *self, TbConnection *connection, guint index, GError **error)
{
  return forget_row (self, connection, index, error) && check_row (self, connection, index, error);
}

/**
 * tb_import_check_correct:
 * @index: a row
 * @column: (nullable): a column of the sheet; %G_MAXUINT if only a choice has changed
 * @text: (nullable): what its cell is to hold
 *
 * Corrects a cell and checks the row again, and those that were refused for having the same as
 * another. On a database thread.
 */
gboolean
tb_import_check_correct (TbImporter *self, TbConnection *connection, guint index, guint column,
                         const char *text, GError **error)
{
  TbImportRowInfo *info = tb_importer_get_info (self, index);
  g_autoptr (GArray) seconds = list_seconds (self, index);

  if (!forget_row (self, connection, index, error))
    return FALSE;
  if (text != NULL)
    tb_import_sheet_set_text (self->sheet, info->row, column, text);
  if (!check_row (self, connection, index, error))
    return FALSE;
  for (guint i = 0; i < seconds->len; i++)
    if (!check_again (self, connection, g_array_index (seconds, guint, i), error))
      return FALSE;
  g_ptr_array_sort_values (self->findings, compare_findings);
  tb_import_check_summarise (self);
  return TRUE;
}

/**
 * tb_import_check_get_journal_seq:
 * @seq: (out): the number of the last entry of the journal, 0 if there is none
 *
 * By this number, a commit sees whether the register is still the one that was checked against.
 */
gboolean
tb_import_check_get_journal_seq (TbConnection *connection, gint64 *seq, GError **error)
{
  g_autoptr (GPtrArray) entries = tb_journal_list (connection, NULL, NULL, 0, 1, error);

  if (entries == NULL)
    return FALSE;
  *seq = entries->len > 0 ? ((TbJournalEntry *)g_ptr_array_index (entries, 0))->seq : 0;
  return TRUE;
}

/**
 * tb_import_check_summarise:
 *
 * Counts what the dry run found.
 */
void
tb_import_check_summarise (TbImporter *self)
{
  TbImportSummary *summary = &self->summary;

  *summary = (TbImportSummary){ .rows = self->infos->len,
                                .also_created = tb_import_plan_count_new (self->plan) };
  for (guint i = 0; i < self->infos->len; i++)
    {
      const TbImportRowInfo *info = tb_importer_get_info (self, i);

      summary->ok += info->state == TB_IMPORT_ROW_OK;
      summary->warnings += info->state == TB_IMPORT_ROW_WARNING;
      summary->errors += info->state == TB_IMPORT_ROW_ERROR;
      summary->created += info->match == TB_IMPORT_NEW;
      summary->updated += info->match == TB_IMPORT_CHANGED;
      summary->unchanged += info->match == TB_IMPORT_SAME;
      summary->ambiguous += info->match == TB_IMPORT_AMBIGUOUS;
      summary->skipped += info->match == TB_IMPORT_SKIPPED;
    }
}

/* Nothing can be found in a register that has no record of the type: most imports are the first. */
static gboolean
is_any_row (const gint64 *rows, guint n_rows, gpointer user_data)
{
  *(gboolean *)user_data = n_rows > 0;
  return FALSE;
}

static gboolean
look_for_any (TbImporter *self, TbConnection *connection, GError **error)
{
  g_autoptr (TbQuery) query = tb_query_new (self->header.type);

  self->can_match = FALSE;
  tb_query_set_limit (query, 1);
  return tb_record_table_query (connection, query, is_any_row, &self->can_match, error);
}

/* The rows of an import, read one after another ahead of their check. */
typedef struct
{
  TbImporter *importer; /* (not owned) */
  guint next;
} Rows;

/* A TbAheadFunc. */
static gpointer
read_next (gpointer data, GError **error)
{
  Rows *rows = data;

  return rows->next < rows->importer->infos->len ? read_row (rows->importer, rows->next++) : NULL;
}

static gboolean
check_rows (TbImporter *self, TbConnection *connection, TbProgressFunc progress,
            gpointer progress_data, GCancellable *cancellable, GError **error)
{
  Rows rows = { .importer = self };
  g_autoptr (TbAhead) ahead = NULL;

  if (!tb_import_check_get_journal_seq (connection, &self->journal_seq, error)
      || !look_for_any (self, connection, error))
    return FALSE;

  ahead = tb_ahead_new ("tb-import-read", read_next, &rows, (GDestroyNotify)read_row_free);
  for (guint i = 0; i < self->infos->len; i++)
    {
      if (i % PROGRESS_ROWS == 0)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          if (progress != NULL)
            progress (i, self->infos->len, progress_data);
        }
      if (!check_read_row (self, connection, i, tb_ahead_next (ahead, NULL), error))
        return FALSE;
    }
  return TRUE;
}

/**
 * tb_import_check_all:
 *
 * The dry run: reads, resolves, matches and checks every row. On a database thread.
 *
 * Errors: those of the store, %G_IO_ERROR_CANCELLED.
 */
gboolean
tb_import_check_all (TbImporter *self, TbConnection *connection, TbProgressFunc progress,
                     gpointer progress_data, GCancellable *cancellable, GError **error)
{
  gboolean checked;

  self->today = tb_clock_today (tb_session_get_clock (self->session));
  if (!tb_connection_begin_reading (connection, error))
    return FALSE;
  checked = check_rows (self, connection, progress, progress_data, cancellable, error);
  tb_connection_rollback (connection);
  if (checked)
    tb_import_check_summarise (self);
  return checked;
}
