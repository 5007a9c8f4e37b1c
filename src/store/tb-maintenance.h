/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"
#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbFault:
 * @where: the part of the register: `integrity`, `foreign_keys`, `journal`, `search`, `records`,
 * `files`, `sync`
 * @harmless: whether it is a remark only, and the register sound all the same
 * @message: what is wrong, for people
 */
typedef struct
{
  const char *where;
  gboolean harmless;
  char *message;
} TbFault;

void tb_fault_free (TbFault *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbFault, tb_fault_free)
gboolean tb_faults_has_damage (GPtrArray *faults);

/* Empty when all is well. */
GPtrArray *tb_maintenance_verify (TbConnection *connection,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A consistent copy with the register's files in it, proven by opening it and checking it, under
 * its name only when whole. */
gboolean tb_maintenance_backup (TbConnection *connection, const char *path, gint64 *n_missing,
                                GError **error);
/* Puts a backup in the place of the register at @path, which nobody may have open; the old file is
 * kept beside it, with its files. */
gboolean tb_maintenance_restore (const char *backup, const char *path, TbClock *clock,
                                 char **kept_as, gint64 *n_missing, GError **error);

char *tb_maintenance_dup_copy_name (const char *stem, const char *why, const char *ending,
                                    TbClock *clock) G_GNUC_WARN_UNUSED_RESULT;

/* Small values of the register that are not records: remembered column mappings and the like. */
char *tb_setting_get (TbConnection *connection, const char *key,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_setting_set (TbConnection *connection, const char *key, const char *value,
                         GError **error);

/**
 * TbTypeFigures:
 *
 * How many live records of a type there are, how many of them are incomplete, and, for each WANTED
 * field, how many lack it (@missing has the type's number of fields).
 */
typedef struct
{
  const TbRecordType *type;
  gint64 n_records;
  gint64 n_incomplete;
  gint64 *missing;
} TbTypeFigures;

void tb_type_figures_free (TbTypeFigures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbTypeFigures, tb_type_figures_free)

TbTypeFigures *tb_figures_count (TbConnection *connection, const TbRecordType *type,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* How many live records have each value of a CODE field: code to gint64, the empty string for none.
 */
GHashTable *tb_figures_group (TbConnection *connection, const TbRecordType *type, guint field,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
