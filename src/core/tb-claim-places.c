/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-claim-places.h"

#include "tb-record-table.h"
#include "tb-statement.h"
#include "tb-type-claim.h"
#include "tb-type-project.h"

/* The states of each standing, ended by %NULL. */
static const char *const standings[][8] = {
  [TB_CLAIMS_ASKING] = { "applied", "checked" },
  [TB_CLAIMS_HOLDING]
  = { "confirmed", "under_way", "submitted", "rework", "accepted", "evaluated" },
  [TB_CLAIMS_AT_WORK] = { "confirmed", "under_way", "rework" },
  [TB_CLAIMS_ACCEPTED] = { "accepted", "evaluated" },
};

/*
 * tb_claim_stands:
 *
 * Returns: whether the claim counts among those of that standing
 */
gboolean
tb_claim_stands (TbRecord *claim, TbClaimStanding standing)
{
  const char *state = tb_record_get_text (claim, TB_CLAIM_STATE);

  return state != NULL && g_strv_contains (standings[standing], state);
}

/*
 * tb_claims_list:
 *
 * Returns: (transfer full) (element-type TbRecord): the project's claims of that standing, the
 * newest first
 */
GPtrArray *
tb_claims_list (TbConnection *connection, const char *project_id, TbClaimStanding standing,
                GError **error)
{
  const guint field = TB_CLAIM_PROJECT;
  const char *const values[] = { project_id };
  g_autoptr (GPtrArray) claims
      = tb_record_table_find (connection, &tb_type_claim, &field, values, 1, error);

  for (guint i = claims != NULL ? claims->len : 0; i > 0; i--)
    if (!tb_claim_stands (g_ptr_array_index (claims, i - 1), standing))
      g_ptr_array_remove_index (claims, i - 1);

  return g_steal_pointer (&claims);
}

/*
 * tb_claims_count:
 *
 * Counts the project's claims of that standing.
 */
gboolean
tb_claims_count (TbConnection *connection, const char *project_id, TbClaimStanding standing,
                 gint64 *n_claims, GError **error)
{
  g_autoptr (GPtrArray) claims = tb_claims_list (connection, project_id, standing, error);

  if (claims == NULL)
    return FALSE;

  *n_claims = claims->len;
  return TRUE;
}

/*
 * tb_project_get_places:
 *
 * Returns: how many claimants the project takes: one where it is claimed by one alone, else as many
 * as it says, or any number
 */
gint64
tb_project_get_places (TbRecord *project)
{
  const char *mode = tb_record_get_text (project, TB_PROJECT_CLAIM_MODE);

  if (g_strcmp0 (mode, "exclusive") == 0)
    return 1;
  if (tb_record_has (project, TB_PROJECT_MAX_CLAIMANTS))
    return tb_record_get_int (project, TB_PROJECT_MAX_CLAIMANTS);

  return mode == NULL ? 1 : G_MAXINT64;
}

/*
 * tb_project_is_full:
 *
 * Finds out whether every place is taken by a confirmed claim.
 */
gboolean
tb_project_is_full (TbConnection *connection, TbRecord *project, gboolean *full, GError **error)
{
  gint64 n_claims;

  if (!tb_claims_count (connection, tb_record_get_id (project), TB_CLAIMS_HOLDING, &n_claims,
                        error))
    return FALSE;

  *full = n_claims >= tb_project_get_places (project);
  return TRUE;
}

/*
 * tb_claim_dup_claimant:
 *
 * Returns: (transfer full) (nullable): what the claimant is called in the register at present;
 * the empty string where the claim refers to nobody in it, %NULL on error
 */
char *
tb_claim_dup_claimant (TbConnection *connection, TbRecord *claim, GError **error)
{
  guint field = tb_claim_get_claimant_field (tb_record_get_text (claim, TB_CLAIM_CLAIMANT_KIND));
  const char *id;

  if (field == TB_FIELD_NOT_FOUND || !tb_record_has (claim, field))
    return g_strdup ("");

  id = tb_record_get_text (claim, field);
  return tb_record_table_dup_title (
      connection, tb_record_types_find (tb_type_claim.fields[field].target), id, error);
}
