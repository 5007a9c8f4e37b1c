/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-setup.h"

#include "tb-id.h"
#include "tb-type-floor.h"
#include "tb-type-organisation.h"
#include "tb-type-property-company.h"
#include "tb-type-tower.h"

/**
 * Build:
 * @records: (element-type TbRecord): what is to be added, each after what it refers to
 * @next: the first that was not handed out yet
 */
typedef struct
{
  GPtrArray *records; /* (owned) */
  guint next;
} Build;

static void
build_free (gpointer data)
{
  Build *self = data;

  g_ptr_array_unref (self->records);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Build, build_free)

static TbRecord *
add_record (Build *build, TbClock *clock, const TbRecordType *type)
{
  TbRecord *record = tb_record_new (type);
  char id[TB_ID_SIZE];

  tb_id_generate (tb_clock_now (clock), id);
  tb_record_set_id (record, id);
  g_ptr_array_add (build->records, record);
  return record;
}

static void
add_floor (Build *build, TbClock *clock, TbRecord *tower, int level)
{
  TbRecord *floor = add_record (build, clock, &tb_type_floor);
  char *label = level < 0 ? g_strdup_printf ("B%d", -level) : g_strdup_printf ("%d", level);

  tb_record_set_text (floor, TB_FLOOR_TOWER, tb_record_get_id (tower));
  tb_record_take_text (floor, TB_FLOOR_LABEL, label);
  tb_record_set_int (floor, TB_FLOOR_LEVEL, level);
}

static gboolean
add_company (Build *build, TbClock *clock, TbRecord *tower, const char *name, GError **error)
{
  TbRecord *company = add_record (build, clock, &tb_type_property_company);

  if (!tb_record_parse (company, TB_PROPERTY_COMPANY_NAME, name, error))
    return FALSE;

  tb_record_set_text (tower, TB_TOWER_PROPERTY_COMPANY, tb_record_get_id (company));
  return TRUE;
}

static gboolean
add_branch (Build *build, TbClock *clock, TbRecord *tower, const char *name, GError **error)
{
  TbRecord *branch = add_record (build, clock, &tb_type_organisation);

  if (!tb_record_parse (branch, TB_ORGANISATION_NAME, name, error))
    return FALSE;

  tb_record_set_text (branch, TB_ORGANISATION_KIND, "joint_branch");
  tb_record_set_text (branch, TB_ORGANISATION_STATUS, "running");
  tb_record_set_int (branch, TB_ORGANISATION_AFFILIATING, TRUE);
  tb_record_set_text (branch, TB_ORGANISATION_TOWER, tb_record_get_id (tower));
  return TRUE;
}

/* A record stands after those that it refers to: the company, the tower, then floors and branch. */
static gboolean
build_records (Build *build, TbClock *clock, const TbSetup *setup, GError **error)
{
  g_autoptr (TbRecord) tower = tb_record_new (&tb_type_tower);
  char id[TB_ID_SIZE];

  tb_id_generate (tb_clock_now (clock), id);
  tb_record_set_id (tower, id);
  if (!tb_record_parse (tower, TB_TOWER_NAME, setup->tower, error))
    return FALSE;
  tb_record_set_text (tower, TB_TOWER_STATUS, "in_use");
  if (setup->storeys_above > 0)
    {
      tb_record_set_int (tower, TB_TOWER_STOREYS_ABOVE, setup->storeys_above);
      tb_record_set_int (tower, TB_TOWER_STOREYS_BELOW, setup->storeys_below);
    }

  if (setup->property_company != NULL
      && !add_company (build, clock, tower, setup->property_company, error))
    return FALSE;
  g_ptr_array_add (build->records, g_object_ref (tower));
  for (int level = -(int)setup->storeys_below; level <= (int)setup->storeys_above; level++)
    {
      if (level != 0)
        add_floor (build, clock, tower, level);
    }

  return setup->branch == NULL || add_branch (build, clock, tower, setup->branch, error);
}

static gboolean
next_change (TbConnection *connection, TbChange *change, gpointer data, GError **error)
{
  Build *build = data;

  if (build->next == build->records->len)
    return FALSE;

  change->op = TB_CHANGE_INSERT;
  change->record = g_object_ref (g_ptr_array_index (build->records, build->next++));
  return TRUE;
}

static Build *
build_new (TbSession *session, const TbSetup *setup, GError **error)
{
  g_autoptr (Build) build = g_new0 (Build, 1);

  build->records = g_ptr_array_new_with_free_func (g_object_unref);
  if (!build_records (build, tb_session_get_clock (session), setup, error))
    return NULL;

  return g_steal_pointer (&build);
}

/**
 * tb_setup_run:
 * @session: the register
 * @setup: what it begins with
 *
 * Adds a tower with its floors, its property company and its joint branch, as one batch. On any
 * thread but the writer's.
 *
 * Errors: %TB_ERROR_INVALID where a name cannot be one, and those of tb_session_commit().
 *
 * Returns: (transfer full) (nullable): the batch, or %NULL with @error set
 */
char *
tb_setup_run (TbSession *session, const TbSetup *setup, GError **error)
{
  g_autoptr (Build) build = NULL;

  g_return_val_if_fail (setup->storeys_above <= TB_SETUP_MAX_STOREYS, NULL);
  g_return_val_if_fail (setup->storeys_below <= TB_SETUP_MAX_STOREYS, NULL);

  build = build_new (session, setup, error);
  if (build == NULL)
    return NULL;

  return tb_session_commit (session, TB_BATCH_SETUP, &tb_type_tower, setup->tower, next_change,
                            build, build->records->len, NULL, NULL, NULL, error);
}

/**
 * tb_setup_run_async:
 *
 * As tb_setup_run(), without waiting; @setup is not used after this returns. Finish with
 * tb_session_commit_finish(), on the session.
 */
void
tb_setup_run_async (TbSession *session, const TbSetup *setup, GCancellable *cancellable,
                    GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  Build *build = NULL;

  g_return_if_fail (setup->storeys_above <= TB_SETUP_MAX_STOREYS);
  g_return_if_fail (setup->storeys_below <= TB_SETUP_MAX_STOREYS);

  build = build_new (session, setup, &error);
  if (build == NULL)
    g_task_report_error (session, callback, user_data, tb_setup_run_async,
                         g_steal_pointer (&error));
  else
    tb_session_commit_async (session, TB_BATCH_SETUP, &tb_type_tower, setup->tower, next_change,
                             build, build_free, build->records->len, NULL, NULL, cancellable,
                             callback, user_data);
}
