/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-cli-files.h"

#include <glib/gi18n.h>

#include "tb-attachments.h"
#include "tb-output.h"
#include "tb-type-attachment.h"

/* What a person should look at; %NULL where all is well. */
static char *
dup_remark (const TbAttachment *attachment)
{
  g_autofree char *titles = NULL;

  if (attachment->is_missing)
    return g_strdup (_ ("The file is missing."));
  if (attachment->elsewhere == NULL)
    return g_strdup ("");

  titles = g_strjoinv (_ (", "), attachment->elsewhere);
  return g_strdup_printf (_ ("The same file is also at: %s"), titles);
}

/**
 * tb_cli_files_print:
 * @attachments: (element-type TbAttachment): the files of a record
 *
 * Writes them as a table for people.
 */
void
tb_cli_files_print (GPtrArray *attachments)
{
  g_autoptr (TbTextTable) table = tb_text_table_new (5);

  for (guint i = 0; i < attachments->len; i++)
    {
      const TbAttachment *attachment = attachments->pdata[i];
      TbRecord *record = attachment->record;
      g_autofree char *kind = tb_record_dup_display (record, TB_ATTACHMENT_KIND, TB_DISPLAY_MASKED);
      g_autofree char *size
          = g_format_size ((guint64)tb_record_get_int (record, TB_ATTACHMENT_SIZE));
      g_autofree char *remark = dup_remark (attachment);

      tb_text_table_add (table, tb_record_get_id (record));
      tb_text_table_add (table, tb_record_get_text (record, TB_ATTACHMENT_FILE_NAME));
      tb_text_table_add (table, kind);
      tb_text_table_add (table, size);
      tb_text_table_add (table, remark);
    }
  tb_text_table_print (table);
}

/**
 * tb_cli_files_build:
 * @attachments: (element-type TbAttachment): the files of a record
 *
 * Adds them to an object as its member `files`.
 */
void
tb_cli_files_build (JsonBuilder *builder, GPtrArray *attachments)
{
  json_builder_set_member_name (builder, "files");
  json_builder_begin_array (builder);
  for (guint i = 0; i < attachments->len; i++)
    {
      const TbAttachment *attachment = attachments->pdata[i];
      TbRecord *record = attachment->record;

      json_builder_begin_object (builder);
      tb_json_add_text (builder, "id", tb_record_get_id (record));
      tb_json_add_text (builder, "file_name", tb_record_get_text (record, TB_ATTACHMENT_FILE_NAME));
      tb_json_add_text (builder, "kind", tb_record_get_text (record, TB_ATTACHMENT_KIND));
      tb_json_add_text (builder, "media_type",
                        tb_record_get_text (record, TB_ATTACHMENT_MEDIA_TYPE));
      tb_json_add_int (builder, "size", tb_record_get_int (record, TB_ATTACHMENT_SIZE));
      tb_json_add_text (builder, "sha256", tb_record_get_text (record, TB_ATTACHMENT_SHA256));
      tb_json_add_boolean (builder, "missing", attachment->is_missing);
      json_builder_set_member_name (builder, "elsewhere");
      json_builder_begin_array (builder);
      for (guint j = 0; attachment->elsewhere != NULL && attachment->elsewhere[j] != NULL; j++)
        json_builder_add_string_value (builder, attachment->elsewhere[j]);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}
