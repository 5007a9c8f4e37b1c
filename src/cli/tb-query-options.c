/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-query-options.h"

#include <glib/gi18n.h>

#include "tb-cli-record.h"
#include "tb-error.h"

/**
 * tb_query_options_clear:
 *
 * Frees what the options hold.
 */
void
tb_query_options_clear (TbQueryOptions *self)
{
  g_clear_pointer (&self->where, g_strfreev);
  g_clear_pointer (&self->match, g_free);
  g_clear_pointer (&self->sort, g_free);
}

static gboolean
set_sort (TbQuery *query, const char *sort, GError **error)
{
  const TbRecordType *type = tb_query_get_record_type (query);
  gboolean descending = *sort == '-';
  guint field = tb_cli_find_field (type, descending ? sort + 1 : sort, error);

  if (field == TB_FIELD_NOT_FOUND)
    return FALSE;
  if ((type->fields[field].flags & TB_FIELD_SORTABLE) == 0)
    {
      g_set_error (
          error, TB_ERROR, TB_ERROR_INVALID,
          _ ("Records cannot be sorted by “%s”. “towerbranchctl fields %s” tells by which."),
          type->fields[field].name, type->name);
      return FALSE;
    }

  tb_query_set_sort (query, field, descending);

  return TRUE;
}

/**
 * tb_query_options_build:
 * @type: the kind of record
 *
 * Errors: %TB_ERROR_INVALID, those of the store.
 *
 * Returns: (transfer full) (nullable): the query
 */
TbQuery *
tb_query_options_build (TbQueryOptions *self, TbCli *cli, const TbRecordType *type, GError **error)
{
  g_autoptr (TbQuery) query = tb_query_new (type);

  if (self->limit < 0)
    {
      g_set_error (error, TB_ERROR, TB_ERROR_INVALID, _ ("The limit cannot be negative."));
      return NULL;
    }

  for (guint i = 0; self->where != NULL && self->where[i] != NULL; i++)
    {
      if (!tb_cli_filter (cli, query, self->where[i], error))
        return NULL;
    }
  if (self->sort != NULL && !set_sort (query, self->sort, error))
    return NULL;
  if (self->match != NULL)
    tb_query_set_search (query, self->match);
  tb_query_set_limit (query, self->limit);

  return g_steal_pointer (&query);
}
