/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Search as you type: the time until the best 20 records are found, for every kind of text that
 * people type, beside LIKE over the same columns of the same register in the same run.
 *
 * bench-search [PERSONS]
 */

#include <locale.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "tb-bench-register.h"
#include "tb-bench.h"
#include "tb-search-index.h"

#define N_PERSONS 500000
#define LIMIT 20
#define LIMIT_MS 10.0
#define N_QUERIES 100
/* LIKE is slow enough to be sure of with fewer. */
#define N_LIKE_QUERIES 5

typedef char *(*MakeQuery) (guint i);

static char *
cut_name (guint i, glong from, glong n)
{
  g_autofree char *name = tb_bench_dup_name (i * 7919);

  return g_utf8_substring (name, MIN (from, g_utf8_strlen (name, -1) - 1),
                           MIN (from + n, g_utf8_strlen (name, -1)));
}

static char *
make_one_character (guint i)
{
  return cut_name (i, i % 2, 1);
}

static char *
make_two_characters (guint i)
{
  return cut_name (i, 0, 2);
}

static char *
make_whole_name (guint i)
{
  return cut_name (i, 0, 4);
}

static char *
make_one_letter (guint i)
{
  return g_strdup_printf ("%c", "zlwchyxgjsm"[i % 11]);
}

static char *
make_two_letters (guint i)
{
  return g_strdup_printf ("%c%c", "zlwchyxgjsm"[i % 11], "wfmjlqycxh"[i / 11 % 10]);
}

static char *
make_initials (guint i)
{
  return g_strdup_printf ("%c%c%c", "zlwchyxgjsm"[i % 11], "wfmjlqycxh"[i / 3 % 10],
                          "wfmjlqycxh"[i / 7 % 10]);
}

static char *
make_pinyin (guint i)
{
  static const char *const texts[]
      = { "zhang",   "zhangwei", "wangfang", "li",      "chen",     "lijun",
          "ouyang",  "zengming", "shan",     "liuyang", "huanghai", "zhao",
          "zhoujie", "wu",       "sunlei",   "zhu",     "linna",    "gaofei" };

  return g_strdup (texts[i % G_N_ELEMENTS (texts)]);
}

static char *
make_phone_fragment (guint i)
{
  g_autofree char *mobile = tb_bench_dup_mobile (i * 7919);

  return g_strndup (mobile + i % 6, 4 + i % 3);
}

static char *
make_short_phone_fragment (guint i)
{
  g_autofree char *mobile = tb_bench_dup_mobile (i * 7919);

  return g_strndup (mobile + i % 6, 2 + i % 2);
}

static char *
make_enterprise (guint i)
{
  g_autofree char *name = tb_bench_dup_enterprise_name (i);

  return g_utf8_substring (name, 3, 5 + i % 3);
}

static char *
make_generic_enterprise (guint i)
{
  static const char *const texts[] = { "科技", "有限公司", "深圳", "投资", "咨询", "公司" };

  return g_strdup (texts[i % G_N_ELEMENTS (texts)]);
}

static char *
make_name_and_enterprise (guint i)
{
  g_autofree char *name = cut_name (i, 0, 1);
  g_autofree char *firm = make_enterprise (i);

  return g_strconcat (name, " ", firm, NULL);
}

static char *
make_nothing (guint i)
{
  return g_strdup_printf ("%s%u", i % 2 == 0 ? "龘" : "qqx", i);
}

static const struct
{
  const char *name;
  MakeQuery make;
} kinds[] = {
  { "one character", make_one_character },
  { "two characters", make_two_characters },
  { "whole name", make_whole_name },
  { "one letter", make_one_letter },
  { "two letters", make_two_letters },
  { "three initials", make_initials },
  { "full pinyin", make_pinyin },
  { "phone, 4-6 digits", make_phone_fragment },
  { "phone, 2-3 digits", make_short_phone_fragment },
  { "enterprise", make_enterprise },
  { "common enterprise word", make_generic_enterprise },
  { "name and enterprise", make_name_and_enterprise },
  { "nothing found", make_nothing },
};

static GArray *
time_search (TbConnection *connection, MakeQuery make)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < N_QUERIES; i++)
    {
      g_autofree char *typed = make (i);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) hits = NULL;
      gint64 started = g_get_monotonic_time ();
      double time;

      hits = tb_search_index_find (connection, NULL, typed, LIMIT, &error);
      time = (double)(g_get_monotonic_time () - started) / 1000;
      if (hits == NULL)
        g_error ("%s", error->message);
      g_array_append_val (times, time);
    }
  return times;
}

/* What a program without an index does; pinyin it could not find at all. */
static GArray *
time_like (sqlite3 *handle, MakeQuery make)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (double));
  sqlite3_stmt *statement = NULL;

  sqlite3_prepare_v2 (
      handle,
      "SELECT p.id, p.name FROM person p LEFT JOIN enterprise e ON e.id = p.enterprise"
      " WHERE p.removed_at IS NULL AND (p.name LIKE ?1 OR p.mobile LIKE ?1"
      " OR e.name LIKE ?1) ORDER BY p.name_key LIMIT 20",
      -1, &statement, NULL);
  for (guint i = 0; i < N_LIKE_QUERIES; i++)
    {
      g_autofree char *typed = make (i);
      g_autofree char *pattern = g_strdup_printf ("%%%s%%", typed);
      gint64 started = g_get_monotonic_time ();
      double time;

      sqlite3_bind_text (statement, 1, pattern, -1, SQLITE_STATIC);
      while (sqlite3_step (statement) == SQLITE_ROW)
        ;
      sqlite3_reset (statement);
      time = (double)(g_get_monotonic_time () - started) / 1000;
      g_array_append_val (times, time);
    }
  sqlite3_finalize (statement);
  return times;
}

int
main (int argc, char **argv)
{
  guint n_persons = argc > 1 ? (guint)strtoul (argv[1], NULL, 10) : N_PERSONS;
  g_autoptr (TbConnection) connection = tb_bench_open_register (n_persons);
  sqlite3 *like = NULL;
  TbBench bench;

  setlocale (LC_ALL, "");
  tb_bench_start (&bench);
  if (sqlite3_open_v2 (tb_connection_get_path (connection), &like, SQLITE_OPEN_READONLY, NULL)
      != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (like));

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GArray) times = time_search (connection, kinds[i].make);
      g_autoptr (GArray) like_times = time_like (like, kinds[i].make);
      g_autofree char *median = g_strdup_printf ("search: %s, median", kinds[i].name);
      g_autofree char *tail = g_strdup_printf ("search: %s, 95th percentile", kinds[i].name);

      tb_bench_note (&bench, median, "ms", tb_bench_median (times), "LIKE",
                     tb_bench_median (like_times));
      tb_bench_report (&bench, tail, "ms", tb_bench_percentile (times, 95), "limit", LIMIT_MS);
    }

  sqlite3_close (like);
  return tb_bench_finish (&bench);
}
