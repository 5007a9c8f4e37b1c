/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "tb-attachments.h"
#include "tb-cli-files.h"
#include "tb-cli-record.h"
#include "tb-command.h"
#include "tb-output.h"
#include "tb-text.h"
#include "tb-type-attachment.h"

/* Of what refers to a record, so many of each kind are shown. */
#define RELATED_MAX 20

/* A record that refers to the one shown. */
typedef struct
{
  TbRecord *record; /* (owned) */
  guint field;
} Related;

static void
related_free (Related *self)
{
  g_object_unref (self->record);
  g_free (self);
}

static gboolean
add_related (TbCli *cli, TbRecord *record, const TbRecordType *type, guint field,
             GPtrArray *related, GError **error)
{
  g_autoptr (TbQuery) query = tb_query_new (type);
  g_autoptr (GPtrArray) records = NULL;

  tb_query_add_filter (query, field, TB_QUERY_EQUAL, tb_record_get_id (record));
  tb_query_set_limit (query, RELATED_MAX);
  records = tb_session_list (cli->session, query, cli->cancellable, error);
  if (records == NULL)
    return FALSE;

  for (guint i = 0; i < records->len; i++)
    {
      Related *item = g_new0 (Related, 1);

      item->record = g_object_ref (g_ptr_array_index (records, i));
      item->field = field;
      g_ptr_array_add (related, item);
    }

  return TRUE;
}

static GPtrArray *
find_related (TbCli *cli, TbRecord *record, GError **error)
{
  g_autoptr (GPtrArray) related = g_ptr_array_new_with_free_func ((GDestroyNotify)related_free);
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  for (guint i = 0; i < n_types; i++)
    {
      for (guint j = 0; j < types[i]->n_fields; j++)
        {
          const TbField *field = &types[i]->fields[j];

          /* Files are shown by themselves. */
          if (types[i] == &tb_type_attachment || field->type != TB_FIELD_REFERENCE
              || !g_str_equal (field->target, tb_record_get_record_type (record)->name))
            continue;
          if (!add_related (cli, record, types[i], j, related, error))
            return NULL;
        }
    }

  return g_steal_pointer (&related);
}

/* The files of a record that can have some; empty for others. */
static GPtrArray *
find_files (TbCli *cli, TbRecord *record, GError **error)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  g_autoptr (TbAttachmentList) list = NULL;

  if (!tb_attachments_are_for (type))
    return g_ptr_array_new ();

  list = tb_session_list_attachments (cli->session, type, tb_record_get_id (record),
                                      cli->cancellable, error);
  return list != NULL ? g_ptr_array_ref (list->attachments) : NULL;
}

static void
print_json (TbRecord *record, GPtrArray *related, GPtrArray *files, TbDisplay display)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "record");
  tb_cli_build_record (builder, record, display);
  json_builder_set_member_name (builder, "related");
  json_builder_begin_array (builder);
  for (guint i = 0; i < related->len; i++)
    {
      const Related *item = g_ptr_array_index (related, i);
      const TbRecordType *type = tb_record_get_record_type (item->record);
      g_autofree char *title = tb_record_dup_title (item->record);

      json_builder_begin_object (builder);
      tb_json_add_text (builder, "type", type->name);
      tb_json_add_text (builder, "field", type->fields[item->field].name);
      tb_json_add_text (builder, "id", tb_record_get_id (item->record));
      tb_json_add_text (builder, "title", title);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  if (tb_attachments_are_for (tb_record_get_record_type (record)))
    tb_cli_files_build (builder, files);
  json_builder_end_object (builder);

  tb_output_json (builder);
}

static void
print_fields (TbRecord *record, TbDisplay display)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  g_autoptr (TbTextTable) table = tb_text_table_new (2);
  const char *section = NULL;

  for (guint i = 0; i < type->n_fields; i++)
    {
      const TbField *field = &type->fields[i];
      g_autofree char *shown = NULL;

      if ((field->flags & TB_FIELD_HIDDEN) != 0 || !tb_record_has (record, i))
        continue;
      if (field->section != NULL && g_strcmp0 (section, field->section) != 0)
        {
          tb_text_table_print (table);
          section = field->section;
          tb_output_line ("\n%s", _ (section));
        }
      shown = tb_record_dup_display (record, i, display);
      tb_text_table_add (table, _ (field->label));
      tb_text_table_add (table, shown);
    }
  tb_text_table_print (table);
}

static void
print_text (TbRecord *record, GPtrArray *related, GPtrArray *files, TbDisplay display)
{
  g_autofree char *title = tb_record_dup_title (record);
  g_autoptr (TbTextTable) table = NULL;

  tb_output_line ("%s  %s  %s", _ (tb_record_get_record_type (record)->label), title,
                  tb_record_get_id (record));
  if (tb_record_is_removed (record))
    tb_output_line ("%s", _ ("This record was removed."));
  print_fields (record, display);
  if (files->len > 0)
    {
      tb_output_line ("\n%s", _ ("Photos and Files"));
      tb_cli_files_print (files);
    }
  if (related->len == 0)
    return;

  tb_output_line ("\n%s", _ ("Related"));
  table = tb_text_table_new (3);
  for (guint i = 0; i < related->len; i++)
    {
      const Related *item = g_ptr_array_index (related, i);
      g_autofree char *related_title = tb_record_dup_title (item->record);

      tb_text_table_add (table, _ (tb_record_get_record_type (item->record)->label));
      tb_text_table_add (table, related_title);
      tb_text_table_add (table, tb_record_get_id (item->record));
    }
  tb_text_table_print (table);
}

TbExit
tb_cmd_show (TbCli *cli, int argc, char **argv)
{
  gboolean reveal = FALSE;
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "reveal", 0, 0, G_OPTION_ARG_NONE, &reveal, N_ ("Show protected values; this is journalled"),
      NULL },
    { "reason", 0, 0, G_OPTION_ARG_FILENAME, &reason, N_ ("Why they are looked at"), N_ ("TEXT") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) record = NULL;
  g_autoptr (GPtrArray) related = NULL;
  g_autoptr (GPtrArray) files = NULL;
  const TbRecordType *type;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 2, 2))
    return TB_EXIT_USAGE;
  if (reveal && tb_text_is_blank (reason))
    return tb_cli_fail_usage (cli,
                              _ ("Protected values are shown only for a reason: --reason TEXT"));

  type = tb_cli_find_type (argv[1], &error);
  if (type == NULL || tb_cli_open (cli, reveal ? TB_OPEN_WRITE : TB_OPEN_READ, &error) == NULL)
    return tb_cli_fail (cli, error);

  record = tb_cli_load (cli, type, argv[2], &error);
  related = record != NULL ? find_related (cli, record, &error) : NULL;
  files = related != NULL ? find_files (cli, record, &error) : NULL;
  if (files == NULL || (reveal && !tb_session_reveal (cli->session, record, reason, &error)))
    return tb_cli_fail (cli, error);

  if (cli->json)
    print_json (record, related, files, reveal ? TB_DISPLAY_REVEALED : TB_DISPLAY_MASKED);
  else
    print_text (record, related, files, reveal ? TB_DISPLAY_REVEALED : TB_DISPLAY_MASKED);

  return TB_EXIT_DONE;
}
