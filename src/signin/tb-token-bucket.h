/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TbRate:
 * @burst: how many at once
 * @per_second: how many more a second
 */
typedef struct
{
  double burst;
  double per_second;
} TbRate;

/**
 * TbTokenBucket:
 * @missing: how far below its brim it is
 * @at: when that was, in microseconds of any clock that does not go back
 *
 * How much of a rate was used. All zero is a full one.
 */
typedef struct
{
  double missing;
  gint64 at;
} TbTokenBucket;

gboolean tb_token_bucket_take (TbTokenBucket *self, const TbRate *rate, gint64 now);
void tb_token_bucket_give_back (TbTokenBucket *self);
gboolean tb_token_bucket_is_full (const TbTokenBucket *self, const TbRate *rate, gint64 now);

G_END_DECLS
