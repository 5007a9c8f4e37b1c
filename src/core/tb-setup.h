/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbSetup:
 * @tower: name of the tower
 * @storeys_above: storeys above ground, 0 where not known yet
 * @storeys_below: storeys below ground
 * @property_company: (nullable): name of the company that manages it
 * @branch: (nullable): name of the joint branch
 *
 * What a register begins with.
 */
typedef struct
{
  const char *tower;
  guint storeys_above;
  guint storeys_below;
  const char *property_company;
  const char *branch;
} TbSetup;

/* More storeys than any tower has. */
#define TB_SETUP_MAX_STOREYS 200

char *tb_setup_run (TbSession *session, const TbSetup *setup,
                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_setup_run_async (TbSession *session, const TbSetup *setup, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
