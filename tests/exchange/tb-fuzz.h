/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-sheet-reader.h"

G_BEGIN_DECLS

/* What libFuzzer calls, and the driver of the tests where there is no libFuzzer. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* The inputs that the driver starts from: GBytes. */
GPtrArray *tb_fuzz_new_seeds (void) G_GNUC_WARN_UNUSED_RESULT;

void tb_fuzz_read (GBytes *bytes);

G_END_DECLS
