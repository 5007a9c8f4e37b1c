/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-edit-dialog.h"

#include "tb-masked-field-row.h"
#include "tb-message-row.h"
#include "tb-record-chooser.h"
#include "tb-reference-field-row.h"
#include "tb-test.h"
#include "tb-type-enterprise.h"
#include "tb-type-person.h"
#include "tb-type-progress-report.h"
#include "tb-ui-test.h"

/* A synthetic person's number: region 440399 belongs to nobody. */
#define ID_NUMBER "440399198506150011"

typedef struct
{
  TbSession *session;
  GtkWindow *window;
  GtkWidget *dialog; /* (nullable): NULL once closed */
  char *saved_id;
} Fixture;

static void
saved_cb (Fixture *fixture, const char *batch, const char *type, const char *id)
{
  g_assert_nonnull (batch);
  g_assert_cmpstr (type, ==, "person");
  fixture->saved_id = g_strdup (id);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = tb_ui_test_open ();
  fixture->window = tb_ui_test_window_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_weak_pointer (&fixture->dialog);
  gtk_window_destroy (fixture->window);
  tb_session_close (fixture->session);
  g_clear_object (&fixture->session);
  g_clear_pointer (&fixture->saved_id, g_free);
}

static void
open_form (Fixture *fixture, TbRecord *record)
{
  AdwDialog *dialog = tb_edit_dialog_new (fixture->session, record);

  g_set_weak_pointer (&fixture->dialog, GTK_WIDGET (dialog));
  g_signal_connect_swapped (dialog, "saved", G_CALLBACK (saved_cb), fixture);
  adw_dialog_present (dialog, GTK_WIDGET (fixture->window));
}

static TbRecord *
load_saved (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  TbRecord *record;

  tb_test_wait_until (fixture->saved_id != NULL);
  record = tb_session_load (fixture->session, &tb_type_person, fixture->saved_id, NULL, &error);
  g_assert_no_error (error);
  return record;
}

static GtkWidget *
get_focused_row (Fixture *fixture)
{
  GtkWidget *focus = gtk_window_get_focus (fixture->window);

  return focus != NULL ? gtk_widget_get_ancestor (focus, ADW_TYPE_PREFERENCES_ROW) : NULL;
}

static gboolean
name_has_focus (Fixture *fixture)
{
  GtkWidget *row = get_focused_row (fixture);

  return row != NULL
         && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), "Name") == 0;
}

static gboolean
count_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  guint *n_left = user_data;

  return --*n_left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* px that GTK's own frame takes of a window without a compositor. */
#define FRAME 10

/* A form begins with its first entry, on a wide screen and from the foot of a narrow one. */
static void
check_first_entry (Fixture *fixture, int width)
{
  g_autoptr (TbRecord) fresh = tb_record_new (&tb_type_person);
  guint n_frames = 30;

  gtk_window_set_default_size (fixture->window, width, 640);
  tb_test_wait_until (ABS (gtk_widget_get_width (GTK_WIDGET (fixture->window)) - width) <= FRAME);
  open_form (fixture, fresh);
  tb_test_wait_until (name_has_focus (fixture));

  /* It stays there when the dialog has come. */
  gtk_widget_add_tick_callback (GTK_WIDGET (fixture->window), count_frame, &n_frames, NULL);
  tb_test_wait_until (n_frames == 0);
  g_assert_true (name_has_focus (fixture));
}

static void
test_first_entry_wide (Fixture *fixture, gconstpointer data)
{
  check_first_entry (fixture, 1000);
}

static void
test_first_entry_narrow (Fixture *fixture, gconstpointer data)
{
  check_first_entry (fixture, 360);
}

static void
test_add (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbRecord) fresh = tb_record_new (&tb_type_person);
  g_autoptr (TbRecord) saved = NULL;

  open_form (fixture, fresh);
  tb_ui_test_type (fixture->dialog, "Name", "曾博轩");
  tb_ui_test_type (fixture->dialog, "Identity number", ID_NUMBER);
  tb_ui_test_click (fixture->dialog, "_Save");

  saved = load_saved (fixture);
  g_assert_cmpstr (tb_record_get_text (saved, TB_PERSON_NAME), ==, "曾博轩");
  g_assert_cmpstr (tb_record_get_text (saved, TB_PERSON_BIRTH_DATE), ==, "1985-06-15");
  tb_test_wait_until (fixture->dialog == NULL);
}

