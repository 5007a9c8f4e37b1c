/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A roster of 100,000 members × 13 columns, from the .xlsx file to a register on the disk, beside
 * the time that openpyxl needs merely to read the same file. Each run is a process of its own.
 *
 *   bench-import [ROWS]            as many rows as that
 *   bench-import FILE DATABASE ROWS    one run, for a profiler */
#include "config.h"

#include <gio/gio.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <xlsxwriter.h>

#include "tb-bench.h"
#include "tb-check-digit.h"
#include "tb-date.h"
#include "tb-importer.h"

#define N_ROWS 100000
#define N_ENTERPRISES 2500
#define N_BRANCHES 800
#define N_RUNS 3

#define MAX_RSS_MB 200

static const char *const headings[]
    = { "序号",     "姓名", "性别",     "民族",           "公民身份号码",     "学历",
        "工作单位", "职务", "人员类别", "加入党组织日期", "转为正式党员日期", "所在党支部",
        "联系电话" };

static const char *const surnames[] = { "王", "李", "张", "刘", "陈",   "杨",  "赵", "黄",
                                        "周", "吴", "徐", "孙", "胡",   "朱",  "高", "林",
                                        "何", "郭", "马", "罗", "单",   "曾",  "仇", "区",
                                        "解", "查", "朴", "盖", "欧阳", "尉迟" };
static const char *const given[]
    = { "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛",
        "明", "超", "秀", "霞", "平", "刚", "桂", "英", "华", "玉", "兰", "红", "飞", "波", "辉",
        "宁", "楠", "旭", "晨", "昊", "宇", "轩", "博", "嘉", "怡", "思", "雨", "梓", "若", "然" };
static const char *const educations[] = { "本科", "大学本科", "大专", "硕士研究生", "研究生" };
static const char *const posts[] = { "经理", "工程师", "财务", "法务", "行政主管" };
static const char *const words[] = { "瑞", "信", "城", "达", "众", "联", "和", "鼎",
                                     "华", "盛", "恒", "泰", "诚", "远", "鹏", "创" };
static const char *const trades[] = { "投资", "科技", "物业", "商贸", "咨询", "资产管理" };

#define PICK(random, list) ((list)[g_rand_int_range (random, 0, G_N_ELEMENTS (list))])

static void
make_id_number (GRand *random, guint index, char out[19])
{
  guint year = 1960 + index % 45;
  guint month = 1 + index / 45000 * 4 + g_rand_int_range (random, 0, 4);
  guint day = g_rand_int_range (random, 1, 29);

  /* 440399 is assigned to nobody. Year, third of the year and sequence make the number unique. */
  g_snprintf (out, 18, "440399%04u%02u%02u%03u", year, month, day, (index / 45) % 1000);
  out[17] = tb_id_number_compute_check (out);
  out[18] = '\0';
}

