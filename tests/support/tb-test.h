/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "tb-clock.h"

G_BEGIN_DECLS

#define TB_TEST_NOW G_GINT64_CONSTANT (1795312800000000)
#define TB_TEST_TIME_ZONE "Asia/Shanghai"

typedef struct
{
  gint64 last_us;   /* when the last step began */
  gint64 waited_us; /* for how long the steps before it waited */
  guint n_iterations;
} TbTestWait;

void tb_test_init (int *argc, char ***argv);
void tb_test_init_with_locale (int *argc, char ***argv, const char *locale);
int tb_test_run (void) G_GNUC_WARN_UNUSED_RESULT;

char *tb_test_dup_dir (void) G_GNUC_WARN_UNUSED_RESULT;
char *tb_test_dup_path (const char *name) G_GNUC_WARN_UNUSED_RESULT;
char *tb_test_dup_data_path (const char *name) G_GNUC_WARN_UNUSED_RESULT;
char *tb_test_dup_sample_path (const char *name) G_GNUC_WARN_UNUSED_RESULT;

TbClock *tb_test_clock_new (void) G_GNUC_WARN_UNUSED_RESULT;

void tb_test_store_result (GObject *source, GAsyncResult *result, gpointer location);
void tb_test_wait_step (TbTestWait *wait, const char *condition, const char *file, int line,
                        const char *func);

/**
 * tb_test_wait_until:
 * @condition: an expression without side effects
 *
 * Runs the thread-default main context until @condition holds. Fails the test after ten seconds (a
 * minute under a sanitizer or valgrind) or a million iterations, and says which condition never
 * held. Time in which the process itself was stopped does not count.
 */
#define tb_test_wait_until(condition)                                                              \
  G_STMT_START                                                                                     \
  {                                                                                                \
    TbTestWait tb_test_wait_ = { 0 };                                                              \
    while (!(condition))                                                                           \
      tb_test_wait_step (&tb_test_wait_, #condition, __FILE__, __LINE__, G_STRFUNC);               \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
