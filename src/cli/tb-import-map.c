/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-import-map.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "tb-error.h"
#include "tb-text.h"

/* More is no mapping of columns. */
#define FILE_SIZE_MAX (1024 * 1024)

/**
 * tb_cli_find_import_type:
 * @name: what was typed
 *
 * Errors: %TB_ERROR_INVALID, with the names of what can be imported.
 *
 * Returns: (transfer none) (nullable): the record type
 */
const TbRecordType *
tb_cli_find_import_type (const char *name, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint n_types;
  const TbRecordType *const *types = tb_import_targets_get_types (&n_types);

  for (guint i = 0; i < n_types; i++)
    {
      if (g_str_equal (types[i]->name, name))
        return types[i];
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", types[i]->name);
    }

  g_set_error (error, TB_ERROR, TB_ERROR_INVALID, _ ("“%s” cannot be imported. These can: %s."),
               name, names->str);

  return NULL;
}

static gboolean
find_column (TbImporter *importer, const char *heading, guint *found)
{
  g_autofree char *wanted = tb_text_fold (heading);

  for (guint i = 0; i < tb_importer_get_n_columns (importer); i++)
    {
      g_autofree char *folded = tb_text_fold (tb_importer_get_column (importer, i)->heading);

      if (g_str_equal (folded, wanted))
        {
          *found = i;
          return TRUE;
        }
    }

  return FALSE;
}

static JsonObject *
load_map (const char *path, JsonParser *parser, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = NULL;
  gsize length;
  JsonNode *root;

  if (!g_file_get_contents (path, &text, &length, &local_error))
    {
      g_set_error (error, TB_ERROR, TB_ERROR_FILE, _ ("The mapping “%s” cannot be read: %s"), path,
                   local_error->message);
      return NULL;
    }
  if (length > FILE_SIZE_MAX || !json_parser_load_from_data (parser, text, length, &local_error))
    {
      g_set_error (error, TB_ERROR, TB_ERROR_FILE, _ ("The mapping “%s” is not JSON: %s"), path,
                   local_error != NULL ? local_error->message : _ ("it is too long"));
      return NULL;
    }

  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, TB_ERROR, TB_ERROR_FILE,
                   _ ("The mapping “%s” is not a JSON object of headings and fields."), path);
      return NULL;
    }

  return json_node_get_object (root);
}

/**
 * tb_import_map_apply:
 * @path: a JSON object whose members are headings of the sheet, with the name of a target (a field,
 * or `tower`, `tenant` …) each, or null for a column that is not imported
 *
 * Sets what columns mean. Columns that are not named stay as they were guessed. Errors:
 * %TB_ERROR_FILE where the file cannot be used or names what is not there.
 */
gboolean
tb_import_map_apply (const char *path, TbImporter *importer, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *map = load_map (path, parser, error);
  const TbRecordType *type = tb_importer_get_record_type (importer);
  JsonObjectIter iter;
  const char *heading;
  JsonNode *value;

  if (map == NULL)
    return FALSE;

  json_object_iter_init (&iter, map);
  while (json_object_iter_next (&iter, &heading, &value))
    {
      const char *name = JSON_NODE_HOLDS_VALUE (value) ? json_node_get_string (value) : NULL;
      guint target = TB_IMPORT_IGNORED;
      guint column;

      if (!find_column (importer, heading, &column))
        {
          g_set_error (error, TB_ERROR, TB_ERROR_FILE,
                       _ ("The mapping “%s” names a column that is not there: “%s”."), path,
                       heading);
          return FALSE;
        }
      if (!JSON_NODE_HOLDS_NULL (value))
        target = name != NULL ? tb_import_targets_find (type, name) : TB_IMPORT_IGNORED;
      if (!JSON_NODE_HOLDS_NULL (value) && target == TB_IMPORT_IGNORED)
        {
          g_set_error (error, TB_ERROR, TB_ERROR_FILE,
                       _ ("The mapping “%s” gives column “%s” a meaning that “%s” does not have."),
                       path, heading, type->name);
          return FALSE;
        }
      tb_importer_set_column (importer, column, target);
    }

  return TRUE;
}
