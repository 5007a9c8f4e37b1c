/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_ORGANISATION_NODE (tb_organisation_node_get_type ())
G_DECLARE_FINAL_TYPE (TbOrganisationNode, tb_organisation_node, TB, ORGANISATION_NODE, GObject)

TbRecord *tb_organisation_node_get_record (TbOrganisationNode *self);
GListModel *tb_organisation_node_get_children (TbOrganisationNode *self);

/* The whole tree, read at one go: its roots. */
void tb_organisation_tree_read_async (TbSession *session, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
GListModel *tb_organisation_tree_read_finish (TbSession *session, GAsyncResult *result,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
