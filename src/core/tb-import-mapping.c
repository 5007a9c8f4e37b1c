/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-import-mapping.h"

#include "tb-import-headings.h"

#define SETTING_PREFIX "import-mapping-"

/* What an ignored column is called in the setting; no target has this name. */
#define IGNORED_NAME "-"

static void
clear_column (gpointer data)
{
  TbImportColumn *column = data;

  g_free (column->heading);
}

static TbImportColumn *
get_column (GArray *mapping, guint column)
{
  return &g_array_index (mapping, TbImportColumn, column);
}

static guint
count_target (GArray *mapping, guint target)
{
  guint n = 0;

  for (guint i = 0; i < mapping->len; i++)
    n += get_column (mapping, i)->target == target;
  return n;
}

/* «法定代表人», «电话», «联络人», «电话»: of headings that stand twice, each belongs to the one
 * before it. */
static void
tell_apart (GArray *mapping, const TbRecordType *type)
{
  for (guint i = 1; i < mapping->len; i++)
    {
      TbImportColumn *column = get_column (mapping, i);
      TbImportHeading found;
      g_autofree char *joined = NULL;

      if (column->target == TB_IMPORT_IGNORED || count_target (mapping, column->target) < 2)
        continue;
      joined = g_strconcat (get_column (mapping, i - 1)->heading, column->heading, NULL);
      if (tb_import_headings_recognise (type, joined, &found))
        column->target = found.target;
    }
  for (guint i = mapping->len; i-- > 1;)
    {
      TbImportColumn *column = get_column (mapping, i);

      if (column->target != TB_IMPORT_IGNORED && count_target (mapping, column->target) > 1)
        column->target = TB_IMPORT_IGNORED;
    }
}

/* Files with the same headings in the same order are files of the same kind. */
static char *
dup_setting_key (GArray *mapping)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < mapping->len; i++)
    {
      double yuan;
      g_autofree char *folded = tb_import_headings_fold (get_column (mapping, i)->heading, &yuan);

      g_checksum_update (checksum, (const guchar *)folded, -1);
      g_checksum_update (checksum, (const guchar *)"\n", 1);
    }
  return g_strconcat (SETTING_PREFIX, g_checksum_get_string (checksum), NULL);
}

/**
 * tb_import_mapping_guess:
 * @sheet: a sheet
 * @header: its header
 *
 * Maps columns by their headings. A thing that two columns offer is taken from the first of them.
 * Any thread.
 *
 * Returns: (transfer full) (element-type TbImportColumn): one for each column
 */
GArray *
tb_import_mapping_guess (TbImportSheet *sheet, const TbImportHeader *header)
{
  guint n_columns = tb_import_sheet_get_n_columns (sheet);
  GArray *mapping = g_array_sized_new (FALSE, TRUE, sizeof (TbImportColumn), n_columns);

  g_array_set_clear_func (mapping, clear_column);
  for (guint i = 0; i < n_columns; i++)
    {
      TbImportHeading found = { TB_IMPORT_IGNORED, 0 };
      TbImportColumn column = { tb_import_header_dup_heading (sheet, header, i) };

      tb_import_headings_recognise (header->type, column.heading, &found);
      column.target = found.target;
      column.yuan = found.yuan;
      column.hidden = tb_import_sheet_is_column_hidden (sheet, i);
      g_array_append_val (mapping, column);
    }
  tell_apart (mapping, header->type);
  return mapping;
}

/**
 * tb_import_mapping_recall:
 * @mapping: (element-type TbImportColumn): the columns of a sheet
 * @type: what the table seems to be
 * @session: the register
 *
 * Maps the columns as the last import of a file with these headings did, if there was one. Any
 * thread but those of the database.
 *
 * Returns: the type that it was imported as; @type if nothing is remembered; %NULL with @error set
 */
const TbRecordType *
tb_import_mapping_recall (GArray *mapping, const TbRecordType *type, TbSession *session,
                          GError **error)
{
  g_autofree char *key = dup_setting_key (mapping);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *value = tb_session_get_setting (session, key, &local_error);
  g_auto (GStrv) names = NULL;
  const TbRecordType *remembered;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (value == NULL)
    return type;

  /* The type's name, then the name of each column's target. */
  names = g_strsplit (value, ",", -1);
  remembered = tb_record_types_find (names[0]);
  if (remembered == NULL || g_strv_length (names) != mapping->len + 1)
    return type;
  for (guint i = 0; i < mapping->len; i++)
    {
      TbImportColumn *column = get_column (mapping, i);
      guint target = tb_import_targets_find (remembered, names[i + 1]);

      column->remembered = target != column->target || remembered != type;
      column->target = target;
    }
  return remembered;
}

/**
 * tb_import_mapping_remember:
 * @mapping: (element-type TbImportColumn): the columns of a sheet
 * @type: what they were imported as
 * @session: the register
 *
 * Keeps the mapping for the next file with these headings. Any thread but those of the database.
 *
 * Returns: %FALSE with @error set if the register cannot be written
 */
gboolean
tb_import_mapping_remember (GArray *mapping, const TbRecordType *type, TbSession *session,
                            GError **error)
{
  g_autofree char *key = dup_setting_key (mapping);
  g_autoptr (GString) value = g_string_new (type->name);
  guint n_targets;
  const TbImportTarget *targets = tb_import_targets_get (type, &n_targets);

  for (guint i = 0; i < mapping->len; i++)
    {
      guint target = get_column (mapping, i)->target;

      g_string_append_c (value, ',');
      g_string_append (value, target < n_targets ? targets[target].name : IGNORED_NAME);
    }
  return tb_session_set_setting (session, key, value->str, error);
}
