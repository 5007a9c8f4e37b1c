/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-report-private.h"

#include "tb-type-claim.h"
#include "tb-type-project.h"

/* What papers about projects share. */

/**
 * tb_report_list_projects:
 *
 * Returns: (transfer full) (element-type TbRecord): projects that were published, in the report's
 * period and of its organisation, by number
 */
GPtrArray *
tb_report_list_projects (const TbReportContext *context, GError **error)
{
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_project);

  tb_query_add_filter (query, TB_PROJECT_STATE, TB_QUERY_NOT_EQUAL, "draft");
  tb_query_add_filter (query, TB_PROJECT_STATE, TB_QUERY_NOT_EQUAL, "review");
  tb_report_filter_period (context, query, TB_PROJECT_PUBLISHED_ON);
  if (context->organisation != NULL)
    tb_query_add_filter (query, TB_PROJECT_INITIATOR, TB_QUERY_WITHIN, context->organisation);
  tb_query_set_sort (query, TB_PROJECT_CODE, FALSE);

  return tb_report_list (context, query, error);
}

/**
 * tb_report_dup_shared_initiator:
 *
 * Returns: (transfer full) (nullable): the organisation that all projects are of
 */
char *
tb_report_dup_shared_initiator (GPtrArray *projects)
{
  const char *shared = NULL;

  for (guint i = 0; i < projects->len; i++)
    {
      const char *initiator
          = tb_record_get_reference_title (g_ptr_array_index (projects, i), TB_PROJECT_INITIATOR);

      if (i > 0 && g_strcmp0 (shared, initiator) != 0)
        return NULL;
      shared = initiator;
    }

  return g_strdup (shared);
}

/**
 * tb_report_claim_counts:
 *
 * Returns: whether a claim is or was carried out: it was not turned down, nor given up
 */
gboolean
tb_report_claim_counts (TbRecord *claim)
{
  static const char *const left_out[] = { "withdrawn", "rejected", NULL };
  const char *state = tb_record_get_text (claim, TB_CLAIM_STATE);

  return state == NULL || !g_strv_contains (left_out, state);
}
