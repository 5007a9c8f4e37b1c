/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-reference-rules.h"

#include <glib/gi18n-lib.h>

#include "tb-attachment-rules.h"
#include "tb-error.h"
#include "tb-history-rules.h"
#include "tb-record-table.h"

/* Deeper than any tree of organisations; ends the walk in one that is a ring already. */
#define MAX_DEPTH 64

/* The field that makes the records of a type a tree. */
#define PARENT_FIELD "parent"

/* The field that says when what a record says has ended. */
#define UNTIL_FIELD "until"

/* What has ended is the past, and may name what is no longer there. */
static gboolean
is_past (TbRecord *record)
{
  guint until = tb_record_type_find_field (tb_record_get_record_type (record), UNTIL_FIELD);

  return until != TB_FIELD_NOT_FOUND && tb_record_has (record, until);
}

/* Whether @field names the record of which a row is the history. Without that the row says nothing,
 * whenever it was. */
static gboolean
names_owner (const TbRecordType *type, guint field)
{
  const TbRecordType *target = tb_record_types_find (type->fields[field].target);

  g_assert (target != NULL);
  return tb_history_rules_is_owner_field (target, type, field);
}

/* The record that @field of @record refers to must be there and live. */
static gboolean
check_target (TbBatchWriter *writer, TbRecord *record, guint field, GError **error)
{
  const TbField *description = &tb_record_get_record_type (record)->fields[field];
  const TbRecordType *target_type = tb_record_types_find (description->target);
  const char *id = tb_record_get_text (record, field);
  g_autoptr (TbRecord) target = NULL;
  g_autofree char *title = NULL;
  g_autofree char *target_title = NULL;

  if (tb_batch_writer_knows (writer, id))
    return TRUE;

  g_assert (target_type != NULL);
  target = tb_record_table_load (tb_batch_writer_get_connection (writer), target_type, id, error);
  if (target == NULL)
    return FALSE;

  if (!tb_record_is_removed (target))
    {
      tb_batch_writer_learn (writer, id);
      return TRUE;
    }

  title = tb_record_dup_title (record);
  target_title = tb_record_dup_title (target);
  g_set_error (
      error, TB_ERROR, TB_ERROR_CONFLICT,
      /* Translators: a record, the name of one of its fields, the removed record given there. */
      _ ("“%s” cannot be saved: “%s” names “%s”, which has been removed. Choose another, "
         "or undo the removal."),
      title, _ (description->label), target_title);
  return FALSE;
}

/* Walks up from the new parent: whoever meets the record itself would make a ring. */
static gboolean
check_tree (TbBatchWriter *writer, TbRecord *record, guint field, GError **error)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  g_autofree char *id = g_strdup (tb_record_get_text (record, field));

  for (guint depth = 0; id != NULL && depth < MAX_DEPTH; depth++)
    {
      g_autoptr (TbRecord) parent = NULL;

      if (g_strcmp0 (id, tb_record_get_id (record)) == 0)
        {
          g_autofree char *title = tb_record_dup_title (record);

          g_set_error (error, TB_ERROR, TB_ERROR_CONFLICT,
                       _ ("“%s” cannot stand below itself. Choose another place for it."), title);
          return FALSE;
        }

      parent = tb_record_table_load (tb_batch_writer_get_connection (writer), type, id, error);
      if (parent == NULL)
        return FALSE;
      g_free (id);
      id = g_strdup (tb_record_get_text (parent, field));
    }

  return TRUE;
}

/**
 * tb_reference_rules_check:
 * @before: (nullable): the record as it is; %NULL for one that is new or comes back
 * @after: the record as it is to be
 *
 * Checks the references that change, and all of a row of the past that becomes the present again:
 * what they name must be there and not removed (%TB_ERROR_CONFLICT), and a tree must stay a tree. A
 * row of the past may name what was removed since, but not be without its owner. An attachment must
 * name a file that is kept (%TB_ERROR_INVALID).
 */
