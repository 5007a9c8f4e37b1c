/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-import-work.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "tb-code-list.h"
#include "tb-text.h"
#include "tb-time.h"
#include "tb-type-attendance.h"
#include "tb-type-event.h"
#include "tb-type-person.h"
#include "tb-type-project.h"

/* A day at the head of «2026年3月12日 14:00-16:00». */
static gboolean
split_day (const char *text, TbDate *date, const char **rest)
{
  static const char *const ends[] = { "日", "号", " ", NULL };

  for (guint i = 0; ends[i] != NULL; i++)
    {
      const char *end = strstr (text, ends[i]);
      g_autofree char *day = NULL;

      if (end == NULL)
        continue;
      day = g_strndup (text, end + strlen (ends[i]) - text);
      *rest = end + strlen (ends[i]);
      if (tb_date_parse (day, date))
        return TRUE;
    }
  return FALSE;
}

/* «14:00-16:00», with the day before it or without. Columns of their own go before it. */
static void
take_times (TbImportRow *row, TbFindings *findings)
{
  TbRecord *record = row->record;
  const char *text = row->roles[TB_IMPORT_ROLE_TIMES];
  const char *rest = text;
  char time[TB_TIME_SIZE];
  char iso[TB_DATE_ISO_SIZE];
  TbDate date = { 0 };
  int from, to;

  if (!tb_time_parse_period (text, &from, &to)
      && !(split_day (text, &date, &rest) && tb_time_parse_period (rest, &from, &to)))
    {
      tb_findings_add (findings, tb_import_role_to_field (&tb_type_event, TB_IMPORT_ROLE_TIMES),
                       TB_SEVERITY_WARNING, "times_unreadable",
                       _ ("“%s” is not a time such as 14:00-16:00; it is left out."), text);
      return;
    }

  if (date.year != 0 && !tb_record_has (record, TB_EVENT_PLANNED_ON))
    tb_record_set_text (record, TB_EVENT_PLANNED_ON, tb_date_to_iso (date, iso));
  if (!tb_record_has (record, TB_EVENT_PLANNED_FROM))
    tb_record_set_text (record, TB_EVENT_PLANNED_FROM, tb_time_to_text (from, time));
  if (to >= 0 && !tb_record_has (record, TB_EVENT_PLANNED_TO))
    tb_record_set_text (record, TB_EVENT_PLANNED_TO, tb_time_to_text (to, time));
}

/* A ledger need not repeat in words what the kind says. */
static void
take_title_from_kind (TbRecord *record)
{
  const char *kind = tb_record_get_text (record, TB_EVENT_KIND);
  const TbCodeItem *item
      = kind != NULL ? tb_code_list_find_code (tb_code_lists_find ("meeting-kind"), kind) : NULL;

  if (item != NULL && !tb_record_has (record, TB_EVENT_TITLE))
    tb_record_set_text (record, TB_EVENT_TITLE, item->label);
}

/* «2026.3—2026.9» or «2026-03-01至2026-09-30»: the project is due at the end. */
static void
take_period (TbImportRow *row, TbFindings *findings)
{
  static const char *const dashes[] = { "至", "到", "——", "—", "–", "~", "～", NULL };
  const char *text = row->roles[TB_IMPORT_ROLE_PERIOD];
  const char *end = text;
  char iso[TB_DATE_ISO_SIZE];
  TbDate date;

  for (guint i = 0; dashes[i] != NULL && end == text; i++)
    {
      const char *dash = g_strrstr (text, dashes[i]);

      if (dash != NULL)
        end = dash + strlen (dashes[i]);
    }
  if (tb_date_parse (end, &date))
    {
      if (!tb_record_has (row->record, TB_PROJECT_DUE_ON))
        tb_record_set_text (row->record, TB_PROJECT_DUE_ON, tb_date_to_iso (date, iso));
      return;
    }
  tb_findings_add (findings, tb_import_role_to_field (&tb_type_project, TB_IMPORT_ROLE_PERIOD),
                   TB_SEVERITY_WARNING, "period_unreadable",
                   _ ("“%s” is not a period such as 2026.3—2026.9; it is left out."), text);
}

