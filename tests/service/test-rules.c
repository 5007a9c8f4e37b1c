/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Registers of users of each role, at a service that holds our rules: what they may write travels,
 * with all that follows; what they may not is refused, kept, and told. */

#include "tb-desk-test.h"
#include "tb-http-peer.h"
#include "tb-id.h"
#include "tb-service-setup.h"
#include "tb-service-test.h"
#include "tb-sync.h"
#include "tb-test.h"

#define PASSWORD "correct staple"

typedef enum
{
  COMMITTEE,
  LIAISON,
  ORGANISER,
  N_ROLES,
} Role;

static const char *const role_names[] = { "committee", "liaison", "organiser" };

/* A desk of a user of each role, which signs with the role's name. */
typedef struct
{
  TbServiceTest *service; /* (owned) */
  TbMemoryServer *memory; /* (owned): not used */
  char *branch;           /* (owned) */
  char *database;         /* (owned) */
  TbHttpClient *clients[N_ROLES];
  TbSyncPeer *peers[N_ROLES];
  TbDeskTest desks[N_ROLES];
} Fixture;

static void
add_desk (Fixture *fixture, Role role)
{
  const char *signs[] = { role_names[role], NULL };
  g_autofree char *user = g_strconcat (fixture->branch, "-", role_names[role], NULL);
  TbServicePlan plan = {
    .branch = fixture->branch,
    .user = user,
    .password = PASSWORD,
    .role = tb_service_roles_find (role_names[role]),
    .signs = signs,
  };
  g_autoptr (GPtrArray) steps
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_service_step_free);
  g_autoptr (GError) error = NULL;

  tb_service_test_own_user (fixture->service, user);
  tb_service_set_up (tb_service_test_get_admin (fixture->service), &plan, steps, NULL, &error);
  g_assert_no_error (error);
  fixture->clients[role] = tb_service_test_new_client (fixture->service, user, PASSWORD);
  fixture->peers[role] = tb_http_peer_new (fixture->clients[role], fixture->database);
  tb_desk_test_open (&fixture->desks[role], role_names[role], fixture->memory);
  tb_desk_test_use_peer (&fixture->desks[role], fixture->peers[role]);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  char id[TB_ID_SIZE];

  tb_id_generate (g_get_real_time (), id);
  fixture->service = tb_service_test_new ();
  fixture->memory = tb_memory_server_new ();
  fixture->branch = g_strconcat ("rules-", id, NULL);
  fixture->database = tb_service_dup_database (fixture->branch);
  tb_service_test_own_branch (fixture->service, fixture->branch);
  for (Role role = COMMITTEE; role < N_ROLES; role++)
    add_desk (fixture, role);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  for (Role role = COMMITTEE; role < N_ROLES; role++)
    {
      tb_desk_test_close (&fixture->desks[role]);
      g_object_unref (fixture->peers[role]);
      g_object_unref (fixture->clients[role]);
    }
  tb_service_test_free (fixture->service);
  tb_memory_server_free (fixture->memory);
  g_free (fixture->database);
  g_free (fixture->branch);
}

static void
exchange (Fixture *fixture, Role role)
{
  tb_desk_test_exchange (&fixture->desks[role]);
}

/* Somebody of that role changes a value on their desk, and it is exchanged. */
static void
change (Fixture *fixture, Role role, TbRecord *record, const char *field, const char *value)
{
  g_autofree char *batch = tb_desk_test_set (&fixture->desks[role], record, field, value);

  exchange (fixture, role);
}

static void
assert_shows (Fixture *fixture, Role role, TbRecord *record, const char *field, const char *value)
{
  g_autofree char *shown = NULL;

  exchange (fixture, role);
  shown = tb_desk_test_dup (&fixture->desks[role], record, field);
  g_assert_cmpstr (shown, ==, value);
}

/* What the service did not take from a desk; the one thing where there should be one. */
static void
assert_refused (Fixture *fixture, Role role, TbRecord *record, const char *words)
{
  g_autoptr (TbSync) sync = tb_sync_new (fixture->desks[role].core.session);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) refused = tb_sync_list_refused (sync, NULL, &error);
  const TbSyncRefused *one;

  g_assert_no_error (error);
  if (record == NULL)
    {
      g_assert_cmpuint (refused->len, ==, 0);
      return;
    }
  g_assert_cmpuint (refused->len, ==, 1);
  one = g_ptr_array_index (refused, 0);
  g_assert_cmpstr (one->record_id, ==, tb_record_get_id (record));
  g_assert_cmpstr (one->code, ==, "forbidden");
  g_test_message ("refused: %s", one->reason);
  g_assert_nonnull (strstr (one->reason, words));
}

static TbRecord *
add (Fixture *fixture, Role role, const char *type, const char *name)
{
  return tb_core_test_add_record (&fixture->desks[role].core, type, "name", name, NULL);
}

/* Changes upon changes of one record, by two desks in turn. */
static void
test_committee (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbRecord) person = add (fixture, COMMITTEE, "person", "唐嘉燕");

  exchange (fixture, COMMITTEE);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *remark = g_strdup_printf ("第%u次", i);

      change (fixture, COMMITTEE, person, "remark", remark);
      g_assert_cmpuint (fixture->desks[COMMITTEE].stats.n_pushed, ==, 1);
      assert_shows (fixture, LIAISON, person, "remark", remark);
    }
  assert_refused (fixture, COMMITTEE, NULL, NULL);
}

