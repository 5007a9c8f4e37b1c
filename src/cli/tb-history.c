/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-history.h"

#include <glib/gi18n.h>

#include "tb-output.h"

/* A field that an entry of the journal changed, as people may see it: protected values are masked
 * here too. */
typedef struct
{
  guint field;
  char *before; /* (owned) */
  char *after;  /* (owned) */
} Change;

static void
change_free (Change *self)
{
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

/* What an operation is called in output for programs, and by people. */
static const struct
{
  const char *name;
  const char *label;
} ops[] = {
  [TB_CHANGE_INSERT] = { "insert", N_ ("Added") },
  [TB_CHANGE_UPDATE] = { "update", N_ ("Changed") },
  [TB_CHANGE_REMOVE] = { "remove", N_ ("Removed") },
  [TB_CHANGE_RESTORE] = { "restore", N_ ("Brought back") },
  [TB_CHANGE_REVEAL] = { "reveal", N_ ("Protected values looked at") },
  [TB_CHANGE_EXPORT] = { "export", N_ ("Exported") },
  [TB_CHANGE_ERASE] = { "erase", N_ ("Earlier values erased") },
};

static TbRecord *
read_values (const TbRecordType *type, const char *json)
{
  TbRecord *record = json != NULL ? tb_record_new_from_json (type, json, NULL) : NULL;

  return record != NULL ? record : tb_record_new (type);
}

/* A record that was referred to is shown by the title that it has now. */
static char *
dup_shown (TbCli *cli, TbRecord *record, guint field)
{
  const TbField *description = tb_record_type_get_field (tb_record_get_record_type (record), field);
  g_autoptr (TbRecord) target = NULL;

  if (description->type != TB_FIELD_REFERENCE || !tb_record_has (record, field))
    return tb_record_dup_display (record, field, TB_DISPLAY_MASKED);

  target = tb_session_load (cli->session, tb_record_types_find (description->target),
                            tb_record_get_text (record, field), cli->cancellable, NULL);

  return target != NULL ? tb_record_dup_title (target)
                        : g_strdup (tb_record_get_text (record, field));
}

static GPtrArray *
find_changes (TbCli *cli, const TbRecordType *type, const TbJournalEntry *entry)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify)change_free);
  g_autoptr (TbRecord) before = NULL;
  g_autoptr (TbRecord) after = NULL;

  if (entry->op != TB_CHANGE_INSERT && entry->op != TB_CHANGE_UPDATE)
    return changes;

  before = read_values (type, entry->before);
  after = read_values (type, entry->after);
  for (guint i = 0; i < type->n_fields; i++)
    {
      Change *change;

      if ((type->fields[i].flags & TB_FIELD_HIDDEN) != 0
          || tb_record_field_equal (before, after, i))
        continue;
      change = g_new0 (Change, 1);
      change->field = i;
      change->before = dup_shown (cli, before, i);
      change->after = dup_shown (cli, after, i);
      g_ptr_array_add (changes, change);
    }

  return changes;
}

/**
 * tb_history_dup_local_time:
 * @instant: (nullable): UTC, ISO 8601
 *
 * Returns: (transfer full) (nullable): the same to the minute, in the zone of the machine
 */
char *
tb_history_dup_local_time (const char *instant)
{
  g_autoptr (GDateTime) utc = instant != NULL ? g_date_time_new_from_iso8601 (instant, NULL) : NULL;
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M") : g_strdup (instant);
}

/**
 * tb_history_build_entry:
 *
 * Adds an entry of a record's history as an object for programs.
 */
void
tb_history_build_entry (TbCli *cli, JsonBuilder *builder, const TbRecordType *type,
                        const TbJournalEntry *entry)
{
  g_autoptr (GPtrArray) changes = find_changes (cli, type, entry);

  json_builder_begin_object (builder);
  tb_json_add_int (builder, "seq", entry->seq);
  tb_json_add_text (builder, "at", entry->at);
  tb_json_add_text (builder, "actor", entry->actor);
  tb_json_add_text (builder, "batch", entry->batch);
  tb_json_add_text (builder, "op", ops[entry->op].name);
  json_builder_set_member_name (builder, "changes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < changes->len; i++)
    {
      const Change *change = g_ptr_array_index (changes, i);

      json_builder_begin_object (builder);
      tb_json_add_text (builder, "field", type->fields[change->field].name);
      tb_json_add_text (builder, "before", change->before);
      tb_json_add_text (builder, "after", change->after);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/**
 * tb_history_print_entry:
 *
 * Prints an entry of a record's history for people.
 */
void
tb_history_print_entry (TbCli *cli, const TbRecordType *type, const TbJournalEntry *entry)
{
  g_autoptr (GPtrArray) changes = find_changes (cli, type, entry);
  g_autoptr (TbTextTable) table = tb_text_table_new (3);
  g_autofree char *at = tb_history_dup_local_time (entry->at);

  tb_output_line ("%s  %s  %s  %s", at, entry->actor, _ (ops[entry->op].label), entry->batch);
  for (guint i = 0; i < changes->len; i++)
    {
      const Change *change = g_ptr_array_index (changes, i);
      g_autofree char *values = *change->before != '\0'
                                    ? g_strdup_printf ("%s → %s", change->before, change->after)
                                    : g_strdup (change->after);

      tb_text_table_add (table, "");
      tb_text_table_add (table, _ (type->fields[change->field].label));
      tb_text_table_add (table, values);
    }
  tb_text_table_print (table);
}