/* «王芳 13800000000» in one cell. */
static void
take_contact (TbImportRow *row)
{
  const char *text = row->roles[TB_IMPORT_ROLE_CONTACT];
  gsize name_length = strcspn (text, "0123456789+(");
  g_autofree char *typed_name = g_strndup (text, name_length);
  g_autofree char *name = tb_text_normalise_name (typed_name);
  g_autofree char *phone = tb_text_normalise_phone (text + name_length);

  if (*name != '\0' && !tb_record_has (row->record, TB_PROJECT_CONTACT))
    tb_record_take_text (row->record, TB_PROJECT_CONTACT, g_steal_pointer (&name));
  if (*phone != '\0' && !tb_record_has (row->record, TB_PROJECT_PHONE))
    tb_record_take_text (row->record, TB_PROJECT_PHONE, g_steal_pointer (&phone));
}

/* Nobody is added to the register because a ledger names them in the chair. */
static gboolean
resolve_persons (TbImportRow *row, TbImportPlan *plan, TbConnection *connection,
                 TbFindings *findings, GError **error)
{
  for (guint i = 0; i < row->n_persons; i++)
    {
      const TbImportPersonName *person = &row->persons[i];
      const char *id;

      if (!tb_import_plan_find_person (plan, connection, person->name, &id, error))
        return FALSE;
      if (id != NULL)
        {
          tb_record_set_text (row->record, person->field, id);
          tb_record_set_reference_title (row->record, person->field, person->name);
        }
      else if (person->field == TB_EVENT_SPEAKER)
        tb_record_set_text (row->record, TB_EVENT_GUEST_SPEAKER, person->name);
      else
        tb_findings_add (findings, person->field, TB_SEVERITY_WARNING, "person_unknown",
                         _ ("There is not exactly one person named “%s” in the register; the name "
                            "is left out."),
                         person->name);
    }
  return TRUE;
}

/**
 * tb_import_work_resolve:
 * @row: a row of a ledger of events or a list of projects
 * @plan: where persons are looked up
 * @connection: (nullable): the register
 * @findings: where to report what cannot be read
 *
 * Takes apart the cells that hold more than one value (domain model §4.3, §4.8), and finds the
 * persons that are named. On the thread of @connection.
 *
 * Errors: those of the store.
 */
gboolean
tb_import_work_resolve (TbImportRow *row, TbImportPlan *plan, TbConnection *connection,
                        TbFindings *findings, GError **error)
{
  if (row->roles[TB_IMPORT_ROLE_TIMES] != NULL)
    take_times (row, findings);
  if (row->roles[TB_IMPORT_ROLE_PERIOD] != NULL)
    take_period (row, findings);
  if (row->roles[TB_IMPORT_ROLE_CONTACT] != NULL)
    take_contact (row);
  if (tb_record_get_record_type (row->record) == &tb_type_event)
    take_title_from_kind (row->record);
  return resolve_persons (row, plan, connection, findings, error);
}

/* Whether an event was held: its state says so or, where it has none, its day is over. */
static gboolean
was_held (TbRecord *record, TbDate today)
{
  static const char *const over[] = { "held", "in_review", "archived", NULL };
  const char *state = tb_record_get_text (record, TB_EVENT_STATE);
  const char *planned_on = tb_record_get_text (record, TB_EVENT_PLANNED_ON);
  TbDate on;

  if (state != NULL)
    return g_strv_contains (over, state);
  return planned_on != NULL && tb_date_from_iso (planned_on, &on)
         && tb_date_compare (on, today) < 0;
}

/* Of a row, what an event was planned for is also when it was held. */
static const guint copied[][2] = { { TB_EVENT_PLANNED_ON, TB_EVENT_HELD_ON },
                                   { TB_EVENT_PLANNED_FROM, TB_EVENT_HELD_FROM },
                                   { TB_EVENT_PLANNED_TO, TB_EVENT_HELD_TO } };

static gboolean
parse_time (TbRecord *record, guint field, int *minutes)
{
  const char *text = tb_record_get_text (record, field);

  *minutes = -1;
  return text == NULL || tb_time_parse (text, minutes);
}

