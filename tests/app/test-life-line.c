/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-life-line.h"
#include "tb-test.h"
#include "tb-type-claim.h"
#include "tb-type-person.h"
#include "tb-ui-test.h"

static int
measure (GtkWidget *widget, GtkOrientation orientation, int for_size)
{
  int minimum;

  gtk_widget_measure (widget, orientation, for_size, &minimum, NULL, NULL, NULL);

  return minimum;
}

/* In a narrow pane the names of the stations take two rows rather than being cut. */
static void
test_narrow (void)
{
  g_autoptr (GtkWidget) line = g_object_ref_sink (g_object_new (TB_TYPE_LIFE_LINE, NULL));
  g_autoptr (PangoLayout) label = gtk_widget_create_pango_layout (line, "Probationary");
  int narrow = measure (line, GTK_ORIENTATION_HORIZONTAL, -1);
  int width, height;

  g_assert_cmpint (gtk_widget_get_request_mode (line), ==, GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH);

  pango_layout_get_pixel_size (label, &width, NULL);
  pango_layout_set_text (label, "国Ag", -1);
  pango_layout_get_pixel_size (label, NULL, &height);
  g_assert_cmpint (width, >, narrow / 5);
  g_assert_cmpint (measure (line, GTK_ORIENTATION_VERTICAL, narrow), ==,
                   measure (line, GTK_ORIENTATION_VERTICAL, 5 * 2 * width) + height);
}

/* A claim is applied for, too, but leads nobody into the Party. */
static void
test_persons_only (void)
{
  g_autoptr (TbRecord) person = tb_record_new (&tb_type_person);
  g_autoptr (TbRecord) claim = tb_record_new (&tb_type_claim);

  g_assert_false (tb_life_line_is_for (person));
  tb_record_set_text (person, TB_PERSON_APPLIED_ON, "2019-05-04");
  g_assert_true (tb_life_line_is_for (person));

  tb_record_set_text (claim, TB_CLAIM_APPLIED_ON, "2026-11-20");
  g_assert_false (tb_life_line_is_for (claim));
}

/* A stage that somebody is known to have reached is shown, also where no day came with it, as from
 * an imported list. */
static void
test_without_day (void)
{
  g_autoptr (GtkWidget) line = g_object_ref_sink (g_object_new (TB_TYPE_LIFE_LINE, NULL));
  g_autoptr (TbRecord) person = tb_record_new (&tb_type_person);

  tb_record_set_text (person, TB_PERSON_CATEGORY, "masses");
  g_assert_false (tb_life_line_is_for (person));

  tb_record_set_text (person, TB_PERSON_CATEGORY, "activist");
  g_assert_true (tb_life_line_is_for (person));
  tb_life_line_set_record (TB_LIFE_LINE (line), person);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (line), ==, "Activist");

  tb_record_set_text (person, TB_PERSON_APPLIED_ON, "2019-05-04");
  tb_life_line_set_record (TB_LIFE_LINE (line), person);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (line), ==, "Applied: 2019-05-04; Activist");

  tb_record_set_text (person, TB_PERSON_ACTIVIST_ON, "2020-05");
  tb_life_line_set_record (TB_LIFE_LINE (line), person);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (line), ==,
                   "Applied: 2019-05-04; Activist: 2020-05");
}

int
main (int argc, char *argv[])
{
  if (!tb_ui_test_init (&argc, &argv))
    return 1;

  g_test_add_func ("/life-line/narrow", test_narrow);
  g_test_add_func ("/life-line/persons-only", test_persons_only);
  g_test_add_func ("/life-line/without-day", test_without_day);

  return tb_test_run ();
}
