/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbSampleScale:
 * @TB_SAMPLE_TOWER: 1 tower, 60 floors, 49 enterprises, 146 members
 * @TB_SAMPLE_DISTRICT: 41 towers, 3,290 enterprises, 6,000 members
 * @TB_SAMPLE_CITY: 29,000 organisations, 500,000 members
 */
typedef enum
{
  TB_SAMPLE_TOWER,
  TB_SAMPLE_DISTRICT,
  TB_SAMPLE_CITY,
} TbSampleScale;

/* Fills an empty register with synthetic people and firms, the same for the same seed. Gives the
 * batch. */
char *tb_sample_fill (TbSession *session, TbSampleScale scale, guint32 seed,
                      TbProgressFunc progress, gpointer progress_data, GCancellable *cancellable,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
