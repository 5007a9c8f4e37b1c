/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-bench-register.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tb-check-digit.h"
#include "tb-id.h"
#include "tb-journal.h"
#include "tb-record-table.h"
#include "tb-search-index.h"
#include "tb-type-enterprise.h"
#include "tb-type-person.h"

/* Where two numbers are needed of one, so that the same register is made everywhere. */
#define GOLDEN 2654435761u

static const char *const surnames[]
    = { "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙",  "马", "朱",
        "胡", "郭", "何", "林", "高", "罗", "郑", "梁", "谢", "宋", "唐", "许",  "韩", "邓",
        "冯", "曹", "曾", "单", "仇", "区", "解", "查", "朴", "盖", "覃", "欧阳" };

static const char *const given[]
    = { "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛",
        "明", "超", "秀", "霞", "平", "刚", "桂", "英", "华", "玉", "兰", "春", "建", "国", "志",
        "文", "斌", "宇", "浩", "凯", "健", "俊", "帆", "晨", "思", "雨", "欣", "佳", "嘉", "琪",
        "子", "涵", "梓", "轩", "一", "诺", "天", "翔", "海", "波", "红", "梅", "雪", "云", "飞" };

static const char *const firm_words[]
    = { "云帆", "海纳", "鹏程", "智联", "恒信", "博雅", "中科", "前海",
        "万象", "金石", "卓越", "天元", "启明", "汇通", "远景", "华创",
        "星河", "安泰", "蓝海", "国盛", "信达", "方正", "绿源", "新锐" };

static const char *const firm_trades[] = { "科技", "信息技术", "投资",     "物业管理", "律师事务所",
                                           "咨询", "供应链",   "文化传播", "生物医药", "金融服务" };

static guint
mix (guint index, guint salt)
{
  guint value = (index + 1) * GOLDEN ^ salt * 40503u;

  value ^= value >> 15;
  value *= 2246822519u;
  return value ^ (value >> 13);
}

char *
tb_bench_dup_name (guint index)
{
  const char *surname = surnames[mix (index, 1) % G_N_ELEMENTS (surnames)];
  const char *first = given[mix (index, 2) % G_N_ELEMENTS (given)];
  const char *second = mix (index, 3) % 4 == 0 ? "" : given[mix (index, 4) % G_N_ELEMENTS (given)];

  return g_strconcat (surname, first, second, NULL);
}

char *
tb_bench_dup_enterprise_name (guint index)
{
  return g_strdup_printf ("深圳市%s%s%s有限公司",
                          firm_words[mix (index, 5) % G_N_ELEMENTS (firm_words)],
                          firm_words[mix (index, 6) % G_N_ELEMENTS (firm_words)],
                          firm_trades[mix (index, 7) % G_N_ELEMENTS (firm_trades)]);
}

char *
tb_bench_dup_mobile (guint index)
{
  return g_strdup_printf ("13%09u", mix (index, 8) % 1000000000u);
}

static char *
make_id_number (guint index)
{
  g_autofree char *first
      = g_strdup_printf ("440399%04u%02u%02u%03u", 1950 + index / 336 % 50, 1 + index / 28 % 12,
                         1 + index % 28, index / (336 * 50) % 1000);

  return g_strdup_printf ("%s%c", first, tb_id_number_compute_check (first));
}

static gboolean
write_record (TbConnection *connection, const char *batch, TbRecord *record, GError **error)
{
  tb_record_type_derive (record);
  return tb_record_table_insert (connection, record, error)
         && tb_search_index_put (connection, NULL, record, error)
         && tb_journal_append (connection, batch, "bench", TB_CHANGE_INSERT, NULL, record, error);
}

