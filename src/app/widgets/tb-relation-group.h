/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-relations.h"
#include "tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_RELATION_GROUP (tb_relation_group_get_type ())
G_DECLARE_FINAL_TYPE (TbRelationGroup, tb_relation_group, TB, RELATION_GROUP, AdwPreferencesGroup)

GtkWidget *tb_relation_group_new (TbSession *session, const TbRelation *relation,
                                  TbRecord *owner) G_GNUC_WARN_UNUSED_RESULT;
void tb_relation_group_refresh (TbRelationGroup *self);

G_END_DECLS
