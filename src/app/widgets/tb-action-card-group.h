/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_ACTION_CARD_GROUP (tb_action_card_group_get_type ())
G_DECLARE_FINAL_TYPE (TbActionCardGroup, tb_action_card_group, TB, ACTION_CARD_GROUP,
                      AdwPreferencesGroup)

void tb_action_card_group_set_owner (TbActionCardGroup *self, TbSession *session, TbRecord *owner);

G_END_DECLS
