/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-import-headings.h"

#include <string.h>

#include "tb-import-resources.h"
#include "tb-text.h"

#define HEADINGS_PATH "/io/github/towerbranch/TowerBranch/import/headings.csv"

/* Columns of headings.csv. */
enum
{
  COLUMN_TYPE,
  COLUMN_TARGET,
  COLUMN_ROSTER,
  COLUMN_HEADINGS,
  N_COLUMNS
};

typedef struct
{
  GHashTable *known;   /* (owned): folded heading (owned) to target + 1 */
  GHashTable *written; /* (owned): target + 1 to the heading that the exporter writes (owned) */
  GArray *roster;      /* (owned) (element-type guint): targets in the order of the exporter */
} TypeHeadings;

/* Units that stand behind or in brackets in a heading, and how many yuan they are; the longer
 * before those that they end with. */
static const struct
{
  const char *unit;
  double yuan;
} units[] = {
  { "百万元", 1e6 }, { "万元", 1e4 }, { "亿元", 1e8 }, { "千元", 1e3 }, { "元", 1 },
};

/* The unit that a heading names in brackets: «年营业收入(万元)». */
static double
find_unit_in_brackets (const char *heading)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      const char *unit = strstr (heading, units[i].unit);
      const char *before = unit != NULL ? g_utf8_find_prev_char (heading, unit) : NULL;

      if (before != NULL && (*before == '(' || g_str_has_prefix (before, "（")))
        return units[i].yuan;
    }
  return 0;
}

/**
 * tb_import_headings_fold:
 * @heading: as a sheet has it
 * @yuan: (out): how many yuan the unit that it names is, 0 where it names none
 *
 * Brings headings that mean the same to the same text: no white space, no brackets and what is in
 * them, no width, case or unit. Any thread.
 *
 * Returns: (transfer full): the folded heading, perhaps empty
 */
char *
tb_import_headings_fold (const char *heading, double *yuan)
{
  g_autofree char *folded = tb_text_fold_heading (heading);

  *yuan = find_unit_in_brackets (heading);
  for (guint i = 0; *yuan == 0 && i < G_N_ELEMENTS (units); i++)
    if (g_str_has_suffix (folded, units[i].unit))
      {
        *yuan = units[i].yuan;
        folded[strlen (folded) - strlen (units[i].unit)] = '\0';
      }
  return g_steal_pointer (&folded);
}

static void
add_line (GHashTable *types, const char *line)
{
  g_auto (GStrv) columns = g_strsplit (line, ",", N_COLUMNS);
  g_auto (GStrv) headings = NULL;
  const TbRecordType *type;
  TypeHeadings *table;
  guint target = TB_IMPORT_IGNORED;

  g_assert (g_strv_length (columns) == N_COLUMNS);
  type = tb_record_types_find (columns[COLUMN_TYPE]);
  table = g_hash_table_lookup (types, type);
  g_assert (table != NULL);
  headings = g_strsplit (columns[COLUMN_HEADINGS], "|", -1);

  if (*columns[COLUMN_TARGET] != '\0')
    {
      target = tb_import_targets_find (type, columns[COLUMN_TARGET]);
      if (target == TB_IMPORT_IGNORED)
        g_error ("headings.csv: %s has no target %s", type->name, columns[COLUMN_TARGET]);
      g_hash_table_insert (table->written, GUINT_TO_POINTER (target + 1), g_strdup (headings[0]));
      if (*columns[COLUMN_ROSTER] != '\0')
        g_array_append_val (table->roster, target);
    }
  for (guint i = 0; headings[i] != NULL; i++)
    {
      double yuan;

      g_hash_table_insert (table->known, tb_import_headings_fold (headings[i], &yuan),
                           GUINT_TO_POINTER (target + 1));
    }
}

static gpointer
load_table (gpointer unused)
{
  GHashTable *types = g_hash_table_new (NULL, NULL);
  g_autoptr (GBytes) bytes
      = g_resource_lookup_data (tb_import_get_resource (), HEADINGS_PATH, 0, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_types;
  const TbRecordType *const *importable = tb_import_targets_get_types (&n_types);

  g_assert (bytes != NULL);
  for (guint i = 0; i < n_types; i++)
    {
      TypeHeadings *table = g_new0 (TypeHeadings, 1);

      table->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      table->written = g_hash_table_new_full (NULL, NULL, NULL, g_free);
      table->roster = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (types, (gpointer)importable[i], table);
    }
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lines = g_strsplit (text, "\n", -1);
  /* The first line names the columns. */
  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      add_line (types, lines[i]);
  return types;
}

static const TypeHeadings *
get_headings (const TbRecordType *type)
{
  static GOnce once = G_ONCE_INIT;
  GHashTable *types = g_once (&once, load_table, NULL);

  return g_hash_table_lookup (types, type);
}

/**
 * tb_import_headings_recognise:
 * @type: a type that can be imported
 * @heading: as a sheet has it
 * @found: (out): what it means
 *
 * Looks a heading up in data/import/headings.csv. Any thread.
 *
 * Returns: %FALSE if it is not known; @found is then not touched
 */
gboolean
tb_import_headings_recognise (const TbRecordType *type, const char *heading, TbImportHeading *found)
{
  double yuan;
  g_autofree char *folded = tb_import_headings_fold (heading, &yuan);
  gpointer target;

  if (!g_hash_table_lookup_extended (get_headings (type)->known, folded, NULL, &target))
    return FALSE;
  found->target = GPOINTER_TO_UINT (target) - 1;
  found->yuan = yuan;
  return TRUE;
}

/**
 * tb_import_headings_get_roster:
 * @type: a type that can be imported
 * @n_targets: (out): how many
 *
 * Returns: (array length=n_targets): the columns of the type's roster (domain model §4.1, §4.7).
 * Any thread.
 */
const guint *
tb_import_headings_get_roster (const TbRecordType *type, guint *n_targets)
{
  const TypeHeadings *table = get_headings (type);

  *n_targets = table->roster->len;
  return (const guint *)table->roster->data;
}

/**
 * tb_import_headings_get_written:
 * @type: a type that can be imported
 * @target: index of a target
 *
 * Returns: (nullable): the heading that the exporter writes above it. Any thread.
 */
const char *
tb_import_headings_get_written (const TbRecordType *type, guint target)
{
  return g_hash_table_lookup (get_headings (type)->written, GUINT_TO_POINTER (target + 1));
}
