/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What one desk erases is erased at the others. */

#include <string.h>

#include "tb-desk-test.h"
#include "tb-session-erase.h"
#include "tb-test.h"

#define NAME "欧阳春晓"

#define LEFT                                                                                       \
  "SELECT (SELECT count(*) FROM person WHERE name LIKE '%春晓%' OR mobile IS NOT NULL)"            \
  " + (SELECT count(*) FROM attendance WHERE name LIKE '%春晓%')"                                  \
  " + (SELECT count(*) FROM change WHERE before LIKE '%春晓%' OR after LIKE '%春晓%')"             \
  " + (SELECT count(*) FROM batch WHERE subject LIKE '%春晓%')"                                    \
  " + (SELECT count(*) FROM sync_revision WHERE body LIKE '%春晓%')"                               \
  " + (SELECT count(*) FROM sync_review WHERE kept LIKE '%春晓%' OR other LIKE '%春晓%')"

typedef struct
{
  TbMemoryServer *server; /* (owned) */
  TbDeskTest a;
  TbDeskTest b;
  TbRecord *person; /* (owned) */
} Desks;

static void
desks_clear (Desks *self)
{
  tb_desk_test_close (&self->a);
  tb_desk_test_close (&self->b);
  g_clear_object (&self->person);
  g_clear_pointer (&self->server, tb_memory_server_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desks, desks_clear)

static Desks
open_desks (void)
{
  Desks self = { .server = tb_memory_server_new () };
  g_autoptr (TbRecord) branch = NULL;
  g_autoptr (TbRecord) event = NULL;
  g_autoptr (TbRecord) attendance = NULL;

  tb_desk_test_open (&self.a, "a", self.server);
  tb_desk_test_open (&self.b, "b", self.server);
  branch = tb_core_test_add_record (&self.a.core, "organisation", "name", "联合支部", "kind",
                                    "joint_branch", NULL);
  event = tb_core_test_add_record (&self.a.core, "event", "title", "党课", "kind", "DK",
                                   "organisation", tb_record_get_id (branch), "planned_on",
                                   "2026-11-22", "planned_from", "10:30", NULL);
  self.person
      = tb_core_test_add_record (&self.a.core, "person", "name", NAME, "school", "甲大学", NULL);
  attendance
      = tb_core_test_add_record (&self.a.core, "attendance", "event", tb_record_get_id (event),
                                 "person", tb_record_get_id (self.person), "name", NAME, NULL);
  tb_desk_test_exchange (&self.a);
  tb_desk_test_exchange (&self.b);
  tb_desk_test_assert_equal (&self.a, &self.b);
  return self;
}

static void
erase (Desks *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *batch
      = tb_session_erase (self->a.core.session, self->person, tb_erasure_grounds_find ("purpose"),
                          "目的已实现", NULL, &error);

  g_assert_no_error (error);
}

static void
exchange_all (Desks *self)
{
  for (guint i = 0; i < 3; i++)
    {
      tb_desk_test_exchange (&self->a);
      tb_desk_test_exchange (&self->b);
    }
}

static void
assert_nothing_left (Desks *self)
{
  tb_desk_test_assert_equal (&self->a, &self->b);
  g_assert_cmpint (tb_desk_test_count (&self->a, LEFT), ==, 0);
  g_assert_cmpint (tb_desk_test_count (&self->b, LEFT), ==, 0);
  tb_core_test_assert_sound (&self->a.core);
  tb_core_test_assert_sound (&self->b.core);
}

static void
test_travels (void)
{
  g_auto (Desks) desks = open_desks ();
  g_autofree char *phone = NULL;

  /* A protected value that stays on its desk goes as well. */
  phone = tb_desk_test_set (&desks.b, desks.person, "mobile", "13800001234");
  g_assert_cmpint (tb_desk_test_count (&desks.b, LEFT), >, 0);
  erase (&desks);
  exchange_all (&desks);

  assert_nothing_left (&desks);
  g_assert_cmpint (tb_desk_test_count (&desks.b, "SELECT count(*) FROM attendance"
                                                 " WHERE removed_at IS NULL AND name = '***'"),
                   ==, 1);
  g_assert_cmpint (tb_desk_test_count (&desks.b, "SELECT count(*) FROM change WHERE op = 'erase'"
                                                 " AND after LIKE '%目的已实现%' AND actor = 'a'"),
                   >=, 2);
}

/* A desk that knew nothing of it brings a change afterwards. */
static void
test_late_change (void)
{
  g_auto (Desks) desks = open_desks ();
  g_autofree char *late = tb_desk_test_set (&desks.b, desks.person, "school", "春晓大学");

  erase (&desks);
  exchange_all (&desks);
  assert_nothing_left (&desks);
}

/* A desk that reads the branch from the beginning, where entries of before still are. */
static void
test_new_desk (void)
{
  g_auto (Desks) desks = open_desks ();
  g_auto (TbDeskTest) c = { 0 };

  erase (&desks);
  exchange_all (&desks);
  tb_desk_test_open (&c, "c", desks.server);
  tb_desk_test_exchange (&c);
  tb_desk_test_exchange (&c);
  g_assert_cmpint (tb_desk_test_count (&c, LEFT), ==, 0);
  tb_core_test_assert_sound (&c.core);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/core/sync-erase/travels", test_travels);
  g_test_add_func ("/core/sync-erase/late-change", test_late_change);
  g_test_add_func ("/core/sync-erase/new-desk", test_new_desk);

  return tb_test_run ();
}
