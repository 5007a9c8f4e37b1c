/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to core: who stands on a project. */

#include "tb-connection.h"
#include "tb-record.h"

G_BEGIN_DECLS

/**
 * TbClaimStanding:
 * @TB_CLAIMS_ASKING: applied for, perhaps checked, not confirmed
 * @TB_CLAIMS_HOLDING: confirmed or beyond: they take a place
 * @TB_CLAIMS_AT_WORK: holding, with the result still to be submitted
 * @TB_CLAIMS_ACCEPTED: accepted, perhaps evaluated
 *
 * How the claims of a project are counted. Those that were rejected, withdrawn or not accepted
 * stand nowhere.
 */
typedef enum
{
  TB_CLAIMS_ASKING,
  TB_CLAIMS_HOLDING,
  TB_CLAIMS_AT_WORK,
  TB_CLAIMS_ACCEPTED,
} TbClaimStanding;

gboolean tb_claim_stands (TbRecord *claim, TbClaimStanding standing);
gboolean tb_claims_count (TbConnection *connection, const char *project_id,
                          TbClaimStanding standing, gint64 *n_claims, GError **error);
GPtrArray *tb_claims_list (TbConnection *connection, const char *project_id,
                           TbClaimStanding standing, GError **error) G_GNUC_WARN_UNUSED_RESULT;

gint64 tb_project_get_places (TbRecord *project);
gboolean tb_project_is_full (TbConnection *connection, TbRecord *project, gboolean *full,
                             GError **error);
char *tb_claim_dup_claimant (TbConnection *connection, TbRecord *claim,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
