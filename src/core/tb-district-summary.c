/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-district-summary.h"

#include "tb-document.h"
#include "tb-event-matrix.h"
#include "tb-maintenance.h"
#include "tb-project-figures.h"
#include "tb-type-enterprise.h"
#include "tb-type-organisation.h"
#include "tb-type-person.h"

/* What is counted, and of it what is incomplete. */
static const char *const counted[]
    = { "tower", "enterprise", "organisation", "person", "event", "project", "claim" };

/* What is counted by the codes of a field. */
static const struct
{
  const char *member;
  const TbRecordType *type;
  guint field;
} grouped[] = {
  { "coverage", &tb_type_enterprise, TB_ENTERPRISE_COVERAGE },
  { "organisations", &tb_type_organisation, TB_ORGANISATION_KIND },
  { "members", &tb_type_person, TB_PERSON_CATEGORY },
};

/* What is read in one piece of work. */
typedef struct
{
  JsonObject *document; /* (not owned) */
  char from[TB_DATE_ISO_SIZE];
  char to[TB_DATE_ISO_SIZE];
} Reading;

/* A branch may have codes of its own, in whatever words; they are counted together, so that no text
 * of people's gets out. */
static gboolean
is_common_code (const char *code)
{
  return g_regex_match_simple ("^[a-z][a-z0-9_]{0,39}$", code, G_REGEX_DEFAULT, 0);
}

static void
add_to (JsonObject *object, const char *member, gint64 n)
{
  json_object_set_int_member (object, member,
                              json_object_get_int_member_with_default (object, member, 0) + n);
}

static gboolean
add_counts (JsonObject *document, TbConnection *connection, GError **error)
{
  JsonObject *counts = json_object_new ();
  JsonObject *incomplete = json_object_new ();

  json_object_set_object_member (document, "counts", counts);
  json_object_set_object_member (document, "incomplete", incomplete);
  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    {
      g_autoptr (TbTypeFigures) figures
          = tb_figures_count (connection, tb_record_types_find (counted[i]), error);

      if (figures == NULL)
        return FALSE;
      json_object_set_int_member (counts, counted[i], figures->n_records);
      json_object_set_int_member (incomplete, counted[i], figures->n_incomplete);
    }
  return TRUE;
}

static gboolean
add_groups (JsonObject *document, TbConnection *connection, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (grouped); i++)
    {
      g_autoptr (GHashTable) groups
          = tb_figures_group (connection, grouped[i].type, grouped[i].field, error);
      JsonObject *object = json_object_new ();
      GHashTableIter iter;
      gpointer code;
      gpointer count;

      json_object_set_object_member (document, grouped[i].member, object);
      if (groups == NULL)
        return FALSE;
      g_hash_table_iter_init (&iter, groups);
      while (g_hash_table_iter_next (&iter, &code, &count))
        add_to (object,
                *(char *)code == '\0'   ? "unknown"
                : is_common_code (code) ? code
                                        : "other",
                *(gint64 *)count);
    }
  return TRUE;
}

static gboolean
add_projects (Reading *reading, TbConnection *connection, GError **error)
{
  const TbProjectScope scope = { .from = reading->from, .to = reading->to };
  JsonObject *projects = json_object_new ();
  TbProjectFigures figures = { 0 };

  json_object_set_object_member (reading->document, "projects", projects);
  if (!tb_project_figures_read (connection, &scope, &figures, error))
    return FALSE;
  json_object_set_int_member (projects, "published", figures.published);
  json_object_set_int_member (projects, "claimed", figures.claimed);
  json_object_set_int_member (projects, "due", figures.due);
  json_object_set_int_member (projects, "on_time", figures.on_time);
  json_object_set_int_member (projects, "confirmed", figures.confirmed);
  json_object_set_int_member (projects, "withdrawn", figures.withdrawn);
  json_object_set_int_member (projects, "visits", figures.visits);
  json_object_set_int_member (projects, "households", figures.households);
  json_object_set_int_member (projects, "firms", figures.firms);
  json_object_set_int_member (projects, "asked", figures.sample);
  json_object_set_int_member (projects, "marks", figures.score);
  return TRUE;
}

