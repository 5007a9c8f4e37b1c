/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-import-target.h"
#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbImporter:
 *
 * One import, from the file to the committed batch: open → guess → map → check → correct → commit.
 * It holds the cells of the sheet compactly; records are made one at a time. The steps are
 * synchronous and may be long: front ends run them with tb_importer_run_async(). One thread at a
 * time.
 */
#define TB_TYPE_IMPORTER (tb_importer_get_type ())
G_DECLARE_FINAL_TYPE (TbImporter, tb_importer, TB, IMPORTER, GObject)

/**
 * TbImportColumn:
 * @heading: (owned): as the sheet has it, "" where the column has none
 * @target: what it is imported as: an index among the targets of the record type (see
 *   tb_importer_get_target_name()), or %TB_IMPORT_IGNORED
 * @yuan: how many yuan the unit in the heading is, 10000 for «(万元)»; 0 where it names none
 * @remembered: whether the mapping is from an earlier import of such a file
 * @hidden: whether the spreadsheet program hides the column; it is read all the same
 */
typedef struct
{
  char *heading;
  guint target;
  double yuan;
  gboolean remembered;
  gboolean hidden;
} TbImportColumn;

typedef enum
{
  TB_IMPORT_ROW_OK,
  TB_IMPORT_ROW_WARNING,
  TB_IMPORT_ROW_ERROR,
} TbImportRowState;

/**
 * TbImportMatch:
 * @TB_IMPORT_NEW: nobody like that is in the register
 * @TB_IMPORT_SAME: is in the register with the same values
 * @TB_IMPORT_CHANGED: is in the register; values differ
 * @TB_IMPORT_AMBIGUOUS: more than one fits; a person must choose
 * @TB_IMPORT_SKIPPED: left out, by choice or for its errors
 */
typedef enum
{
  TB_IMPORT_NEW,
  TB_IMPORT_SAME,
  TB_IMPORT_CHANGED,
  TB_IMPORT_AMBIGUOUS,
  TB_IMPORT_SKIPPED,
} TbImportMatch;

/**
 * TbImportFinding:
 * @row: number of the row in the sheet, from 1
 * @column: index of the column in the sheet, from 0, or -1
 * @code: as in shared fault codes: `id_check_digit`, `name_missing` …; static
 */
typedef struct
{
  guint row;
  int column;
  TbSeverity severity;
  const char *code;
  char *message;
} TbImportFinding;

/**
 * TbImportSummary:
 *
 * Counts of a dry run or of a commit. @also_created counts records of other types made along the
 * way (enterprises and organisations named in a roster).
 */
typedef struct
{
  guint rows;
  guint ok;
  guint warnings;
  guint errors;
  guint created;
  guint updated;
  guint unchanged;
  guint skipped;
  guint ambiguous;
  guint also_created;
} TbImportSummary;

TbImporter *tb_importer_new (TbSession *session) G_GNUC_WARN_UNUSED_RESULT;

/* 1. The file. Opens it, reads all its sheets' heads, and guesses sheet, header row and type. */
gboolean tb_importer_open (TbImporter *self, GFile *file, GCancellable *cancellable,
                           GError **error);
gboolean tb_importer_open_cells (TbImporter *self, const char *text, const char *name,
                                 GCancellable *cancellable, GError **error);
guint tb_importer_get_n_sheets (TbImporter *self);
const char *tb_importer_get_sheet_name (TbImporter *self, guint sheet);
guint tb_importer_get_sheet (TbImporter *self);
gboolean tb_importer_set_sheet (TbImporter *self, guint sheet, GCancellable *cancellable,
                                GError **error);
const char *tb_importer_get_encoding (TbImporter *self);

/* 2. What it is and which column is what. The types that can be imported: person, enterprise, unit.
 */
const TbRecordType *tb_importer_get_record_type (TbImporter *self);
void tb_importer_set_record_type (TbImporter *self, const TbRecordType *type);
guint tb_importer_get_header_row (TbImporter *self);
void tb_importer_set_header_row (TbImporter *self, guint row);
guint tb_importer_get_n_columns (TbImporter *self);
const TbImportColumn *tb_importer_get_column (TbImporter *self, guint column);
void tb_importer_set_column (TbImporter *self, guint column, guint target);
/* Targets: fields of the record, and names of other records that are found or made. */
guint tb_importer_get_n_targets (TbImporter *self);
const char *tb_importer_get_target_label (TbImporter *self, guint target);
const char *tb_importer_get_target_name (TbImporter *self, guint target);

/* 3. Dry run: every row parsed, checked, matched. Changes nothing in the register. */
gboolean tb_importer_check (TbImporter *self, TbProgressFunc progress, gpointer progress_data,
                            GCancellable *cancellable, GError **error);
guint tb_importer_get_n_rows (TbImporter *self);
guint tb_importer_get_row_number (TbImporter *self, guint index);
const char *tb_importer_get_cell (TbImporter *self, guint index, guint column);
TbImportRowState tb_importer_get_row_state (TbImporter *self, guint index);
TbImportMatch tb_importer_get_row_match (TbImporter *self, guint index);
const GPtrArray *tb_importer_get_findings (TbImporter *self);
const TbImportFinding *const *tb_importer_get_row_findings (TbImporter *self, guint index,
                                                            guint *n_findings);
const TbImportSummary *tb_importer_get_summary (TbImporter *self);

/* Correction in place; the row (and rows it was a duplicate of) are checked again at once. */
gboolean tb_importer_set_cell (TbImporter *self, guint index, guint column, const char *text,
                               GError **error);
void tb_importer_set_skipped (TbImporter *self, guint index, gboolean skipped);
/* The records an ambiguous row could be, and the choice: an id, or %NULL for a new record. */
GPtrArray *tb_importer_get_candidates (TbImporter *self, guint index,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_importer_choose (TbImporter *self, guint index, const char *id);
/* The record as it is and as it will be, for showing the difference field by field. */
gboolean tb_importer_get_difference (TbImporter *self, guint index, TbRecord **present,
                                     TbRecord **future, GError **error);

/* 4. One transaction. Rows with errors and skipped rows are left out. Gives the batch; remembers
 * the mapping. */
char *tb_importer_commit (TbImporter *self, TbProgressFunc progress, gpointer progress_data,
                          GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* 5. The rows left out, with the reasons beside them, as a spreadsheet. */
gboolean tb_importer_save_errors (TbImporter *self, GFile *file, GError **error);

/**
 * TbImporterStep:
 *
 * A long step, for tb_importer_run_async(): open, set_sheet, check or commit with their arguments
 * bound in @data.
 */
typedef gpointer (*TbImporterStep) (TbImporter *self, gpointer data, GCancellable *cancellable,
                                    GError **error);
void tb_importer_run_async (TbImporter *self, TbImporterStep step, gpointer data,
                            GDestroyNotify data_free, GDestroyNotify result_free,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
gpointer tb_importer_run_finish (TbImporter *self, GAsyncResult *result, GError **error);

G_END_DECLS
