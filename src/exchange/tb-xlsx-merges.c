/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-xlsx-merges.h"

#include "tb-cell-reference.h"
#include "tb-error.h"
#include "tb-sheet-limits.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A tag <mergeCell ref="A1:XFD1048576"/>, with a prefix and spaces to spare; longer ones are not
 * Excel's. */
#define MAX_TAG_BYTES 256

static const char needle[] = "mergeCell";

typedef struct
{
  guint top;
  guint bottom;
  guint left;
  guint right;
} Area;

struct _TbXlsxMerges
{
  GArray *areas;  /* (owned): of Area, by their top row */
  GArray *active; /* (owned): guint: indices of the areas that reach the row asked for last */
  guint next;     /* the first area not yet reached */
  GString *rest;  /* (owned) (nullable): while loading: the end of what was scanned, where a tag may
                     have begun */
};

static gboolean
parse_area (const char *text, Area *area)
{
  const char *end;

  if (tb_cell_reference_parse (text, &end, &area->top, &area->left) != TB_CELL_REFERENCE_OK)
    return FALSE;
  area->bottom = area->top;
  area->right = area->left;
  return *end != ':'
         || (tb_cell_reference_parse (end + 1, &end, &area->bottom, &area->right)
                 == TB_CELL_REFERENCE_OK
             && area->bottom >= area->top && area->right >= area->left);
}

/* Reads the ref attribute out of what follows “mergeCell” in a tag. */
static void
add_tag (TbXlsxMerges *self, const char *attributes, gsize length)
{
  g_autofree char *tag = g_strndup (attributes, length);
  const char *value = strstr (tag, "ref");
  Area area;

  if (!g_ascii_isspace (tag[0]) || value == NULL)
    return;
  value += strlen ("ref");
  value += strspn (value, " \t\r\n=");
  if ((*value == '"' || *value == '\'') && parse_area (value + 1, &area))
    g_array_append_val (self->areas, area);
}

/* Whether what stands before “mergeCell” makes it a tag: a bracket, and perhaps a prefix. */
static gboolean
is_tag_start (const char *start, const char *name)
{
  if (name > start && name[-1] == '<')
    return TRUE;
  if (name <= start || name[-1] != ':')
    return FALSE;
  for (name--; name > start && g_ascii_isalnum (name[-1]); name--)
    ;
  return name > start && name[-1] == '<';
}

/* Takes the complete tags out of a piece of XML; gives how much of it need not be seen again. */
static gsize
scan_text (TbXlsxMerges *self, const char *text, gsize length)
{
  const char *end = text + length;
  const char *from = text;
  const char *keep = end - MIN (length, MAX_TAG_BYTES);
  const char *found;

  while ((found = memmem (from, end - from, needle, strlen (needle))) != NULL)
    {
      const char *attributes = found + strlen (needle);
      const char *close = memchr (attributes, '>', end - attributes);

      if (close == NULL)
        break;
      if (close - attributes < MAX_TAG_BYTES && is_tag_start (from, found))
        add_tag (self, attributes, close - attributes);
      from = attributes;
    }
  return MAX (from, keep) - text;
}

static gboolean
scan (const char *data, gsize length, gboolean *done, gpointer user_data, GError **error)
{
  TbXlsxMerges *self = user_data;
  gsize seen;

  g_string_append_len (self->rest, data, length);
  seen = scan_text (self, self->rest->str, self->rest->len);
  g_string_erase (self->rest, 0, seen);

  if (self->areas->len <= TB_XLSX_MAX_MERGES)
    return TRUE;
  g_set_error_literal (error, TB_ERROR, TB_ERROR_LIMIT, _ ("The sheet has too many merged cells."));
  return FALSE;
}

static int
compare_areas (gconstpointer a, gconstpointer b)
{
  const Area *first = a;
  const Area *second = b;

  return first->top < second->top ? -1 : first->top > second->top;
}

/* Drops the areas that ended above @row and takes in those that reach it. */
static void
advance (TbXlsxMerges *self, guint row)
{
  for (guint i = self->active->len; i > 0; i--)
    {
      guint index = g_array_index (self->active, guint, i - 1);

      if (g_array_index (self->areas, Area, index).bottom < row)
        g_array_remove_index_fast (self->active, i - 1);
    }
  for (; self->next < self->areas->len; self->next++)
    {
      const Area *area = &g_array_index (self->areas, Area, self->next);

      if (area->top > row)
        break;
      if (area->bottom >= row)
        g_array_append_val (self->active, self->next);
    }
}

/**
 * tb_xlsx_merges_load:
 * @package: a package
 * @part: its part with a worksheet
 * @cancellable: (nullable):
 * @error: return location
 *
 * Finds the merged areas of a sheet. They stand after the cells they are about, so this is a pass
 * of its own; it unpacks the sheet but does not parse it as XML, which takes four times as long:
 * `<` cannot occur in the text of a cell, so a `<mergeCell` is a tag. Errors: those of
 * tb_xlsx_package_read_part(); %TB_ERROR_LIMIT.
 *
 * Returns: (transfer full): the areas, or %NULL
 */
TbXlsxMerges *
tb_xlsx_merges_load (TbXlsxPackage *package, const char *part, GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (TbXlsxMerges) self = g_new0 (TbXlsxMerges, 1);

  self->areas = g_array_new (FALSE, FALSE, sizeof (Area));
  self->active = g_array_new (FALSE, FALSE, sizeof (guint));
  self->rest = g_string_new (NULL);
  if (!tb_xlsx_package_read_part (package, part, scan, self, cancellable, error))
    return NULL;

  g_string_free (g_steal_pointer (&self->rest), TRUE);
  g_array_sort (self->areas, compare_areas);
  return g_steal_pointer (&self);
}

void
tb_xlsx_merges_free (TbXlsxMerges *self)
{
  if (self->rest != NULL)
    g_string_free (self->rest, TRUE);
  g_array_unref (self->areas);
  g_array_unref (self->active);
  g_free (self);
}

/**
 * tb_xlsx_merges_rewind:
 * @self: merged areas
 *
 * Starts again at the top of the sheet.
 */
void
tb_xlsx_merges_rewind (TbXlsxMerges *self)
{
  self->next = 0;
  g_array_set_size (self->active, 0);
}

/**
 * tb_xlsx_merges_clear_covered:
 * @self: merged areas
 * @row: number of the row, from 1; never above the one of the call before
 * @cells: its cells
 * @n_cells: how many
 *
 * Makes those cells empty that lie under a merged area, all but its first one. LibreOffice and WPS
 * can keep what such cells held before they were merged.
 *
 * Returns: %FALSE where the areas overlap, which they cannot in an honest sheet
 */
gboolean
tb_xlsx_merges_clear_covered (TbXlsxMerges *self, guint row, TbCell *cells, guint n_cells)
{
  guint covered = 0;

  advance (self, row);
  for (guint i = 0; i < self->active->len; i++)
    {
      const Area *area = &g_array_index (self->areas, Area, g_array_index (self->active, guint, i));

      covered += area->right - area->left + 1;
      if (covered > TB_SHEET_MAX_COLUMNS)
        return FALSE;
      for (guint column = area->left; column <= area->right && column < n_cells; column++)
        if (row != area->top || column != area->left)
          cells[column] = (TbCell){ .kind = TB_CELL_EMPTY, .text = "" };
    }
  return TRUE;
}
