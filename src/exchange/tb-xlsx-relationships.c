/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-xlsx-relationships.h"

#include "tb-error.h"
#include "tb-sheet-limits.h"
#include "tb-xlsx-xml.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char *id;   /* (owned) */
  char *type; /* (owned): the last word of its URI, which is all that the strict variant has in
                 common */
  char *part; /* (owned) */
} Relationship;

struct _TbXlsxRelationships
{
  const char *of_part; /* (not owned): while loading */
  GArray *list;        /* (owned): of Relationship */
};

static void
relationship_clear (gpointer data)
{
  Relationship *relationship = data;

  g_free (relationship->id);
  g_free (relationship->type);
  g_free (relationship->part);
}

static void
fail_outside (TbXlsxXml *xml, const char *target)
{
  tb_xlsx_xml_fail (
      xml,
      g_error_new (TB_ERROR, TB_ERROR_FILE,
                   _ ("The file refers to “%s”, which lies outside of it. It may have been made to "
                      "do harm."),
                   target));
}

/* External targets are links to web pages and other workbooks: nothing that is read here. */
static gboolean
is_external (const char **attributes)
{
  return g_strcmp0 (tb_xlsx_xml_get_attribute (attributes, "TargetMode"), "External") == 0;
}

static void
start_element (TbXlsxXml *xml, const char *name, const char **attributes, gpointer user_data)
{
  TbXlsxRelationships *self = user_data;
  const char *id = tb_xlsx_xml_get_attribute (attributes, "Id");
  const char *type = tb_xlsx_xml_get_attribute (attributes, "Type");
  const char *target = tb_xlsx_xml_get_attribute (attributes, "Target");
  Relationship relationship = { NULL };
  const char *slash;

  if (strcmp (name, "Relationship") != 0 || id == NULL || type == NULL || target == NULL
      || is_external (attributes))
    return;
  if (self->list->len >= TB_XLSX_MAX_PARTS)
    {
      tb_xlsx_xml_fail (
          xml, g_error_new (TB_ERROR, TB_ERROR_LIMIT,
                            _ ("The file has more parts inside than any honest workbook.")));
      return;
    }
  relationship.part = tb_xlsx_package_resolve (self->of_part, target);
  if (relationship.part == NULL)
    {
      fail_outside (xml, target);
      return;
    }
  slash = strrchr (type, '/');
  relationship.id = g_strdup (id);
  relationship.type = g_strdup (slash != NULL ? slash + 1 : type);
  g_array_append_val (self->list, relationship);
}

static char *
dup_part_name (const char *of_part)
{
  const char *slash = strrchr (of_part, '/');
  int folder_length = slash != NULL ? slash + 1 - of_part : 0;

  return g_strdup_printf ("%.*s_rels/%s.rels", folder_length, of_part, of_part + folder_length);
}

/**
 * tb_xlsx_relationships_load:
 * @package: a package
 * @of_part: the part that refers to others; empty for the package itself
 * @cancellable: (nullable):
 * @error: return location
 *
 * Errors: those of tb_xlsx_xml_parse(); %TB_ERROR_FILE where a target lies outside the package.
 *
 * Returns: (transfer full): what it refers to, or %NULL
 */
TbXlsxRelationships *
tb_xlsx_relationships_load (TbXlsxPackage *package, const char *of_part, GCancellable *cancellable,
                            GError **error)
{
  static const TbXlsxXmlHandlers handlers = { start_element, NULL, NULL };
  g_autoptr (TbXlsxRelationships) self = g_new0 (TbXlsxRelationships, 1);
  g_autofree char *part = dup_part_name (of_part);

  self->of_part = of_part;
  self->list = g_array_new (FALSE, FALSE, sizeof (Relationship));
  g_array_set_clear_func (self->list, relationship_clear);
  if (!tb_xlsx_xml_parse (package, part, &handlers, self, cancellable, error))
    return NULL;
  self->of_part = NULL;
  return g_steal_pointer (&self);
}

void
tb_xlsx_relationships_free (TbXlsxRelationships *self)
{
  g_array_unref (self->list);
  g_free (self);
}

/**
 * tb_xlsx_relationships_get_by_id:
 * @self: relationships
 * @id: the name of one
 * @type: the last word of its type's URI
 *
 * Returns: (transfer none) (nullable): the part it leads to; %NULL where there is none, or one of
 * another type
 */
const char *
tb_xlsx_relationships_get_by_id (TbXlsxRelationships *self, const char *id, const char *type)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      const Relationship *relationship = &g_array_index (self->list, Relationship, i);

      if (strcmp (relationship->id, id) == 0 && strcmp (relationship->type, type) == 0)
        return relationship->part;
    }
  return NULL;
}

/**
 * tb_xlsx_relationships_get_by_type:
 * @self: relationships
 * @type: the last word of a type's URI
 *
 * Returns: (transfer none) (nullable): the part that the first one of that type leads to
 */
const char *
tb_xlsx_relationships_get_by_type (TbXlsxRelationships *self, const char *type)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      const Relationship *relationship = &g_array_index (self->list, Relationship, i);

      if (strcmp (relationship->type, type) == 0)
        return relationship->part;
    }
  return NULL;
}
