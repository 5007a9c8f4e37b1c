/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbImportRole:
 * @TB_IMPORT_ROLE_FIELD: a field of the imported record
 * @TB_IMPORT_ROLE_REFERENCE: the name of the record that a REFERENCE field points to
 * @TB_IMPORT_ROLE_WORKPLACE: a person's enterprise and post in one cell
 * @TB_IMPORT_ROLE_TOWER: the name of the tower that a unit or an office is in
 * @TB_IMPORT_ROLE_FLOOR: the label of its floor
 * @TB_IMPORT_ROLE_ROOM: the room number of an enterprise's office
 * @TB_IMPORT_ROLE_TENANT: the name of the enterprise in a unit
 * @TB_IMPORT_ROLE_TENANT_CODE: its credit code
 * @TB_IMPORT_ROLE_SINCE: since when the enterprise is in the unit
 * @TB_IMPORT_ROLE_PERSON: the name of the person that a REFERENCE field points to
 * @TB_IMPORT_ROLE_TIMES: from when to when an event is, perhaps with the day
 * @TB_IMPORT_ROLE_ATTENDEES: the names of those who came to it
 * @TB_IMPORT_ROLE_PERIOD: from when to when a project is
 * @TB_IMPORT_ROLE_CONTACT: its contact and the phone in one cell
 *
 * What a column means.
 */
typedef enum
{
  TB_IMPORT_ROLE_FIELD,
  TB_IMPORT_ROLE_REFERENCE,
  TB_IMPORT_ROLE_WORKPLACE,
  TB_IMPORT_ROLE_TOWER,
  TB_IMPORT_ROLE_FLOOR,
  TB_IMPORT_ROLE_ROOM,
  TB_IMPORT_ROLE_TENANT,
  TB_IMPORT_ROLE_TENANT_CODE,
  TB_IMPORT_ROLE_SINCE,
  TB_IMPORT_ROLE_PERSON,
  TB_IMPORT_ROLE_TIMES,
  TB_IMPORT_ROLE_ATTENDEES,
  TB_IMPORT_ROLE_PERIOD,
  TB_IMPORT_ROLE_CONTACT,
} TbImportRole;

#define TB_IMPORT_N_ROLES (TB_IMPORT_ROLE_CONTACT + 1)

/**
 * TbImportTarget:
 * @name: stable English word: the field's name, or `tower`, `tenant` …
 * @label: (translatable): what people call it
 * @field: index of the field, or %TB_FIELD_NOT_FOUND
 *
 * What a column of a sheet can be imported as.
 */
typedef struct
{
  const char *name;
  const char *label;
  TbImportRole role;
  guint field;
} TbImportTarget;

/* A column that is not imported. */
#define TB_IMPORT_IGNORED G_MAXUINT

const TbRecordType *const *tb_import_targets_get_types (guint *n_types);
gboolean tb_import_targets_has (const TbRecordType *type);
const TbImportTarget *tb_import_targets_get (const TbRecordType *type, guint *n_targets);
guint tb_import_targets_find (const TbRecordType *type, const char *name);

G_END_DECLS
