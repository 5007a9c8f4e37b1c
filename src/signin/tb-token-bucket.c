/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-token-bucket.h"

static double
get_missing (const TbTokenBucket *self, const TbRate *rate, gint64 now)
{
  /* A clock that went back gives nothing, and takes nothing either. */
  double passed = MAX (now - self->at, 0) / (double)G_USEC_PER_SEC;

  return MAX (self->missing - passed * rate->per_second, 0.0);
}

/**
 * tb_token_bucket_take:
 * @self: a bucket
 * @rate: its rate, always the same one
 * @now: the time, in microseconds
 *
 * Takes one, if there is one.
 *
 * Returns: whether there was
 */
gboolean
tb_token_bucket_take (TbTokenBucket *self, const TbRate *rate, gint64 now)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (rate != NULL, FALSE);

  self->missing = get_missing (self, rate, now);
  self->at = now;
  if (self->missing + 1.0 > rate->burst)
    return FALSE;
  self->missing += 1.0;
  return TRUE;
}

/**
 * tb_token_bucket_give_back:
 * @self: a bucket from which one was taken
 *
 * Puts one back.
 */
void
tb_token_bucket_give_back (TbTokenBucket *self)
{
  g_return_if_fail (self != NULL);

  self->missing = MAX (self->missing - 1.0, 0.0);
}

/**
 * tb_token_bucket_is_full:
 * @self: a bucket
 * @rate: its rate
 * @now: the time, in microseconds
 *
 * Returns: whether @self is as if it had never been used
 */
gboolean
tb_token_bucket_is_full (const TbTokenBucket *self, const TbRate *rate, gint64 now)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (rate != NULL, FALSE);

  return get_missing (self, rate, now) <= 0.0;
}