static void
test_wrong_number_is_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbRecord) fresh = tb_record_new (&tb_type_person);
  g_autoptr (TbRecord) saved = NULL;
  GtkWidget *row;

  open_form (fixture, fresh);
  tb_ui_test_type (fixture->dialog, "Name", "林凯");
  tb_ui_test_type (fixture->dialog, "Identity number", "440399198506150012");
  tb_ui_test_click (fixture->dialog, "_Save");

  row = tb_ui_test_get (fixture->dialog, ADW_TYPE_ENTRY_ROW, "Identity number");
  tb_test_wait_until (gtk_widget_has_css_class (row, "error"));
  g_assert_nonnull (tb_ui_test_find (fixture->dialog, TB_TYPE_MESSAGE_ROW, NULL));
  g_assert_null (fixture->saved_id);

  tb_ui_test_type (fixture->dialog, "Identity number", ID_NUMBER);
  tb_test_wait_until (!gtk_widget_has_css_class (row, "error"));
  tb_ui_test_click (fixture->dialog, "_Save");
  saved = load_saved (fixture);
  g_assert_cmpstr (tb_record_get_text (saved, TB_PERSON_ID_NUMBER), ==, ID_NUMBER);
}

static void
test_masked_until_revealed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_ui_test_add (fixture->session, &tb_type_person, "孙欣宇");
  g_autoptr (TbRecord) stored = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;
  g_autoptr (GPtrArray) history = NULL;
  GtkWidget *masked;
  GtkWidget *row;

  tb_record_set_text (person, TB_PERSON_ID_NUMBER, ID_NUMBER);
  batch = tb_session_save (fixture->session, person, NULL, &error);
  g_assert_no_error (error);
  stored = tb_session_load (fixture->session, &tb_type_person, tb_record_get_id (person), NULL,
                            &error);
  g_assert_no_error (error);

  open_form (fixture, stored);
  masked = tb_ui_test_get (fixture->dialog, TB_TYPE_MASKED_FIELD_ROW, "Identity number");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (masked)), ==, "440399********0011");

  tb_ui_test_click (masked, "Reveal to Edit");
  tb_ui_test_type (GTK_WIDGET (fixture->window), "Reason", "核对台账");
  tb_ui_test_click (GTK_WIDGET (fixture->window), "_Show");

  row = tb_ui_test_get (fixture->dialog, ADW_TYPE_ENTRY_ROW, "Identity number");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, ID_NUMBER);
  history = tb_session_get_history (fixture->session, &tb_type_person, tb_record_get_id (stored),
                                    10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (((TbJournalEntry *)g_ptr_array_index (history, 0))->op, ==, TB_CHANGE_REVEAL);
}

static void
test_closing_asks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbRecord) fresh = tb_record_new (&tb_type_person);

  open_form (fixture, fresh);
  tb_ui_test_type (fixture->dialog, "Name", "盖雪");
  tb_test_wait_until (!adw_dialog_get_can_close (ADW_DIALOG (fixture->dialog)));

  tb_ui_test_click (fixture->dialog, "_Cancel");
  tb_ui_test_click (GTK_WIDGET (fixture->window), "_Discard");
  tb_test_wait_until (fixture->dialog == NULL);
  g_assert_null (fixture->saved_id);
}

static void
test_choose_by_pinyin (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbRecord) wanted
      = tb_ui_test_add (fixture->session, &tb_type_enterprise, "深圳市瑞信投资股份有限公司");
  g_autoptr (TbRecord) other
      = tb_ui_test_add (fixture->session, &tb_type_enterprise, "深圳市众城投资有限公司");
  g_autoptr (TbRecord) person = tb_ui_test_add (fixture->session, &tb_type_person, "唐嘉燕");
  g_autoptr (TbRecord) saved = NULL;
  GtkWidget *row;
  GtkWidget *chooser;
  GtkWidget *entry;

  open_form (fixture, person);
  row = tb_ui_test_get (fixture->dialog, TB_TYPE_REFERENCE_FIELD_ROW, "Employer");
  gtk_widget_activate (row);
  chooser = tb_ui_test_get (fixture->dialog, TB_TYPE_RECORD_CHOOSER, NULL);
  entry = tb_ui_test_get (chooser, GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "ruixin");
  tb_test_wait_until (tb_ui_test_find (chooser, ADW_TYPE_ACTION_ROW, "深圳市众城投资有限公司")
                      == NULL);
  gtk_widget_activate (tb_ui_test_get (chooser, ADW_TYPE_ACTION_ROW, "深圳市瑞信投资股份有限公司"));
  tb_test_wait_until (
      g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "深圳市瑞信投资股份有限公司")
      == 0);

  tb_ui_test_click (fixture->dialog, "_Save");
  saved = load_saved (fixture);
  g_assert_cmpstr (tb_record_get_text (saved, TB_PERSON_ENTERPRISE), ==, tb_record_get_id (wanted));
}

/* Gives a key to the controllers of a widget, the way an event that reaches it does. */
static void
press_key (GtkWidget *widget, guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
    }
}

