/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-import-guess.h"

#include "tb-import-headings.h"
#include "tb-text.h"

/* With fewer known headings, a row is not taken for a header. */
#define FEWEST_KNOWN 2

/* The column without which a table of this type makes no sense. */
static guint
get_key_target (const TbRecordType *type)
{
  return tb_import_targets_find (type, type->fields[type->title_field].name);
}

/* How many different things the row names that a record of this type has. @key_column is where it
 * names what the record is known by. */
static guint
count_known (TbImportSheet *sheet, guint row, const TbRecordType *type, guint *key_column)
{
  guint n_columns = tb_import_sheet_get_n_columns (sheet);
  guint key = get_key_target (type);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  *key_column = G_MAXUINT;
  for (guint column = 0; column < n_columns; column++)
    {
      TbImportHeading heading;

      if (tb_import_sheet_get_kind (sheet, row, column) != TB_CELL_TEXT
          || !tb_import_headings_recognise (type, tb_import_sheet_get_text (sheet, row, column),
                                            &heading)
          || heading.target == TB_IMPORT_IGNORED)
        continue;
      g_hash_table_add (seen, GUINT_TO_POINTER (heading.target + 1));
      if (heading.target == key && *key_column == G_MAXUINT)
        *key_column = column;
    }
  return *key_column != G_MAXUINT ? g_hash_table_size (seen) : g_hash_table_size (seen) / 2;
}

static guint
count_filled (TbImportSheet *sheet, guint row)
{
  guint n_columns = tb_import_sheet_get_n_columns (sheet);
  guint n_filled = 0;

  for (guint column = 0; column < n_columns; column++)
    if (!tb_text_is_blank (tb_import_sheet_get_text (sheet, row, column)))
      n_filled++;
  return n_filled;
}

/* The heading of a group stands in the first cell above it; the others are merged away. */
static const char *
get_group (TbImportSheet *sheet, guint row, guint column)
{
  for (guint i = column + 1; i-- > 0;)
    {
      const char *text = tb_import_sheet_get_text (sheet, row, i);

      if (!tb_text_is_blank (text))
        return text;
    }
  return "";
}

/* Whether @row, right below a header, belongs to it: every cell is a heading, or one within its
 * group. */
static gboolean
is_second_row (TbImportSheet *sheet, guint row, const TbRecordType *type)
{
  guint n_columns = tb_import_sheet_get_n_columns (sheet);

  if (row == 0 || row >= tb_import_sheet_get_n_rows (sheet) || count_filled (sheet, row) < 2)
    return FALSE;
  for (guint column = 0; column < n_columns; column++)
    {
      const char *text = tb_import_sheet_get_text (sheet, row, column);
      g_autofree char *joined = NULL;
      TbImportHeading heading;

      if (tb_text_is_blank (text))
        continue;
      joined = g_strconcat (get_group (sheet, row - 1, column), text, NULL);
      if (!tb_import_headings_recognise (type, text, &heading)
          && !tb_import_headings_recognise (type, joined, &heading))
        return FALSE;
    }
  return TRUE;
}

/**
 * tb_import_guess_extent:
 * @sheet: a sheet
 * @type: what the table is
 * @row: index of a row of the header
 * @header: (out): the whole of the header
 *
 * Finds out whether the row above or below belongs to the header too. Any thread.
 */
void
tb_import_guess_extent (TbImportSheet *sheet, const TbRecordType *type, guint row,
                        TbImportHeader *header)
{
  guint key_column;

  *header = (TbImportHeader){ type, row, 1, count_known (sheet, row, type, &key_column) };

  if (is_second_row (sheet, row + 1, type))
    {
      header->last = row + 1;
      header->n_rows = 2;
    }
  /* A title is one cell; two or more above the headings are groups of them. */
  else if (row > 0 && count_filled (sheet, row - 1) > 1
           && count_known (sheet, row - 1, type, &key_column) > 0
           && is_second_row (sheet, row, type))
    header->n_rows = 2;
}

/**
 * tb_import_guess:
 * @sheet: a sheet, or the first rows of one
 * @header: (out): where the header is and of what type
 *
 * Finds the row with the most headings that are known (domain model §4.0). Any thread.
 *
 * Returns: %FALSE if no row looks like a header
 */
gboolean
tb_import_guess (TbImportSheet *sheet, TbImportHeader *header)
{
  guint n_rows = MIN (tb_import_sheet_get_n_rows (sheet), TB_IMPORT_HEAD_ROWS);
  guint n_types;
  const TbRecordType *const *types = tb_import_targets_get_types (&n_types);
  const TbRecordType *best_type = NULL;
  guint best_row = 0;
  guint best = FEWEST_KNOWN - 1;
  guint best_key = 0;

  for (guint row = 0; row < n_rows; row++)
    for (guint i = 0; i < n_types; i++)
      {
        guint key;
        guint n_known = count_known (sheet, row, types[i], &key);

        /* Rooms with their tenants and enterprises with their rooms have the same headings: what
         * the record is known by stands first. */
        if (n_known > best
            || (n_known == best && best_type != NULL && row == best_row && key < best_key))
          {
            best = n_known;
            best_key = key;
            best_row = row;
            best_type = types[i];
          }
      }
  if (best_type == NULL)
    return FALSE;
  tb_import_guess_extent (sheet, best_type, best_row, header);
  return TRUE;
}

/**
 * tb_import_header_dup_heading:
 * @sheet: a sheet
 * @header: its header
 * @column: index of a column
 *
 * Returns: (transfer full): the heading of the column, with its group before it where it has one;
 * "" if there is none
 */
char *
tb_import_header_dup_heading (TbImportSheet *sheet, const TbImportHeader *header, guint column)
{
  g_autofree char *own = tb_text_normalise (tb_import_sheet_get_text (sheet, header->last, column));
  g_autofree char *group = NULL;
  g_autofree char *joined = NULL;
  TbImportHeading heading;

  if (header->n_rows < 2)
    return g_steal_pointer (&own);
  if (*own == '\0')
    return tb_text_normalise (tb_import_sheet_get_text (sheet, header->last - 1, column));

  group = tb_text_normalise (get_group (sheet, header->last - 1, column));
  joined = g_strconcat (group, own, NULL);
  if (tb_import_headings_recognise (header->type, joined, &heading)
      || !tb_import_headings_recognise (header->type, own, &heading))
    return g_steal_pointer (&joined);
  return g_steal_pointer (&own);
}
