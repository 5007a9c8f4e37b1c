/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-new-record.h"

#include "tb-record-table.h"

/* A new record as its form opens: with the values it was asked with, and with those that go without
 * saying. What the register tells is not asked again. */

typedef struct
{
  const TbRecordType *type; /* (not owned) static */
  GVariant *values;         /* (owned) (nullable): a{ss}, names of fields and their values */
  TbDate today;
} Wanted;

/* A value that a field of a new record begins with. */
typedef struct
{
  const char *type;
  const char *field;
  gboolean today;     /* the date of the day */
  gboolean as_latest; /* what the latest record of the type has */
  gboolean only_one;  /* the only record of the field's target, where there is one */
} Default;

static const Default defaults[] = {
  { .type = "event", .field = "organisation", .as_latest = TRUE, .only_one = TRUE },
  { .type = "event", .field = "tower", .only_one = TRUE },
  { .type = "event", .field = "planned_on", .today = TRUE },
  { .type = "event_plan", .field = "organisation", .as_latest = TRUE, .only_one = TRUE },
  { .type = "project", .field = "initiator", .as_latest = TRUE, .only_one = TRUE },
  { .type = "project", .field = "tower", .only_one = TRUE },
  { .type = "progress_report", .field = "on", .today = TRUE },
  { .type = "beneficiary", .field = "on", .today = TRUE },
};

static void
wanted_free (gpointer data)
{
  Wanted *self = data;

  g_clear_pointer (&self->values, g_variant_unref);
  g_free (self);
}

static gboolean
take_rows (const gint64 *rows, guint n_rows, gpointer user_data)
{
  g_array_append_vals (user_data, rows, n_rows);

  return TRUE;
}

/* The records of a query, at most @limit of them. */
static GPtrArray *
list (TbConnection *connection, TbQuery *query, guint limit, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  tb_query_set_limit (query, limit);
  if (!tb_record_table_query (connection, query, take_rows, rows, error))
    return NULL;

  return tb_record_table_fetch (connection, tb_query_get_record_type (query),
                                (const gint64 *)(gpointer)rows->data, rows->len, error);
}

/* As it was last time: most branches keep only their own events. */
static gboolean
set_as_latest (TbConnection *connection, TbRecord *record, guint field, GError **error)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  g_autoptr (TbQuery) query = tb_query_new (type);
  guint on = tb_record_type_find_field (type, "on");
  g_autoptr (GPtrArray) found = NULL;

  if (on != TB_FIELD_NOT_FOUND)
    tb_query_set_sort (query, on, TRUE);
  found = list (connection, query, 1, error);
  if (found == NULL)
    return FALSE;
  if (found->len == 1)
    tb_record_set_text (record, field, tb_record_get_text (g_ptr_array_index (found, 0), field));

  return TRUE;
}

static gboolean
set_only_one (TbConnection *connection, TbRecord *record, guint field, GError **error)
{
  const TbField *description = tb_record_type_get_field (tb_record_get_record_type (record), field);
  g_autoptr (TbQuery) query = tb_query_new (tb_record_types_find (description->target));
  g_autoptr (GPtrArray) found = list (connection, query, 2, error);

  if (found == NULL)
    return FALSE;
  if (found->len == 1)
    tb_record_set_text (record, field, tb_record_get_id (g_ptr_array_index (found, 0)));

  return TRUE;
}

static gboolean
set_default (TbConnection *connection, const Wanted *wanted, const Default *value, TbRecord *record,
             GError **error)
{
  guint field = tb_record_type_find_field (wanted->type, value->field);
  char iso[TB_DATE_ISO_SIZE];

  if (tb_record_has (record, field))
    return TRUE;
  if (value->as_latest && !set_as_latest (connection, record, field, error))
    return FALSE;
  if (value->only_one && !tb_record_has (record, field))
    return set_only_one (connection, record, field, error);
  if (value->today)
    tb_record_set_text (record, field, tb_date_to_iso (wanted->today, iso));

  return TRUE;
}

static void
set_values (TbRecord *record, GVariant *values)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  GVariantIter iter;
  const char *name, *value;

  g_variant_iter_init (&iter, values);
  while (g_variant_iter_next (&iter, "{&s&s}", &name, &value))
    {
      guint field = tb_record_type_find_field (type, name);

      g_return_if_fail (field != TB_FIELD_NOT_FOUND);
      if (tb_field_is_text (tb_record_type_get_field (type, field)))
        tb_record_set_text (record, field, value);
      else
        tb_record_set_int (record, field, g_ascii_strtoll (value, NULL, 10));
    }
}

/* The form shows what is referred to by its name. */
static gboolean
set_titles (TbConnection *connection, TbRecord *record, GError **error)
{
  const TbRecordType *type = tb_record_get_record_type (record);

  for (guint i = 0; i < type->n_fields; i++)
    {
      g_autofree char *title = NULL;

      if (type->fields[i].type != TB_FIELD_REFERENCE || !tb_record_has (record, i))
        continue;

      title = tb_record_table_dup_title (connection, tb_record_types_find (type->fields[i].target),
                                         tb_record_get_text (record, i), error);
      if (title == NULL)
        return FALSE;
      tb_record_set_reference_title (record, i, title);
    }

  return TRUE;
}

/* Runs on a reader thread. */
static gpointer
make_record (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wanted *wanted = data;
  g_autoptr (TbRecord) record = tb_record_new (wanted->type);

  if (wanted->values != NULL)
    set_values (record, wanted->values);
  for (guint i = 0; i < G_N_ELEMENTS (defaults); i++)
    if (g_str_equal (defaults[i].type, wanted->type->name)
        && !set_default (connection, wanted, &defaults[i], record, error))
      return NULL;
  if (!set_titles (connection, record, error))
    return NULL;

  return g_steal_pointer (&record);
}

/**
 * tb_new_record_async:
 * @session: the register
 * @type: which type
 * @values: (nullable): a dictionary `a{ss}` of names of fields and their values
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: for @callback
 *
 * Makes a record that is not in the register yet, for a form. Main thread.
 */
void
tb_new_record_async (TbSession *session, const TbRecordType *type, GVariant *values,
                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->type = type;
  wanted->values = values != NULL ? g_variant_ref_sink (values) : NULL;
  wanted->today = tb_clock_today (tb_session_get_clock (session));
  tb_session_read_async (session, make_record, wanted, wanted_free, g_object_unref, cancellable,
                         callback, user_data);
}

/**
 * tb_new_record_finish:
 * @session: the register
 * @result: what the callback was given
 * @error: return location for an error of the database, or of cancellation
 *
 * Returns: (transfer full) (nullable): the record, without an id
 */
TbRecord *
tb_new_record_finish (TbSession *session, GAsyncResult *result, GError **error)
{
  return tb_session_read_finish (session, result, error);
}