static gpointer
read_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;

  return add_counts (reading->document, connection, error)
                 && add_groups (reading->document, connection, error)
                 && add_projects (reading, connection, error)
             ? GINT_TO_POINTER (TRUE)
             : NULL;
}

static void
add_events (JsonObject *document, const TbEventFigures *figures)
{
  JsonObject *events = json_object_new ();

  json_object_set_int_member (events, "planned", figures->n_planned);
  json_object_set_int_member (events, "held", figures->n_held);
  json_object_set_int_member (events, "late", figures->n_late);
  json_object_set_int_member (events, "cancelled", figures->n_cancelled);
  json_object_set_int_member (events, "expected", figures->n_expected);
  json_object_set_int_member (events, "present", figures->n_present);
  json_object_set_int_member (events, "study_hours", figures->study_hours);
  json_object_set_int_member (events, "volunteer_hours", figures->volunteer_hours);
  json_object_set_object_member (document, "events", events);
}

/**
 * tb_district_summary_dup_id:
 * @branch: what the branch is called at the service
 * @year: of the summary
 * @month: of the summary, 1 to 12
 *
 * Returns: (transfer full): the id of its document in the district's database
 */
char *
tb_district_summary_dup_id (const char *branch, int year, int month)
{
  return g_strdup_printf ("summary:%s:%04d-%02d", branch, year, month);
}

/**
 * tb_district_summary_new:
 * @session: a register
 * @branch: what the branch is called at the service
 * @year: of the summary
 * @month: of the summary, 1 to 12
 * @cancellable: (nullable): to give up
 * @error: return location: any error of %TB_ERROR
 *
 * A branch's month in figures, for the district's database: how many records there are now and how
 * many of them lack something, enterprises by coverage, organisations and members by kind, events
 * of the year, projects of the month. Rates are given as what they are made of, so that they can be
 * added up. Numbers only: nothing in it is about a person. On any thread but the session's own.
 *
 * Returns: (transfer full): the document, with its `_id`
 */
JsonObject *
tb_district_summary_new (TbSession *session, const char *branch, int year, int month,
                         GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonObject) document = json_object_new ();
  g_autofree char *id = tb_district_summary_dup_id (branch, year, month);
  g_autofree char *at = tb_clock_dup_instant (tb_session_get_clock (session));
  g_autofree char *text = g_strdup_printf ("%04d-%02d", year, month);
  g_autofree TbEventFigures *figures = NULL;
  Reading reading = { .document = document };

  g_return_val_if_fail (TB_IS_SESSION (session), NULL);
  g_return_val_if_fail (month >= 1 && month <= 12, NULL);

  json_object_set_string_member (document, "_id", id);
  json_object_set_string_member (document, TB_DOCUMENT_TYPE, "summary");
  json_object_set_int_member (document, TB_DOCUMENT_SCHEMA_MEMBER, TB_DOCUMENT_SCHEMA);
  json_object_set_string_member (document, "branch", branch);
  json_object_set_string_member (document, "month", text);
  json_object_set_string_member (document, TB_DOCUMENT_AT, at);

  g_snprintf (reading.from, sizeof reading.from, "%04d-%02d-01", year, month);
  g_snprintf (reading.to, sizeof reading.to, "%04d-%02d-%02d", year, month,
              g_date_get_days_in_month ((GDateMonth)month, (GDateYear)year));
  figures = tb_event_figures_new (session, year, NULL, cancellable, error);
  if (figures == NULL
      || tb_session_read (session, read_in_reader, &reading, cancellable, error) == NULL)
    return NULL;
  add_events (document, figures);
  return g_steal_pointer (&document);
}