/* As Excel writes it: texts are shared, dates are a mixture of real ones and of spellings. */
static void
write_row (lxw_worksheet *sheet, lxw_format *date_format, GRand *random, guint index)
{
  char text[128];
  char id_number[19];
  lxw_row_t row = index + 1;
  guint enterprise = g_rand_int_range (random, 0, N_ENTERPRISES);
  int year = g_rand_int_range (random, 1985, 2025);
  int month = g_rand_int_range (random, 1, 13);
  int day = g_rand_int_range (random, 1, 29);

  worksheet_write_number (sheet, row, 0, index + 1, NULL);
  g_snprintf (text, sizeof text, "%s%s%s", PICK (random, surnames), PICK (random, given),
              index % 3 != 0 ? PICK (random, given) : "");
  worksheet_write_string (sheet, row, 1, text, NULL);
  make_id_number (random, index, id_number);
  worksheet_write_string (sheet, row, 2, id_number[16] % 2 != 0 ? "男" : "女", NULL);
  worksheet_write_string (sheet, row, 3, index % 20 != 0 ? "汉族" : "满族", NULL);
  worksheet_write_string (sheet, row, 4, id_number, NULL);
  worksheet_write_string (sheet, row, 5, PICK (random, educations), NULL);
  g_snprintf (text, sizeof text, "深圳市%s%s%s有限公司", words[enterprise % 16],
              words[enterprise / 16 % 16], trades[enterprise / 256 % 6]);
  if (enterprise >= 16 * 16 * 6)
    g_strlcat (text, "第一分公司", sizeof text);
  worksheet_write_string (sheet, row, 6, text, NULL);
  worksheet_write_string (sheet, row, 7, PICK (random, posts), NULL);
  worksheet_write_string (sheet, row, 8, "正式党员", NULL);
  if (index % 2 == 0)
    {
      lxw_datetime date = { .year = year, .month = month, .day = day };

      worksheet_write_datetime (sheet, row, 9, &date, date_format);
    }
  else
    {
      g_snprintf (text, sizeof text, "%d年%d月%d日", year, month, day);
      worksheet_write_string (sheet, row, 9, text, NULL);
    }
  g_snprintf (text, sizeof text, "%d.%02d.%02d", year + 1, month, day);
  worksheet_write_string (sheet, row, 10, text, NULL);
  g_snprintf (text, sizeof text, "%s%s大厦第%u联合党支部", words[enterprise % 16],
              words[enterprise / 16 % 16], enterprise % N_BRANCHES);
  worksheet_write_string (sheet, row, 11, text, NULL);
  g_snprintf (text, sizeof text, "1%u%09u", 30 + index % 60 / 10, index * 7919u % 1000000000u);
  text[11] = '\0';
  worksheet_write_string (sheet, row, 12, text, NULL);
}

static void
make_file (const char *path, guint n_rows)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);
  lxw_workbook *book = workbook_new (path);
  lxw_worksheet *sheet = workbook_add_worksheet (book, "花名册");
  lxw_format *date_format = workbook_add_format (book);

  format_set_num_format (date_format, "yyyy-mm-dd");
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    worksheet_write_string (sheet, 0, i, headings[i], NULL);
  for (guint i = 0; i < n_rows; i++)
    write_row (sheet, date_format, random, i);
  g_assert (workbook_close (book) == LXW_NO_ERROR);
}

