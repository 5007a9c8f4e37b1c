/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbCoreTest:
 *
 * An empty register of the test that runs now, open for writing, with the clock of all tests.
 */
typedef struct
{
  TbClock *clock;     /* (owned) */
  char *path;         /* (owned) */
  TbSession *session; /* (owned) */
} TbCoreTest;

void tb_core_test_set_up (TbCoreTest *test, gconstpointer data);
void tb_core_test_tear_down (TbCoreTest *test, gconstpointer data);

#define tb_core_test_add(path, func)                                                               \
  g_test_add (path, TbCoreTest, NULL, tb_core_test_set_up, func, tb_core_test_tear_down)

/* A record not stored yet: pairs of field names and values as they are held, ended by NULL. */
TbRecord *tb_core_test_new_record (const char *type_name,
                                   ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
/* The same, stored. */
TbRecord *tb_core_test_add_record (TbCoreTest *test, const char *type_name,
                                   ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;

const char *tb_core_test_get (TbRecord *record, const char *field_name);
void tb_core_test_set (TbRecord *record, const char *field_name, const char *value);
char *tb_core_test_save (TbCoreTest *test, TbRecord *record);
TbRecord *tb_core_test_reload (TbCoreTest *test, TbRecord *record) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *tb_core_test_list (TbCoreTest *test, const char *type_name) G_GNUC_WARN_UNUSED_RESULT;

/* All live records of all types, as text that is the same when they are. */
char *tb_core_test_dump (TbCoreTest *test) G_GNUC_WARN_UNUSED_RESULT;
void tb_core_test_assert_sound (TbCoreTest *test);

G_END_DECLS