/* Down leads from what is typed to what was found. */
static void
test_choose_by_arrows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbRecord) wanted
      = tb_ui_test_add (fixture->session, &tb_type_enterprise, "深圳市瑞信投资股份有限公司");
  g_autoptr (TbRecord) person = tb_ui_test_add (fixture->session, &tb_type_person, "唐嘉燕");
  GtkWidget *chooser;
  GtkWidget *found;

  open_form (fixture, person);
  gtk_widget_activate (tb_ui_test_get (fixture->dialog, TB_TYPE_REFERENCE_FIELD_ROW, "Employer"));
  chooser = tb_ui_test_get (fixture->dialog, TB_TYPE_RECORD_CHOOSER, NULL);
  found = tb_ui_test_get (chooser, ADW_TYPE_ACTION_ROW, "深圳市瑞信投资股份有限公司");
  tb_test_wait_until (gtk_widget_get_mapped (found) && gtk_widget_get_width (found) > 0);

  press_key (tb_ui_test_get (chooser, GTK_TYPE_SEARCH_ENTRY, NULL), GDK_KEY_Down);
  g_assert_true (gtk_window_get_focus (fixture->window) == found);
}

static void
test_add_while_choosing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_ui_test_add (fixture->session, &tb_type_person, "唐嘉燕");
  g_autoptr (TbRecord) saved = NULL;
  GtkWidget *row;
  GtkWidget *chooser;

  open_form (fixture, person);
  row = tb_ui_test_get (fixture->dialog, TB_TYPE_REFERENCE_FIELD_ROW, "Employer");
  gtk_widget_activate (row);
  chooser = tb_ui_test_get (fixture->dialog, TB_TYPE_RECORD_CHOOSER, NULL);
  gtk_editable_set_text (GTK_EDITABLE (tb_ui_test_get (chooser, GTK_TYPE_SEARCH_ENTRY, NULL)),
                         "深圳市新来科技有限公司");
  gtk_widget_activate (
      tb_ui_test_get (chooser, ADW_TYPE_BUTTON_ROW, "Add “深圳市新来科技有限公司”"));
  tb_test_wait_until (
      g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "深圳市新来科技有限公司")
      == 0);

  tb_ui_test_click (fixture->dialog, "_Save");
  saved = load_saved (fixture);
  g_assert_cmpstr (tb_record_get_reference_title (saved, TB_PERSON_ENTERPRISE), ==,
                   "深圳市新来科技有限公司");
}

static void
count_visible (GtkWidget *root, const char *label, guint *n)
{
  if (!gtk_widget_get_visible (root))
    return;
  if (GTK_IS_TOGGLE_BUTTON (root)
      && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    (*n)++;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count_visible (child, label, n);
}

/* A heading has something below it: one more field that is seldom asked for is behind the button
 * that the fields before it have already. Where it says something it stands under its heading. */
static void
test_no_empty_section (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbRecord) report = tb_record_new (&tb_type_progress_report);
  guint n = 0;

  open_form (fixture, report);
  g_assert_null (tb_ui_test_find (fixture->dialog, ADW_TYPE_PREFERENCES_GROUP, "Other"));
  count_visible (fixture->dialog, "More Fields", &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_false (tb_ui_test_has_words (fixture->dialog, "Remarks"));

  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (tb_ui_test_get (fixture->dialog, GTK_TYPE_TOGGLE_BUTTON, "More Fields")),
      TRUE);
  tb_ui_test_wait_for_words (fixture->dialog, "Problems");
  tb_ui_test_wait_for_words (fixture->dialog, "Remarks");
  adw_dialog_force_close (ADW_DIALOG (fixture->dialog));

  tb_record_set_text (report, TB_PROGRESS_REPORT_REMARK, "待补照片");
  open_form (fixture, report);
  tb_ui_test_get (fixture->dialog, ADW_TYPE_PREFERENCES_GROUP, "Other");
}

int
main (int argc, char *argv[])
{
  if (!tb_ui_test_init (&argc, &argv))
    return 1;

#define ADD(path, func) g_test_add ("/edit-dialog/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("first-entry-wide", test_first_entry_wide);
  ADD ("first-entry-narrow", test_first_entry_narrow);
  ADD ("add", test_add);
  ADD ("wrong-number-is-refused", test_wrong_number_is_refused);
  ADD ("masked-until-revealed", test_masked_until_revealed);
  ADD ("closing-asks", test_closing_asks);
  ADD ("choose-by-pinyin", test_choose_by_pinyin);
  ADD ("choose-by-arrows", test_choose_by_arrows);
  ADD ("add-while-choosing", test_add_while_choosing);
  ADD ("no-empty-section", test_no_empty_section);

  return tb_test_run ();
}
