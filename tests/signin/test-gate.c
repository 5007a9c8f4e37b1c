/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-gate.h"

#include "tb-signin-test.h"

#define SECOND ((gint64)G_USEC_PER_SEC)

static const TbGateLimits limits = {
  .connections = 3,
  .peer_connections = 2,
  .peers = 2,
  .requests = { 6, 1 },
  .peer_requests = { 4, 0.5 },
  .attempts = { 10, 1 },
  .peer_attempts = { 2, 0.1 },
};

static void
test_bucket (void)
{
  const TbRate rate = { 3, 0.5 };
  TbTokenBucket bucket = { 0 };
  gint64 now = 1000 * SECOND;

  for (guint i = 0; i < 3; i++)
    g_assert_true (tb_token_bucket_take (&bucket, &rate, now));
  g_assert_false (tb_token_bucket_take (&bucket, &rate, now));
  g_assert_false (tb_token_bucket_take (&bucket, &rate, now + 1 * SECOND));
  g_assert_true (tb_token_bucket_take (&bucket, &rate, now + 2 * SECOND));
  g_assert_false (tb_token_bucket_take (&bucket, &rate, now + 2 * SECOND));
  g_assert_false (tb_token_bucket_is_full (&bucket, &rate, now + 7 * SECOND));
  g_assert_true (tb_token_bucket_is_full (&bucket, &rate, now + 8 * SECOND));
  /* Never more than its brim, and nothing for a clock that goes back. */
  now += 10000 * SECOND;
  for (guint i = 0; i < 3; i++)
    g_assert_true (tb_token_bucket_take (&bucket, &rate, now));
  g_assert_false (tb_token_bucket_take (&bucket, &rate, now));
  g_assert_false (tb_token_bucket_take (&bucket, &rate, now - 5000 * SECOND));
  tb_token_bucket_give_back (&bucket);
  g_assert_true (tb_token_bucket_take (&bucket, &rate, now - 5000 * SECOND));
}

static void
test_connections (void)
{
  g_autoptr (TbGate) gate = tb_gate_new (&limits);

  g_assert_true (tb_gate_enter (gate, "a", 0));
  g_assert_true (tb_gate_enter (gate, "a", 0));
  g_assert_false (tb_gate_enter (gate, "a", 0));
  g_assert_true (tb_gate_enter (gate, "b", 0));
  g_assert_false (tb_gate_enter (gate, "b", 0));
  g_assert_cmpuint (tb_gate_get_n_connections (gate), ==, 3);
  tb_gate_leave (gate, "a");
  g_assert_true (tb_gate_enter (gate, "b", 0));
  g_assert_false (tb_gate_enter (gate, "a", 0));
}

static void
test_requests (void)
{
  g_autoptr (TbGate) gate = tb_gate_new (&limits);

  g_assert_true (tb_gate_enter (gate, "a", 0));
  g_assert_true (tb_gate_enter (gate, "b", 0));
  for (guint i = 0; i < 4; i++)
    g_assert_true (tb_gate_take_request (gate, "a", 0));
  /* Those refused use up nothing of the others. */
  for (guint i = 0; i < 10; i++)
    g_assert_false (tb_gate_take_request (gate, "a", 0));
  for (guint i = 0; i < 2; i++)
    g_assert_true (tb_gate_take_request (gate, "b", 0));
  g_assert_false (tb_gate_take_request (gate, "b", 0));
  g_assert_true (tb_gate_take_request (gate, "b", 1 * SECOND));
  g_assert_true (tb_gate_take_request (gate, "a", 2 * SECOND));
}

static void
test_attempts (void)
{
  g_autoptr (TbGate) gate = tb_gate_new (&limits);

  g_assert_true (tb_gate_enter (gate, "a", 0));
  g_assert_true (tb_gate_take_attempt (gate, "a", 0));
  g_assert_true (tb_gate_take_attempt (gate, "a", 0));
  g_assert_false (tb_gate_take_attempt (gate, "a", 0));
  tb_gate_give_back_attempt (gate, "a");
  g_assert_true (tb_gate_take_attempt (gate, "a", 0));
  /* To hang up and come again does not help. */
  tb_gate_leave (gate, "a");
  g_assert_true (tb_gate_enter (gate, "a", 0));
  g_assert_false (tb_gate_take_attempt (gate, "a", 9 * SECOND));
  g_assert_true (tb_gate_take_attempt (gate, "a", 10 * SECOND));
}

static void
test_peers (void)
{
  g_autoptr (TbGate) gate = tb_gate_new (&limits);

  g_assert_true (tb_gate_enter (gate, "a", 0));
  g_assert_true (tb_gate_take_attempt (gate, "a", 0));
  tb_gate_leave (gate, "a");
  g_assert_true (tb_gate_enter (gate, "b", 0));
  tb_gate_leave (gate, "b");
  /* "b" has done nothing and is forgotten; "a" is not, before its attempt is. */
  g_assert_true (tb_gate_enter (gate, "c", 0));
  g_assert_false (tb_gate_enter (gate, "d", 9 * SECOND));
  g_assert_true (tb_gate_enter (gate, "d", 10 * SECOND));
  tb_gate_give_back_attempt (gate, "a");
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/gate/bucket", test_bucket);
  g_test_add_func ("/gate/connections", test_connections);
  g_test_add_func ("/gate/requests", test_requests);
  g_test_add_func ("/gate/attempts", test_attempts);
  g_test_add_func ("/gate/peers", test_peers);

  return tb_test_run ();
}
