/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "tb-cli-record.h"
#include "tb-command.h"
#include "tb-output.h"

/* Stable words, part of the output for programs. */
static const char *const type_names[] = {
  [TB_FIELD_TEXT] = "text",           [TB_FIELD_INTEGER] = "integer",
  [TB_FIELD_DECIMAL] = "decimal",     [TB_FIELD_MONEY] = "money",
  [TB_FIELD_BOOLEAN] = "boolean",     [TB_FIELD_DATE] = "date",
  [TB_FIELD_INSTANT] = "instant",     [TB_FIELD_CODE] = "code",
  [TB_FIELD_REFERENCE] = "reference",
};

static const struct
{
  TbFieldFlags flag;
  const char *name;
} flag_names[] = {
  { TB_FIELD_REQUIRED, "required" }, { TB_FIELD_WANTED, "wanted" },
  { TB_FIELD_UNIQUE, "unique" },     { TB_FIELD_LISTED, "listed" },
  { TB_FIELD_SORTABLE, "sortable" }, { TB_FIELD_FILTER, "filter" },
  { TB_FIELD_DERIVED, "derived" },   { TB_FIELD_STATE, "state" },
  { TB_FIELD_NUMBERED, "numbered" }, { TB_FIELD_KEPT, "kept" },
};

static void
build_field (JsonBuilder *builder, const TbField *field)
{
  json_builder_begin_object (builder);
  tb_json_add_text (builder, "name", field->name);
  tb_json_add_text (builder, "label", _ (field->label));
  tb_json_add_text (builder, "section", field->section != NULL ? _ (field->section) : NULL);
  tb_json_add_text (builder, "type", type_names[field->type]);
  tb_json_add_text (builder, "code_list", field->code_list);
  tb_json_add_text (builder, "target", field->target);
  tb_json_add_int (builder, "sensitivity", field->sensitivity);
  for (guint i = 0; i < G_N_ELEMENTS (flag_names); i++)
    tb_json_add_boolean (builder, flag_names[i].name, (field->flags & flag_names[i].flag) != 0);
  json_builder_end_object (builder);
}

static char *
dup_notes (const TbField *field)
{
  GString *notes = g_string_new (type_names[field->type]);

  if (field->code_list != NULL)
    g_string_append_printf (notes, " %s", field->code_list);
  if (field->target != NULL)
    g_string_append_printf (notes, " %s", field->target);
  if ((field->flags & TB_FIELD_REQUIRED) != 0)
    g_string_append_printf (notes, ", %s", _ ("required"));
  if ((field->flags & TB_FIELD_UNIQUE) != 0)
    g_string_append_printf (notes, ", %s", _ ("unique"));
  if ((field->flags & TB_FIELD_SORTABLE) != 0)
    g_string_append_printf (notes, ", %s", _ ("sortable"));
  if ((field->flags & TB_FIELD_DERIVED) != 0)
    g_string_append_printf (notes, ", %s", _ ("computed"));
  if ((field->flags & TB_FIELD_STATE) != 0)
    g_string_append_printf (notes, ", %s", _ ("changed by steps"));
  if ((field->flags & TB_FIELD_NUMBERED) != 0)
    g_string_append_printf (notes, ", %s", _ ("given when added"));
  if (field->sensitivity >= TB_SENSITIVITY_S2)
    g_string_append_printf (notes, ", %s", _ ("masked"));

  return g_string_free_and_steal (notes);
}

TbExit
tb_cmd_fields (TbCli *cli, int argc, char **argv)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (TbTextTable) table = NULL;
  g_autoptr (GError) error = NULL;
  const TbRecordType *type;

  if (!tb_cli_parse (cli, NULL, &argc, &argv, 1, 1))
    return TB_EXIT_USAGE;
  type = tb_cli_find_type (argv[1], &error);
  if (type == NULL)
    return tb_cli_fail (cli, error);

  builder = json_builder_new ();
  table = tb_text_table_new (3);
  json_builder_begin_array (builder);
  for (guint i = 0; i < type->n_fields; i++)
    {
      const TbField *field = &type->fields[i];
      g_autofree char *notes = NULL;

      if ((field->flags & TB_FIELD_HIDDEN) != 0)
        continue;
      notes = dup_notes (field);
      build_field (builder, field);
      tb_text_table_add (table, field->name);
      tb_text_table_add (table, _ (field->label));
      tb_text_table_add (table, notes);
    }
  json_builder_end_array (builder);

  tb_output_list (cli->json, builder, table);

  return TB_EXIT_DONE;
}
