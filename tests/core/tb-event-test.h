/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-core-test.h"
#include "tb-transition.h"

G_BEGIN_DECLS

/**
 * TbEventTest:
 *
 * A register with a branch of five: a secretary, a member of the committee, a member, a
 * probationary member, one who only takes part here; an activist; and a theme day that is planned
 * for today at half past ten. It is ten in the morning.
 */
typedef struct
{
  TbCoreTest core;
  TbRecord *branch;       /* (owned) */
  TbRecord *secretary;    /* (owned) */
  TbRecord *committee;    /* (owned) */
  TbRecord *member;       /* (owned) */
  TbRecord *probationary; /* (owned) */
  TbRecord *visitor;      /* (owned) */
  TbRecord *activist;     /* (owned) */
  TbRecord *event;        /* (owned) */
} TbEventTest;

void tb_event_test_set_up (TbEventTest *test, gconstpointer data);
void tb_event_test_tear_down (TbEventTest *test, gconstpointer data);

#define tb_event_test_add(path, func)                                                              \
  g_test_add (path, TbEventTest, NULL, tb_event_test_set_up, func, tb_event_test_tear_down)

void tb_event_test_reload (TbEventTest *test);
/* Does a transition of the event that must go well, with pairs of fields and values. */
char *tb_event_test_do (TbEventTest *test, const char *verb, const char *reason,
                        ...) G_GNUC_NULL_TERMINATED;
/* The message with which it is refused. */
char *tb_event_test_refuse (TbEventTest *test, const char *verb, const char *reason, int code,
                            ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
void tb_event_test_sign_in (TbEventTest *test, TbRecord *person);
TbRecord *tb_event_test_get_row (TbEventTest *test, TbRecord *person) G_GNUC_WARN_UNUSED_RESULT;
/* From the plan to the archive. */
void tb_event_test_hold (TbEventTest *test);
void tb_event_test_archive (TbEventTest *test);

#define tb_event_test_assert(test, field, value)                                                   \
  g_assert_cmpstr (tb_core_test_get ((test)->event, field), ==, value)

G_END_DECLS
