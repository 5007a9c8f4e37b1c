/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-clock.h"

G_BEGIN_DECLS

char *tb_when_dup_words (const char *instant, TbClock *clock) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