static void
test_liaison (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbRecord) tower = add (fixture, COMMITTEE, "tower", "银座");
  g_autoptr (TbRecord) person = add (fixture, COMMITTEE, "person", "唐嘉燕");

  exchange (fixture, COMMITTEE);
  exchange (fixture, LIAISON);
  change (fixture, LIAISON, tower, "remark", "物业写的");
  assert_refused (fixture, LIAISON, NULL, NULL);
  assert_shows (fixture, COMMITTEE, tower, "remark", "物业写的");

  change (fixture, LIAISON, person, "remark", "物业写的");
  g_assert_cmpuint (fixture->desks[LIAISON].stats.n_refused, ==, 1);
  assert_refused (fixture, LIAISON, person, "does not allow changes to “Person”");
  assert_shows (fixture, COMMITTEE, person, "remark", NULL);
  /* It stands on the desk of who wrote it, and in nobody's way. */
  change (fixture, LIAISON, tower, "remark", "物业又写的");
  assert_shows (fixture, COMMITTEE, tower, "remark", "物业又写的");
  assert_refused (fixture, LIAISON, person, "does not allow changes to “Person”");
}

static void
test_organiser (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbRecord) organisation = tb_core_test_add_record (
      &fixture->desks[COMMITTEE].core, "organisation", "name", "甲支部", "kind", "branch", NULL);
  g_autoptr (TbRecord) enterprise = add (fixture, COMMITTEE, "enterprise", "甲公司");

  exchange (fixture, COMMITTEE);
  exchange (fixture, ORGANISER);
  change (fixture, ORGANISER, organisation, "remark", "上级写的");
  assert_refused (fixture, ORGANISER, NULL, NULL);
  assert_shows (fixture, COMMITTEE, organisation, "remark", "上级写的");

  change (fixture, ORGANISER, enterprise, "remark", "上级写的");
  assert_refused (fixture, ORGANISER, enterprise, "does not allow changes to “Enterprise”");
  assert_shows (fixture, COMMITTEE, enterprise, "remark", NULL);
}

/* A merge, with the end of the branch that lost, is taken like any other change; so is the decision
 * of a person who left what lost. */
static void
test_merge (Fixture *fixture, gconstpointer data)
{
  TbDeskTest *committee = &fixture->desks[COMMITTEE];
  TbDeskTest *liaison = &fixture->desks[LIAISON];
  static const char *const open = "SELECT count(*) FROM sync_review WHERE state = 'open'";
  g_autoptr (TbRecord) tower = add (fixture, COMMITTEE, "tower", "银座");
  g_autofree char *batch = NULL;
  g_autoptr (TbSync) sync = tb_sync_new (committee->core.session);
  g_autoptr (GPtrArray) reviews = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *decided = NULL;

  exchange (fixture, COMMITTEE);
  exchange (fixture, LIAISON);
  batch = tb_desk_test_set (committee, tower, "remark", "支部写的");
  change (fixture, LIAISON, tower, "remark", "物业写的");
  exchange (fixture, COMMITTEE);
  exchange (fixture, LIAISON);
  exchange (fixture, COMMITTEE);
  tb_desk_test_assert_equal (committee, liaison);
  assert_refused (fixture, COMMITTEE, NULL, NULL);
  g_assert_cmpint (tb_desk_test_count (committee, open), ==, 1);

  reviews = tb_sync_list_reviews (sync, TRUE, NULL, &error);
  g_assert_no_error (error);
  decided = tb_sync_resolve (sync, ((TbSyncReview *)g_ptr_array_index (reviews, 0))->number,
                             TB_SYNC_KEEP, NULL, NULL, &error);
  g_assert_no_error (error);
  exchange (fixture, COMMITTEE);
  g_assert_cmpuint (committee->stats.n_pushed, ==, 1);
  assert_refused (fixture, COMMITTEE, NULL, NULL);
  exchange (fixture, LIAISON);
  g_assert_cmpuint (liaison->stats.n_pulled, ==, 1);
  g_assert_cmpint (tb_desk_test_count (liaison, open), ==, 0);
}

/* Whoever is not of the committee brings only what they signed themselves. */
static void
test_author (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbRecord) tower = NULL;
  g_auto (TbDeskTest) other = { 0 };

  tb_desk_test_open (&other, "somebody", fixture->memory);
  tb_desk_test_use_peer (&other, fixture->peers[LIAISON]);
  tower = tb_core_test_add_record (&other.core, "tower", "name", "银座", NULL);
  tb_desk_test_exchange (&other);
  g_assert_cmpuint (other.stats.n_refused, ==, 1);
  g_assert_cmpint (tb_desk_test_count (&other, "SELECT count(*) FROM sync_refused WHERE code ="
                                               " 'forbidden' AND reason LIKE '%is the author%'"),
                   ==, 1);
}

#define ADD(name, func) g_test_add ("/service/rules/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  ADD ("committee", test_committee);
  ADD ("liaison", test_liaison);
  ADD ("organiser", test_organiser);
  ADD ("merge", test_merge);
  ADD ("author", test_author);

  return tb_test_run ();
}
