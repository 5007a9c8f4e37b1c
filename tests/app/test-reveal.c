/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-reveal-dialog.h"
#include "tb-test.h"
#include "tb-type-person.h"
#include "tb-ui-test.h"
#include "tb-window-test.h"

/* Masked values in the pane of a record, shown in clear once a reason was given. */

/* Two members who have the values that are asked for. */
static GPtrArray *
list_members (TbWindowTest *self)
{
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_person);
  g_autoptr (GError) error = NULL;
  GPtrArray *members;

  tb_query_add_filter (query, TB_PERSON_MOBILE, TB_QUERY_NOT_EMPTY, NULL);
  tb_query_add_filter (query, TB_PERSON_ID_NUMBER, TB_QUERY_NOT_EMPTY, NULL);
  tb_query_set_limit (query, 2);
  members = tb_session_list (tb_window_get_session (self->window), query, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (members->len, ==, 2);

  return members;
}

static void
ask (TbWindowTest *self, guint field)
{
  gtk_widget_activate_action (GTK_WIDGET (tb_window_test_get_detail (self)), "detail.reveal", "u",
                              field);
}

static void
count_cb (guint *n_revealed)
{
  (*n_revealed)++;
}

/* The pane goes to another record while the reason is typed: the reason was not given for that. */
static void
test_other_record (TbWindowTest *self, gconstpointer data)
{
  g_autoptr (GPtrArray) members = list_members (self);
  TbRecord *asked = g_ptr_array_index (members, 0);
  TbRecord *other = g_ptr_array_index (members, 1);
  TbRecordDetail *detail;
  AdwDialog *dialog;
  guint n_revealed = 0;

  tb_window_test_show_record (self, "person", tb_record_get_id (asked));
  detail = tb_window_test_get_detail (self);
  ask (self, TB_PERSON_MOBILE);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window));
  g_assert_true (TB_IS_REVEAL_DIALOG (dialog));
  g_signal_connect_swapped (dialog, "revealed", G_CALLBACK (count_cb), &n_revealed);

  tb_record_detail_load (detail, &tb_type_person, tb_record_get_id (other));
  tb_test_wait_until (tb_window_test_detail_shows (detail, tb_record_get_id (other)));
  tb_ui_test_type (GTK_WIDGET (dialog), "Reason", "电话通知");
  tb_ui_test_click (GTK_WIDGET (dialog), "_Show");
  tb_test_wait_until (n_revealed == 1);
  g_assert_false (
      tb_ui_test_has_words (GTK_WIDGET (detail), tb_record_get_text (other, TB_PERSON_MOBILE)));

  /* Nor is it remembered as shown when the values are filled in anew. */
  tb_record_detail_load (detail, &tb_type_person, tb_record_get_id (asked));
  tb_test_wait_until (tb_window_test_detail_shows (detail, tb_record_get_id (asked)));
  g_assert_false (
      tb_ui_test_has_words (GTK_WIDGET (detail), tb_record_get_text (asked, TB_PERSON_MOBILE)));
}

/* A reason holds for a while: of two values asked for in one breath, both are shown. */
static void
test_two_values (TbWindowTest *self, gconstpointer data)
{
  g_autoptr (GPtrArray) members = list_members (self);
  TbRecord *asked = g_ptr_array_index (members, 0);
  GtkWidget *detail;
  g_autoptr (GError) error = NULL;

  tb_session_reveal (tb_window_get_session (self->window), asked, "核对名册", &error);
  g_assert_no_error (error);
  tb_window_test_show_record (self, "person", tb_record_get_id (asked));
  ask (self, TB_PERSON_MOBILE);
  ask (self, TB_PERSON_ID_NUMBER);

  detail = GTK_WIDGET (tb_window_test_get_detail (self));
  tb_ui_test_wait_for_words (detail, tb_record_get_text (asked, TB_PERSON_MOBILE));
  tb_ui_test_wait_for_words (detail, tb_record_get_text (asked, TB_PERSON_ID_NUMBER));
}

#define ADD(name, func)                                                                            \
  g_test_add ("/app/reveal/" name, TbWindowTest, NULL, tb_window_test_set_up, func,                \
              tb_window_test_tear_down)

int
main (int argc, char **argv)
{
  if (!tb_ui_test_init (&argc, &argv))
    return 77;

  ADD ("other-record", test_other_record);
  ADD ("two-values", test_two_values);

  return tb_test_run ();
}
