/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-history.h"

G_BEGIN_DECLS

/* A desk without a register: documents and records in memory, and the pure functions of src/sync
 * put together in the plainest way. What it comes to is what desks with registers must come to. */
extern const TbDeskKind tb_model_desk;

G_END_DECLS