gboolean
tb_reference_rules_check (TbBatchWriter *writer, TbRecord *before, TbRecord *after, GError **error)
{
  const TbRecordType *type = tb_record_get_record_type (after);
  gboolean past = is_past (after);
  gboolean check_all = before == NULL || (!past && is_past (before));

  for (guint field = tb_record_next_field (after, 0); field < type->n_fields;
       field = tb_record_next_field (after, field + 1))
    {
      const TbField *description = &type->fields[field];

      if (description->type != TB_FIELD_REFERENCE
          || (!check_all && tb_record_field_equal (before, after, field)))
        continue;

      if (g_str_equal (description->name, PARENT_FIELD)
          && g_strcmp0 (description->target, type->name) == 0
          && !check_tree (writer, after, field, error))
        return FALSE;
      if ((!past || names_owner (type, field)) && !check_target (writer, after, field, error))
        return FALSE;
    }

  return tb_attachment_rules_check (writer, before, after, error);
}

static gboolean
take_first_row (const gint64 *rows, guint n_rows, gpointer user_data)
{
  gint64 *row = user_data;

  *row = rows[0];
  return FALSE;
}

/* Says how many records of @query's type refer to @record, and gives one of them. */
static void
set_in_use (GError **error, TbConnection *connection, TbRecord *record, TbQuery *query,
            gint64 count)
{
  const TbRecordType *type = tb_query_get_record_type (query);
  g_autofree char *title = tb_record_dup_title (record);
  g_autofree char *example_title = NULL;
  g_autoptr (GPtrArray) examples = NULL;
  gint64 row = 0;

  if (tb_record_table_query (connection, query, take_first_row, &row, NULL) && row != 0)
    examples = tb_record_table_fetch (connection, type, &row, 1, NULL);
  if (examples != NULL && examples->len > 0)
    example_title = tb_record_dup_title (g_ptr_array_index (examples, 0));

  g_set_error (
      error, TB_ERROR, TB_ERROR_CONFLICT,
      /* Translators: a record; how many; the name of their kind, such as Members; one of them. */
      ngettext ("“%s” cannot be removed: %d record under “%s” still refers to it (“%s”). "
                "Change or remove that first.",
                "“%s” cannot be removed: %d records under “%s” still refer to it (“%s” and "
                "others). Change or remove those first.",
                count),
      title, (int)MIN (count, G_MAXINT), _ (type->label_plural),
      example_title != NULL ? example_title : "");
}

/* Rows of the past do not count, but for their owner; see is_past(). */
static TbQuery *
new_referrer_query (const TbRecordType *type, guint field, const char *id)
{
  TbQuery *query = tb_query_new (type);
  guint until = tb_record_type_find_field (type, UNTIL_FIELD);

  tb_query_add_filter (query, field, TB_QUERY_EQUAL, id);
  if (until != TB_FIELD_NOT_FOUND && !names_owner (type, field))
    tb_query_add_filter (query, until, TB_QUERY_EMPTY, NULL);

  return query;
}

/**
 * tb_reference_rules_check_unused:
 * @record: a record that is to be removed
 * @which: whether its own history rows count
 *
 * Refuses with %TB_ERROR_CONFLICT where live records still refer to @record, saying how many, and
 * one of them.
 */
gboolean
tb_reference_rules_check_unused (TbBatchWriter *writer, TbRecord *record, TbReferences which,
                                 GError **error)
{
  TbConnection *connection = tb_batch_writer_get_connection (writer);
  const TbRecordType *target = tb_record_get_record_type (record);
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  for (guint i = 0; i < n_types; i++)
    {
      for (guint field = 0; field < types[i]->n_fields; field++)
        {
          const TbField *description = &types[i]->fields[field];
          g_autoptr (TbQuery) query = NULL;
          gint64 count;

          if (description->type != TB_FIELD_REFERENCE
              || g_strcmp0 (description->target, target->name) != 0
              || (which == TB_REFERENCES_NOT_OWNED
                  && tb_history_rules_is_owner_field (target, types[i], field)))
            continue;

          query = new_referrer_query (types[i], field, tb_record_get_id (record));
          count = tb_record_table_count (connection, query, error);
          if (count < 0)
            return FALSE;
          if (count > 0)
            {
              set_in_use (error, connection, record, query, count);
              return FALSE;
            }
        }
    }

  return TRUE;
}
