/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-import-guess.h"
#include "tb-import-row.h"
#include "tb-importer.h"

G_BEGIN_DECLS

/**
 * TbImportRowInfo:
 * @row: index of the row in the sheet
 * @state: a #TbImportRowState
 * @match: a #TbImportMatch
 * @skipped: whether a person left it out
 * @chosen: whether a person said which record it is
 * @counted: whether its named records are counted as used
 * @present: row number in the register of the record that it is about, 0 for a new one
 *
 * What the dry run found out about a row.
 */
typedef struct
{
  guint row;
  guint8 state;
  guint8 match;
  guint8 skipped : 1;
  guint8 chosen : 1;
  guint8 counted : 1;
  gint64 present;
} TbImportRowInfo;

struct _TbImporter
{
  GObject parent_instance;

  TbSession *session;    /* (owned) */
  char *file_name;       /* (owned) (nullable): for people */
  TbSheetReader *reader; /* (owned) (nullable): until a file is open */
  guint sheet_index;
  TbImportSheet *sheet; /* (owned) (nullable) */
  TbImportHeader header;
  GArray *mapping; /* (owned) (nullable) (element-type TbImportColumn): by column */
  GArray *infos;   /* (owned) (nullable) (element-type TbImportRowInfo) */

  gboolean checked;   /* whether the dry run is up to date with the sheet and the mapping */
  TbDate today;       /* the day by which the dry run checks */
  gint64 journal_seq; /* the last entry of the journal when the dry run looked */
  gboolean can_match; /* whether the register has any record of the type */
  TbImportPlan *plan; /* (owned) (nullable) */
  TbImportRowReader *row_reader; /* (owned) (nullable) */
  GHashTable
      *keys; /* (owned) (nullable) (element-type utf8 guint): first row of each key, plus 1 */
  GHashTable
      *matched; /* (owned) (nullable) (element-type gint64 guint): row about a record, plus 1 */
  GHashTable *tenants; /* (owned) (nullable) (element-type utf8): "unit/enterprise" in the file */
  GPtrArray *findings; /* (owned) (element-type TbImportFinding): by row */
  TbImportSummary summary;
};

/* tb-import-check.c, on a database thread */
gboolean tb_import_check_all (TbImporter *self, TbConnection *connection, TbProgressFunc progress,
                              gpointer progress_data, GCancellable *cancellable, GError **error);
gboolean tb_import_check_correct (TbImporter *self, TbConnection *connection, guint index,
                                  guint column, const char *text, GError **error);
gboolean tb_import_check_get_journal_seq (TbConnection *connection, gint64 *seq, GError **error);
void tb_import_check_summarise (TbImporter *self);
void tb_import_finding_free (gpointer data);

TbImportRowInfo *tb_importer_get_info (TbImporter *self, guint index);

G_END_DECLS
