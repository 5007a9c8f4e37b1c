/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_VOTE_GROUP (tb_vote_group_get_type ())
G_DECLARE_FINAL_TYPE (TbVoteGroup, tb_vote_group, TB, VOTE_GROUP, AdwPreferencesGroup)

void tb_vote_group_set_event (TbVoteGroup *self, TbSession *session, TbRecord *event);

G_END_DECLS