static gboolean
write_enterprises (TbConnection *connection, const char *batch, GPtrArray *ids, GError **error)
{
  for (guint i = 0; i < TB_BENCH_N_ENTERPRISES; i++)
    {
      g_autoptr (TbRecord) record = tb_record_new (&tb_type_enterprise);

      tb_record_take_text (record, TB_ENTERPRISE_NAME, tb_bench_dup_enterprise_name (i));
      if (!write_record (connection, batch, record, error))
        return FALSE;
      g_ptr_array_add (ids, g_strdup (tb_record_get_id (record)));
    }
  return TRUE;
}

static gboolean
write_persons (TbConnection *connection, const char *batch, GPtrArray *enterprises, guint n_persons,
               GError **error)
{
  for (guint i = 0; i < n_persons; i++)
    {
      g_autoptr (TbRecord) record = tb_record_new (&tb_type_person);

      tb_record_take_text (record, TB_PERSON_NAME, tb_bench_dup_name (i));
      tb_record_set_text (record, TB_PERSON_SEX, i % 2 == 0 ? "1" : "2");
      tb_record_take_text (record, TB_PERSON_ID_NUMBER, make_id_number (i));
      tb_record_take_text (record, TB_PERSON_MOBILE, tb_bench_dup_mobile (i));
      tb_record_set_text (record, TB_PERSON_ENTERPRISE,
                          enterprises->pdata[mix (i, 9) % enterprises->len]);
      tb_record_take_text (
          record, TB_PERSON_JOIN_ON,
          g_strdup_printf ("%u-%02u-01", 1980 + mix (i, 10) % 45, 1 + mix (i, 11) % 12));
      tb_record_set_source (record, TB_SOURCE_SAMPLE);
      if (!write_record (connection, batch, record, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill (TbConnection *connection, guint n_persons, GError **error)
{
  char batch[TB_ID_SIZE];
  TbBatchInfo info = { .id = batch, .kind = TB_BATCH_SAMPLE, .actor = (char *)"bench" };
  g_autoptr (GPtrArray) enterprises = g_ptr_array_new_with_free_func (g_free);

  tb_id_generate (tb_clock_now (tb_connection_get_clock (connection)), batch);
  return tb_connection_begin (connection, error)
         && tb_journal_begin_batch (connection, &info, error)
         && write_enterprises (connection, batch, enterprises, error)
         && write_persons (connection, batch, enterprises, n_persons, error)
         && tb_connection_commit (connection, error);
}

/* Made under another name, so that one that was interrupted is made anew. */
static void
make_register (const char *path, guint n_persons, TbClock *clock)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autoptr (GError) error = NULL;
  gint64 started = g_get_monotonic_time ();

  unlink (part);
  {
    g_autoptr (TbConnection) connection = tb_connection_open (part, TB_OPEN_CREATE, clock, &error);

    if (connection == NULL || !fill (connection, n_persons, &error))
      g_error ("%s", error->message);
  }
  if (rename (part, path) != 0)
    g_error ("%s cannot be renamed", part);
  g_printerr ("A register of %u persons was made in %.1f s.\n", n_persons,
              (double)(g_get_monotonic_time () - started) / G_USEC_PER_SEC);
}

/* A program built since may write it otherwise. */
static gboolean
is_up_to_date (const char *path)
{
  struct stat made, program;

  return stat (path, &made) == 0 && stat ("/proc/self/exe", &program) == 0
         && made.st_mtime >= program.st_mtime;
}

/* Opens it for reading; it is made first where it is not there, or older than the program. */
TbConnection *
tb_bench_open_register (guint n_persons)
{
  g_autofree char *path = g_strdup_printf ("%s/bench-%u.db", TB_BENCH_DIR, n_persons);
  g_autoptr (TbClock) clock = tb_clock_new_system ();
  g_autoptr (GError) error = NULL;
  TbConnection *connection;

  if (!is_up_to_date (path))
    make_register (path, n_persons, clock);

  connection = tb_connection_open (path, TB_OPEN_READ, clock, &error);
  if (connection == NULL)
    g_error ("%s", error->message);
  return connection;
}
