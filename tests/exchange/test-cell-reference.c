/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-cell-reference.h"

#include "tb-test.h"

typedef struct
{
  const char *text;
  TbCellReferenceResult result;
  guint row;
  guint column;
} Case;

static const Case cases[] = {
  { "A1", TB_CELL_REFERENCE_OK, 1, 0 },
  { "Z1", TB_CELL_REFERENCE_OK, 1, 25 },
  { "AA10", TB_CELL_REFERENCE_OK, 10, 26 },
  { "az3", TB_CELL_REFERENCE_OK, 3, 51 },
  { "XFD1048576", TB_CELL_REFERENCE_OK, 1048576, 16383 },
  { "A01", TB_CELL_REFERENCE_OK, 1, 0 },
  { "XFE1", TB_CELL_REFERENCE_BEYOND },
  { "A1048577", TB_CELL_REFERENCE_BEYOND },
  { "ZZZZZZZZZZZZZZZZZZZZ1", TB_CELL_REFERENCE_BEYOND },
  { "A99999999999999999999", TB_CELL_REFERENCE_BEYOND },
  { "", TB_CELL_REFERENCE_INVALID },
  { "A", TB_CELL_REFERENCE_INVALID },
  { "1", TB_CELL_REFERENCE_INVALID },
  { "A0", TB_CELL_REFERENCE_INVALID },
  { "A-1", TB_CELL_REFERENCE_INVALID },
  { "$A$1", TB_CELL_REFERENCE_INVALID },
  { "A1:B2", TB_CELL_REFERENCE_INVALID },
  { "A1 ", TB_CELL_REFERENCE_INVALID },
  { "甲1", TB_CELL_REFERENCE_INVALID },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint row = 0;
      guint column = 0;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (tb_cell_reference_parse (cases[i].text, NULL, &row, &column), ==,
                       cases[i].result);
      g_assert_cmpuint (row, ==, cases[i].row);
      g_assert_cmpuint (column, ==, cases[i].column);
    }
}

static void
test_parse_prefix (void)
{
  const char *end;
  guint row;
  guint column;

  g_assert_cmpint (tb_cell_reference_parse ("B2:C3", &end, &row, &column), ==,
                   TB_CELL_REFERENCE_OK);
  g_assert_cmpstr (end, ==, ":C3");
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/cell-reference/parse", test_parse);
  g_test_add_func ("/cell-reference/parse-prefix", test_parse_prefix);

  return tb_test_run ();
}