/* A fault is found once, where it stands: what is no time is not copied. */
static gboolean
are_times_sound (TbRecord *record)
{
  int from, to;

  return parse_time (record, TB_EVENT_PLANNED_FROM, &from)
         && parse_time (record, TB_EVENT_PLANNED_TO, &to) && (from < 0 || to < 0 || from < to);
}

/**
 * tb_import_work_get_source_field:
 * @type: what the rows are
 * @field: index of a field
 *
 * Returns: the field whose column @field was filled from; @field itself for most
 */
guint
tb_import_work_get_source_field (const TbRecordType *type, guint field)
{
  for (gsize i = 0; type == &tb_type_event && i < G_N_ELEMENTS (copied); i++)
    if (copied[i][1] == field)
      return copied[i][0];
  return field;
}

/**
 * tb_import_work_begin:
 * @record: an event that is new
 * @today: the calendar day
 *
 * A ledger tells of what was done: an event of the past comes in as held, on the day and at the
 * time that the ledger has, and entered today, so that what is late is marked. Any thread.
 */
void
tb_import_work_begin (TbRecord *record, TbDate today)
{
  char iso[TB_DATE_ISO_SIZE];

  if (tb_record_get_record_type (record) != &tb_type_event || !was_held (record, today))
    return;

  if (!tb_record_has (record, TB_EVENT_STATE))
    tb_record_set_text (record, TB_EVENT_STATE, "held");
  for (gsize i = 0; i < (are_times_sound (record) ? G_N_ELEMENTS (copied) : 1); i++)
    if (!tb_record_has (record, copied[i][1]))
      tb_record_set_text (record, copied[i][1], tb_record_get_text (record, copied[i][0]));
  if (!tb_record_has (record, TB_EVENT_RECORDED_ON))
    tb_record_set_text (record, TB_EVENT_RECORDED_ON, tb_date_to_iso (today, iso));
}

/* «张三、李四，王五»; where nothing else stands between them, blanks do. */
static char **
split_names (const char *text)
{
  static const char *const marks = "、，；,;";

  for (const char *p = marks; *p != '\0'; p = g_utf8_next_char (p))
    if (g_utf8_strchr (text, -1, g_utf8_get_char (p)) != NULL)
      return g_regex_split_simple ("\\s*[、，；,;]\\s*", text, 0, 0);
  return g_strsplit (text, " ", -1);
}

/**
 * tb_import_work_make_attendance:
 * @row: a resolved row of a new event, which has an id
 * @plan: where persons are looked up
 * @connection: the register
 * @error: return location
 *
 * Those whom the ledger names as present. A name that is not that of one person of the register is
 * kept as it is. On the thread of @connection.
 *
 * Errors: those of the store.
 *
 * Returns: (transfer full) (nullable) (element-type TbRecord): the attendance; %NULL with @error
 * set
 */
GPtrArray *
tb_import_work_make_attendance (TbImportRow *row, TbImportPlan *plan, TbConnection *connection,
                                GError **error)
{
  g_autoptr (GPtrArray) attendance = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *text = row->roles[TB_IMPORT_ROLE_ATTENDEES];
  g_auto (GStrv) names = text != NULL ? split_names (text) : NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *name = tb_text_normalise_name (names[i]);
      g_autoptr (TbRecord) record = NULL;
      const char *id;

      if (*name == '\0' || !g_hash_table_add (seen, g_strdup (name)))
        continue;
      if (!tb_import_plan_find_person (plan, connection, name, &id, error))
        return NULL;
      record = tb_record_new (&tb_type_attendance);
      tb_record_set_source (record, TB_SOURCE_IMPORT);
      tb_record_set_text (record, TB_ATTENDANCE_EVENT, tb_record_get_id (row->record));
      tb_record_set_text (record, TB_ATTENDANCE_PERSON, id);
      tb_record_set_text (record, TB_ATTENDANCE_NAME, name);
      tb_record_set_text (record, TB_ATTENDANCE_ROLE, id != NULL ? "expected" : "public");
      tb_record_set_text (record, TB_ATTENDANCE_STATE, "present");
      tb_record_set_text (record, TB_ATTENDANCE_SIGNED_BY, "list");
      g_ptr_array_add (attendance, g_steal_pointer (&record));
    }
  return g_steal_pointer (&attendance);
}
