/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* For tests of processes that are killed at a place of no choice of their own. */

void tb_test_die_after (guint64 us);
void tb_test_wait_for_killed (pid_t child);

G_END_DECLS
