/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-fuzz.h"

#include "tb-error.h"
#include "tb-sheet-limits.h"
#include "tb-test-package.h"

/* What any file must keep to, whatever is in it. */
static gboolean
check_row (guint row, gboolean hidden, const TbCell *cells, guint n_cells, gpointer user_data)
{
  guint *last_row = user_data;

  g_assert_cmpuint (row, >, *last_row);
  g_assert_cmpuint (row, <=, TB_SHEET_MAX_ROWS);
  g_assert_cmpuint (n_cells, >, 0);
  g_assert_cmpuint (n_cells, <=, TB_SHEET_MAX_COLUMNS);
  g_assert_cmpint (cells[n_cells - 1].kind, !=, TB_CELL_EMPTY);
  for (guint i = 0; i < n_cells; i++)
    {
      g_assert_true (g_utf8_validate (cells[i].text, -1, NULL));
      g_assert_cmpint (cells[i].kind == TB_CELL_EMPTY, ==, cells[i].text[0] == '\0');
    }
  *last_row = row;
  return TRUE;
}

static void
check_error (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == TB_ERROR);
  g_assert_true (error->code == TB_ERROR_FILE || error->code == TB_ERROR_LIMIT);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

/**
 * tb_fuzz_read:
 * @bytes: a file
 *
 * Opens it and reads its sheets, and asserts that what comes out is in order: rows and texts, or an
 * error for people.
 */
void
tb_fuzz_read (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSheetReader) reader = tb_test_open_bytes (bytes, &error);
  guint n_sheets;

  if (reader == NULL)
    {
      check_error (error);
      return;
    }
  g_assert_no_error (error);
  tb_sheet_reader_get_sheets (reader, &n_sheets);
  g_assert_cmpuint (n_sheets, >, 0);
  for (guint i = 0; i < MIN (n_sheets, 3); i++)
    {
      guint last_row = 0;

      if (!tb_sheet_reader_read (reader, i, check_row, &last_row, NULL, &error))
        check_error (error);
      else
        g_assert_no_error (error);
      g_clear_error (&error);
    }
}
