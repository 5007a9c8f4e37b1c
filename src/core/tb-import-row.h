/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-findings.h"
#include "tb-import-guess.h"
#include "tb-import-plan.h"

G_BEGIN_DECLS

/* More REFERENCE fields no importable type has. */
#define TB_IMPORT_MAX_REFERENCES 8

typedef struct
{
  guint field;
  char *name;           /* (owned) */
  guint32 text;         /* what tells the text of the cell from others; 0 where that is not known */
  TbImportNamed *named; /* (not owned) (nullable): once resolved */
} TbImportReference;

/* More PERSON columns no importable type has. */
#define TB_IMPORT_MAX_PERSONS 4

typedef struct
{
  guint field;
  char *name; /* (owned) */
} TbImportPersonName;

/**
 * TbImportRow:
 * @record: (owned): a record with those values only that the row has
 * @roles: (owned) (nullable): normalised texts of the cells that are no field, by #TbImportRole
 * @references: names of other records
 * @persons: names of persons, who are in the register or left out
 * @tower: (nullable): the tower that an enterprise is in
 * @unit: (nullable): the room that the row is about or that its enterprise is in
 * @tenant: (nullable): the enterprise in the room
 *
 * What one row of a sheet says.
 */
typedef struct
{
  TbRecord *record;
  char *roles[TB_IMPORT_N_ROLES];
  TbImportReference references[TB_IMPORT_MAX_REFERENCES];
  guint n_references;
  TbImportPersonName persons[TB_IMPORT_MAX_PERSONS];
  guint n_persons;
  TbImportNamed *tower;
  TbImportNamed *unit;
  TbImportNamed *tenant;
} TbImportRow;

/**
 * TbImportRowReader:
 *
 * Reads rows of a sheet by its mapping. One thread at a time.
 */
typedef struct _TbImportRowReader TbImportRowReader;

TbImportRowReader *tb_import_row_reader_new (TbImportSheet *sheet, const TbRecordType *type,
                                             GArray *mapping) G_GNUC_WARN_UNUSED_RESULT;
void tb_import_row_reader_free (TbImportRowReader *self);

void tb_import_row_reader_read (TbImportRowReader *self, guint row, TbImportRow *out,
                                TbFindings *findings);
int tb_import_row_reader_get_column (TbImportRowReader *self, guint field);
guint tb_import_role_to_field (const TbRecordType *type, TbImportRole role);

gboolean tb_import_row_resolve (TbImportRow *self, TbImportPlan *plan, TbConnection *connection,
                                TbFindings *findings, GError **error);
void tb_import_row_use (TbImportRow *self, int change);
void tb_import_row_clear (TbImportRow *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TbImportRow, tb_import_row_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbImportRowReader, tb_import_row_reader_free)

G_END_DECLS
