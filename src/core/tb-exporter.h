/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbExportOptions:
 * @query: which records, in which order
 * @fields: (nullable): which fields, by index; %NULL for the roster of the type (those that people
 * see)
 * @reason: (nullable): why S2 and S3 values are written in clear; masked where %NULL
 */
typedef struct
{
  TbQuery *query;
  const guint *fields;
  guint n_fields;
  const char *reason;
} TbExportOptions;

/* Writes .xlsx or .csv by the file's extension, and journals the export. Gives the number of
 * records, or -1. */
gint64 tb_exporter_write (TbSession *session, const TbExportOptions *options, GFile *file,
                          TbProgressFunc progress, gpointer progress_data,
                          GCancellable *cancellable, GError **error);
void tb_exporter_write_async (TbSession *session, const TbExportOptions *options, GFile *file,
                              TbProgressFunc progress, gpointer progress_data,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
gint64 tb_exporter_write_finish (GAsyncResult *result, GError **error);

G_END_DECLS