/* Seconds that all threads of the process were at work. */
static double
get_cpu_time (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
         + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* What one run prints: seconds of each step, and the most memory it had. */
static void
import_file (const char *path, const char *database, guint n_rows)
{
  g_autoptr (TbClock) clock = tb_clock_new_system ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GTimer) timer = g_timer_new ();
  g_autoptr (TbSession) session = NULL;
  g_autoptr (TbImporter) importer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;
  const TbImportSummary *summary;
  double opened, read, checked, committed, tidied, cpu;

  session = tb_session_open (database, TB_OPEN_CREATE, clock, "bench", &error);
  g_assert_no_error (error);
  opened = g_timer_elapsed (timer, NULL);
  importer = tb_importer_new (session);
  tb_importer_open (importer, file, NULL, &error);
  g_assert_no_error (error);
  read = g_timer_elapsed (timer, NULL);
  tb_importer_check (importer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  checked = g_timer_elapsed (timer, NULL);
  summary = tb_importer_get_summary (importer);
  if (summary->created != n_rows)
    g_error ("Only %u of %u rows can be imported.", summary->created, n_rows);
  batch = tb_importer_commit (importer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  committed = g_timer_elapsed (timer, NULL);
  cpu = get_cpu_time ();
  /* What makes lists faster is made after the batch was reported as saved, and waited for here. */
  tb_session_close (session);
  tidied = g_timer_elapsed (timer, NULL);

  g_print ("%.3f %.3f %.3f %.3f %.1f %.3f %.3f\n", committed - opened, read - opened,
           checked - read, committed - checked, tb_bench_get_peak_rss_mb (), cpu,
           tidied - committed);
}

static char *
run_child (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  char *output = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (child, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert (g_subprocess_get_successful (child));
  return output;
}

#define N_FIGURES 7

/* The numbers that a child prints, added to the medians to be. */
static void
take_figures (const char *output, GArray *figures[N_FIGURES], guint n_figures)
{
  g_auto (GStrv) words_of_output = g_strsplit (output, " ", -1);

  g_assert (g_strv_length (words_of_output) == n_figures);
  for (guint i = 0; i < n_figures; i++)
    {
      double value = g_ascii_strtod (words_of_output[i], NULL);

      g_array_append_val (figures[i], value);
    }
}

static const char reader_program[] = "import sys, time, openpyxl\n"
                                     "start = time.perf_counter()\n"
                                     "for row in openpyxl.load_workbook(sys.argv[1], "
                                     "read_only=True).active.iter_rows(values_only=True):\n"
                                     "    for value in row: pass\n"
                                     "print(time.perf_counter() - start)\n";

static void
compare (TbBench *bench, const char *self, const char *path, guint n_rows)
{
  g_autofree char *title = g_strdup_printf ("import of %u × 13, end to end", n_rows);
  g_autofree char *rows = g_strdup_printf ("%u", n_rows);
  GArray *ours[N_FIGURES];
  GArray *theirs[N_FIGURES];
  double median;
  double peer;

  for (guint i = 0; i < N_FIGURES; i++)
    {
      ours[i] = g_array_new (FALSE, FALSE, sizeof (double));
      theirs[i] = g_array_new (FALSE, FALSE, sizeof (double));
    }
  for (guint run = 0; run < N_RUNS; run++)
    {
      g_autofree char *name = g_strdup_printf ("import-%u.db", run);
      g_autofree char *database = tb_bench_dup_path (bench, name);
      const char *const import_argv[] = { self, path, database, rows, NULL };
      const char *const reader_argv[] = { "python3", "-c", reader_program, path, NULL };
      g_autofree char *imported = run_child (import_argv);
      g_autofree char *read = run_child (reader_argv);

      take_figures (imported, ours, N_FIGURES);
      take_figures (read, theirs, 1);
    }

  median = tb_bench_median (ours[0]);
  peer = tb_bench_median (theirs[0]);
  tb_bench_report (bench, title, "s", median, "half of reading with openpyxl", peer / 2);
  tb_bench_note (bench, "  the file read and its table guessed", "s", tb_bench_median (ours[1]),
                 "openpyxl, reading", peer);
  tb_bench_note (bench, "  the rows checked and matched", "s", tb_bench_median (ours[2]),
                 "openpyxl, reading", peer);
  tb_bench_note (bench, "  the batch written", "s", tb_bench_median (ours[3]), "openpyxl, reading",
                 peer);
  tb_bench_note (bench, "  processor time of all threads", "s", tb_bench_median (ours[5]),
                 "openpyxl, reading", peer);
  tb_bench_note (bench, "  after that, until the last index is made and all is in its place", "s",
                 tb_bench_median (ours[6]), "openpyxl, reading", peer);
  tb_bench_report (bench, "  memory at most", "MB", tb_bench_median (ours[4]), "limit", MAX_RSS_MB);
  for (guint i = 0; i < N_FIGURES; i++)
    {
      g_array_unref (ours[i]);
      g_array_unref (theirs[i]);
    }
}

int
main (int argc, char *argv[])
{
  TbBench bench;
  g_autofree char *path = NULL;
  guint n_rows;

  if (argc == 4)
    {
      import_file (argv[1], argv[2], atoi (argv[3]));
      return 0;
    }
  n_rows = argc == 2 ? atoi (argv[1]) : N_ROWS;
  tb_bench_start (&bench);
  path = tb_bench_dup_path (&bench, "roster.xlsx");
  make_file (path, n_rows);
  compare (&bench, argv[0], path, n_rows);
  return tb_bench_finish (&bench);
}
