/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-session.h"

G_BEGIN_DECLS

/* A register of persons, each in an enterprise and a branch, so that each has two rows of history.
 * Ends the program where that fails: there is nothing to measure then. */
TbSession *tb_bench_persons_new_register (const char *path) G_GNUC_WARN_UNUSED_RESULT;
char *tb_bench_persons_add (TbSession *session, guint n_persons) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
