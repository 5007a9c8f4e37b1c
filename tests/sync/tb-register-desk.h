/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-history.h"

G_BEGIN_DECLS

/* A desk as people have it: a register on disk, with its session, and the replicator. */
extern const TbDeskKind tb_register_desk;

G_END_DECLS
