/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-bench-persons.h"

#define N_ENTERPRISES 400
#define N_BRANCHES 40

/* The next person of a large import. */
typedef struct
{
  const TbRecordType *type;
  guint name;
  guint mobile;
  guint enterprise;
  guint branch;
  guint birth_date;
  GPtrArray *enterprises; /* (owned) (element-type utf8) */
  GPtrArray *branches;    /* (owned) (element-type utf8) */
  GRand *random;          /* (owned) */
  guint n_left;
} Persons;

static const char *const surnames[]
    = { "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "周", "吴", "徐", "孙", "曾", "单", "区" };
static const char *const given_names[]
    = { "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "涛", "明",
        "超", "霞", "平", "刚", "桂", "文", "辉", "力", "玲", "飞", "云", "建", "国", "华", "梅" };

static guint
find_field (const TbRecordType *type, const char *name)
{
  guint field = tb_record_type_find_field (type, name);

  g_assert (field != TB_FIELD_NOT_FOUND);
  return field;
}

static void
set_name (Persons *self, TbRecord *person)
{
  GRand *random = self->random;

  tb_record_take_text (
      person, self->name,
      g_strconcat (surnames[g_rand_int_range (random, 0, G_N_ELEMENTS (surnames))],
                   given_names[g_rand_int_range (random, 0, G_N_ELEMENTS (given_names))],
                   given_names[g_rand_int_range (random, 0, G_N_ELEMENTS (given_names))], NULL));
}

static gboolean
give_person (TbConnection *connection, TbChange *change, gpointer data, GError **error)
{
  Persons *self = data;
  TbRecord *person = NULL;

  if (self->n_left == 0)
    return FALSE;

  person = tb_record_new (self->type);
  tb_record_set_source (person, TB_SOURCE_IMPORT);
  set_name (self, person);
  tb_record_take_text (person, self->mobile,
                       g_strdup_printf ("138%08u", g_rand_int_range (self->random, 0, 100000000)));
  tb_record_take_text (person, self->birth_date,
                       g_strdup_printf ("%d-%02d-%02d", g_rand_int_range (self->random, 1950, 2004),
                                        g_rand_int_range (self->random, 1, 13),
                                        g_rand_int_range (self->random, 1, 29)));
  tb_record_set_text (person, self->enterprise,
                      g_ptr_array_index (self->enterprises, self->n_left % self->enterprises->len));
  tb_record_set_text (person, self->branch,
                      g_ptr_array_index (self->branches, self->n_left % self->branches->len));

  self->n_left--;
  change->op = TB_CHANGE_INSERT;
  change->record = person;
  return TRUE;
}

static GPtrArray *
add_named (TbSession *session, const char *type_name, const char *format, guint n_records)
{
  const TbRecordType *type = tb_record_types_find (type_name);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_records; i++)
    {
      g_autoptr (TbRecord) record = tb_record_new (type);
      g_autoptr (GError) error = NULL;
      g_autofree char *batch = NULL;

      tb_record_take_text (record, find_field (type, "name"),
                           g_strdup_printf ("%s%u号", format, i + 1));
      batch = tb_session_save (session, record, NULL, &error);
      g_assert_no_error (error);
      g_ptr_array_add (ids, g_strdup (tb_record_get_id (record)));
    }

  return ids;
}

TbSession *
tb_bench_persons_new_register (const char *path)
{
  g_autoptr (TbClock) clock = tb_clock_new_system ();
  g_autoptr (GError) error = NULL;
  TbSession *session = tb_session_open (path, TB_OPEN_CREATE, clock, "bench", &error);

  g_assert_no_error (error);
  return session;
}

char *
tb_bench_persons_add (TbSession *session, guint n_persons)
{
  const TbRecordType *type = tb_record_types_find ("person");
  Persons persons = {
    .type = type,
    .name = find_field (type, "name"),
    .mobile = find_field (type, "mobile"),
    .enterprise = find_field (type, "enterprise"),
    .branch = find_field (type, "formal_org"),
    .birth_date = find_field (type, "birth_date"),
    .n_left = n_persons,
  };
  g_autoptr (GPtrArray) enterprises = add_named (session, "enterprise", "某公司", N_ENTERPRISES);
  g_autoptr (GPtrArray) branches = add_named (session, "organisation", "党支部", N_BRANCHES);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GError) error = NULL;
  char *batch = NULL;

  persons.enterprises = enterprises;
  persons.branches = branches;
  persons.random = random;
  batch = tb_session_commit (session, TB_BATCH_SAMPLE, type, "bench", give_person, &persons,
                             n_persons, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return batch;
}
