/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"

G_BEGIN_DECLS

/**
 * TbStep:
 * @TB_STEP_ERROR: it failed, and the error is set
 * @TB_STEP_ROW: there is a row to be read
 * @TB_STEP_DONE: there are no more rows
 */
typedef enum
{
  TB_STEP_ERROR,
  TB_STEP_ROW,
  TB_STEP_DONE,
} TbStep;

/**
 * TbStatement:
 *
 * One use of a prepared statement of a connection. Parameters count from 1, columns from 0, as in
 * SQLite.
 */
typedef struct _TbStatement TbStatement;

/**
 * TbReadRowFunc:
 * @statement: a statement at a row
 *
 * Returns: (transfer full): what the row says
 */
typedef gpointer (*TbReadRowFunc) (TbStatement *statement);

TbStatement *tb_connection_prepare (TbConnection *connection, const char *sql,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_connection_run (TbConnection *connection, const char *sql, GError **error);
gboolean tb_connection_read_int (TbConnection *connection, const char *sql, gint64 *out,
                                 GError **error);
void tb_statement_free (TbStatement *self);

/* Values are not copied: they must stay as they are until the statement is run to its end, reset or
 * freed. */
void tb_statement_bind_text (TbStatement *self, int parameter, const char *value);
void tb_statement_bind_int (TbStatement *self, int parameter, gint64 value);
void tb_statement_bind_blob (TbStatement *self, int parameter, const void *data, gsize length);
void tb_statement_bind_null (TbStatement *self, int parameter);

TbStep tb_statement_step (TbStatement *self, GError **error);
gboolean tb_statement_run (TbStatement *self, GError **error);
gboolean tb_statement_has_row (TbStatement *self, gboolean *has, GError **error);
GPtrArray *tb_statement_collect (TbStatement *self, TbReadRowFunc read, GDestroyNotify free_func,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *tb_statement_collect_texts (TbStatement *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_statement_reset (TbStatement *self);

gboolean tb_statement_is_null (TbStatement *self, int column);
const char *tb_statement_get_text (TbStatement *self, int column);
char *tb_statement_dup_text (TbStatement *self, int column) G_GNUC_WARN_UNUSED_RESULT;
gint64 tb_statement_get_int (TbStatement *self, int column);
const guint8 *tb_statement_get_blob (TbStatement *self, int column, gsize *length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbStatement, tb_statement_free)

G_END_DECLS
