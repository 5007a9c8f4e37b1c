/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "tb-connected-test.h"
#include "tb-exchange-parcel.h"
#include "tb-names-test.h"
#include "tb-parcel-export-dialog.h"
#include "tb-parcel-import-dialog.h"
#include "tb-test.h"
#include "tb-type-person.h"
#include "tb-ui-test.h"

#define PASSPHRASE "四 个 词 语 合 成 的 口 令 够 长"
#define SECOND_TITLE "Passphrase Again"

/* Where the version of the format stands in a file. */
#define VERSION_OFFSET 11

static GFile *
new_file (const char *name)
{
  g_autofree char *path = tb_test_dup_path (name);

  return g_file_new_for_path (path);
}

static GtkWidget *
present (TbConnectedTest *self, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (self->base.window), action, NULL);
  tb_test_wait_until (tb_connected_test_get_dialog (self) != NULL);
  tb_names_test_check (tb_connected_test_get_dialog (self));
  return tb_connected_test_get_dialog (self);
}

/* Writes what there is, and says so. */
static void
export_all (TbConnectedTest *self, GFile *file)
{
  GtkWidget *dialog = present (self, "win.export-parcel");

  tb_ui_test_type (dialog, "Name of the Other Desk", "支部办公室");
  tb_ui_test_type (dialog, "Passphrase", "short");
  tb_ui_test_wait_for_words (dialog, "Too short");
  g_assert_false (gtk_widget_get_sensitive (tb_ui_test_get (dialog, GTK_TYPE_BUTTON, "_Save…")));

  tb_ui_test_type (dialog, "Passphrase", PASSPHRASE);
  tb_ui_test_type (dialog, SECOND_TITLE, "something else");
  tb_ui_test_wait_for_words (dialog, "The two are not the same");
  g_assert_false (gtk_widget_get_sensitive (tb_ui_test_get (dialog, GTK_TYPE_BUTTON, "_Save…")));

  tb_ui_test_type (dialog, SECOND_TITLE, PASSPHRASE);
  tb_test_wait_until (
      gtk_widget_get_sensitive (tb_ui_test_get (dialog, GTK_TYPE_BUTTON, "_Save…")));
  tb_parcel_export_dialog_write (TB_PARCEL_EXPORT_DIALOG (dialog), file);
  tb_ui_test_wait_for_words (dialog, "1 change was written for “支部办公室”");
  tb_names_test_check (dialog);
  tb_ui_test_click (dialog, "_Done");
  tb_test_wait_until (tb_connected_test_get_dialog (self) == NULL);
}

static void
read_file (TbConnectedTest *self, GFile *file, const char *passphrase)
{
  GtkWidget *dialog = tb_connected_test_get_dialog (self);

  tb_parcel_import_dialog_set_file (TB_PARCEL_IMPORT_DIALOG (dialog), file);
  tb_ui_test_type (dialog, "Passphrase", passphrase);
  tb_ui_test_click (dialog, "_Read");
}

/* Leaves this register for another, empty one. */
static void
open_other (TbConnectedTest *self)
{
  static guint n_opened;
  g_autofree char *name = g_strdup_printf ("other-%u.db", n_opened++);
  g_autofree char *path = tb_test_dup_path (name);

  tb_window_open (self->base.window, path, TB_OPEN_CREATE);
  tb_test_wait_until (
      tb_window_get_session (self->base.window) != NULL
      && g_str_equal (tb_session_get_path (tb_window_get_session (self->base.window)), path)
      && tb_window_get_sync (self->base.window) != NULL);
}

static void
assert_n_persons (TbConnectedTest *self, gint64 n)
{
  g_assert_cmpint (tb_window_test_count (&self->base, "person"), ==, n);
}

/* From one desk to another that shares no network with it; what is already there is nothing new. */
static void
test_round_trip (TbConnectedTest *self, gconstpointer data)
{
  g_autoptr (TbRecord) person
      = tb_ui_test_add (tb_window_get_session (self->base.window), &tb_type_person, "曾志强");
  g_autoptr (GFile) file = new_file ("round-trip.tbx");
  g_autoptr (TbRecord) received = NULL;
  g_autoptr (GError) error = NULL;

  export_all (self, file);
  open_other (self);
  assert_n_persons (self, 0);
  present (self, "win.import-parcel");
  read_file (self, file, PASSPHRASE);
  tb_ui_test_wait_for_words (tb_connected_test_get_dialog (self), "1 change was new.");
  tb_names_test_check (tb_connected_test_get_dialog (self));
  tb_connected_test_close_dialog (self);

  received = tb_session_load (tb_window_get_session (self->base.window), &tb_type_person,
                              tb_record_get_id (person), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tb_record_get_text (received, TB_PERSON_NAME), ==, "曾志强");

  present (self, "win.import-parcel");
  read_file (self, file, PASSPHRASE);
  tb_ui_test_wait_for_words (tb_connected_test_get_dialog (self), "Nothing in it was new");
  tb_connected_test_close_dialog (self);
  assert_n_persons (self, 1);
}

/* Where the fault is mended. */
static void
wait_for_focus (TbConnectedTest *self, GtkWidget *widget)
{
  GtkWindow *window = GTK_WINDOW (self->base.window);

  tb_test_wait_until (gtk_window_get_focus (window) != NULL
                      && (gtk_window_get_focus (window) == widget
                          || gtk_widget_is_ancestor (gtk_window_get_focus (window), widget)));
}

/* Each of these is said beside the passphrase, changes nothing, and can be mended there. */
static void
test_faults (TbConnectedTest *self, gconstpointer data)
{
  g_autoptr (TbRecord) person
      = tb_ui_test_add (tb_window_get_session (self->base.window), &tb_type_person, "曾志强");
  g_autoptr (GFile) file = new_file ("faults.tbx");
  g_autoptr (GFile) foreign = new_file ("foreign.tbx");
  g_autoptr (GFile) newer = new_file ("newer.tbx");
  g_autofree char *content = NULL;
  GtkWidget *dialog;
  GtkWidget *choose;
  gsize length;

  g_assert_nonnull (person);
  export_all (self, file);
  g_assert_true (g_file_load_contents (file, NULL, &content, &length, NULL, NULL));
  content[VERSION_OFFSET] = 99;
  g_assert_true (g_file_set_contents (g_file_peek_path (newer), content, (gssize)length, NULL));
  g_assert_true (g_file_set_contents (g_file_peek_path (foreign), "a letter", -1, NULL));
  open_other (self);

  dialog = present (self, "win.import-parcel");
  read_file (self, file, "not the passphrase");
  tb_ui_test_wait_for_words (dialog, "This is not the passphrase of");
  wait_for_focus (self, tb_ui_test_get (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW, "Passphrase"));
  read_file (self, foreign, PASSPHRASE);
  tb_ui_test_wait_for_words (dialog, "is not an exchange file");
  choose = tb_ui_test_get (dialog, GTK_TYPE_BUTTON, "_Choose…");
  wait_for_focus (self, choose);
  /* What was wrong with that file says nothing of the next one. */
  tb_parcel_import_dialog_set_file (TB_PARCEL_IMPORT_DIALOG (dialog), file);
  g_assert_false (tb_ui_test_has_words (dialog, "is not an exchange file"));
  read_file (self, newer, PASSPHRASE);
  tb_ui_test_wait_for_words (dialog, "newer version");
  tb_names_test_check (dialog);
  assert_n_persons (self, 0);

  read_file (self, file, PASSPHRASE);
  tb_ui_test_wait_for_words (dialog, "1 change was new.");
  tb_connected_test_close_dialog (self);
  assert_n_persons (self, 1);
}

static void
activate_row (GtkWidget *dialog, const char *title)
{
  g_signal_emit_by_name (tb_ui_test_get (dialog, ADW_TYPE_BUTTON_ROW, title), "activated");
}

/* The file of another tower is shown for what it is, and what was read all the same is taken back.
 */
static void
test_stranger (TbConnectedTest *self, gconstpointer data)
{
  g_autoptr (TbRecord) person
      = tb_ui_test_add (tb_window_get_session (self->base.window), &tb_type_person, "曾志强");
  g_autoptr (TbRecord) own = NULL;
  g_autoptr (GFile) file = new_file ("stranger.tbx");
  GtkWidget *dialog;

  export_all (self, file);
  open_other (self);
  own = tb_ui_test_add (tb_window_get_session (self->base.window), &tb_type_person, "邓志明");
  dialog = present (self, "win.import-parcel");
  read_file (self, file, PASSPHRASE);
  tb_ui_test_wait_for_words (dialog, "The register has never heard of that desk.");
  tb_ui_test_wait_for_words (dialog, "1 record");
  tb_names_test_check (dialog);
  activate_row (dialog, "_Choose Another File");
  assert_n_persons (self, 1);

  read_file (self, file, PASSPHRASE);
  tb_ui_test_wait_for_words (dialog, "The register has never heard of that desk.");
  activate_row (dialog, "_Read It All the Same");
  tb_ui_test_wait_for_words (dialog, "The register as it was before is kept as");
  tb_names_test_check (dialog);
  assert_n_persons (self, 2);

  tb_ui_test_click (dialog, "_Take Back");
  tb_test_wait_until (tb_connected_test_get_dialog (self) == NULL);
  tb_test_wait_until (tb_window_get_session (self->base.window) != NULL
                      && tb_window_get_sync (self->base.window) != NULL);
  assert_n_persons (self, 1);
}

/* What a guess costs is not what is tried here. */
static const TbSealCost cost = { .memory_kib = 8, .n_passes = 1, .n_lanes = 1 };

static void
carry (TbSession *from, TbSession *to, const char *recipient, GFile *file)
{
  const TbParcelWish wish = { .recipient = recipient, .passphrase = PASSPHRASE, .cost = &cost };
  g_auto (TbParcelReceived) received = { 0 };
  g_autoptr (GError) error = NULL;
  TbParcelSent sent;

  tb_parcel_export (from, file, &wish, &sent, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  if (to != NULL)
    tb_parcel_import (to, file, PASSPHRASE, FALSE, &received, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
add_person (TbSession *session, const char *name)
{
  g_autoptr (TbRecord) person = tb_ui_test_add (session, &tb_type_person, name);

  g_assert_nonnull (person);
}

/* Who reads a file that was meant for another desk is told that, and has what is in it. */
static void
test_for_another (TbConnectedTest *self, gconstpointer data)
{
  g_autoptr (TbSession) office = tb_ui_test_open ();
  g_autoptr (TbSession) street = tb_ui_test_open ();
  g_autoptr (GFile) file = new_file ("for-another.tbx");
  GtkWidget *dialog;

  add_person (office, "曾志强");
  carry (office, tb_window_get_session (self->base.window), "本桌", file);
  add_person (office, "邓志明");
  carry (office, street, "街道", file);
  /* A desk from which a file came is called as its user is. */
  carry (street, office, "测试员", file);
  add_person (office, "单晓玲");
  carry (office, NULL, "街道", file);

  dialog = present (self, "win.import-parcel");
  read_file (self, file, PASSPHRASE);
  tb_ui_test_wait_for_words (dialog, "1 change was new.");
  tb_ui_test_wait_for_words (dialog, "It was made for another desk");
  g_assert_false (tb_ui_test_has_words (dialog, "made before this one is missing"));
  tb_connected_test_close_dialog (self);
  assert_n_persons (self, 2);

  tb_session_close (office);
  tb_session_close (street);
}

static char *
dup_item_label (GMenuModel *menu, int position)
{
  char *label = NULL;

  g_assert_true (
      g_menu_model_get_item_attribute (menu, position, G_MENU_ATTRIBUTE_LABEL, "s", &label));
  return label;
}

/* Whoever wrote for a desk before need not remember how it was called: another name would be
 * another desk, which gets everything anew. */
static void
test_known_desks (TbConnectedTest *self, gconstpointer data)
{
  g_autoptr (TbSession) street = tb_ui_test_open ();
  g_autoptr (GFile) file = new_file ("known-desks.tbx");
  g_autofree char *latest = NULL;
  g_autofree char *earlier = NULL;
  GtkWidget *dialog, *row;
  GMenuModel *menu;

  dialog = present (self, "win.export-parcel");
  tb_window_test_wait_frames (&self->base, 3);
  g_assert_null (tb_ui_test_find (dialog, GTK_TYPE_MENU_BUTTON, "Desks Before"));
  tb_connected_test_close_dialog (self);

  add_person (tb_window_get_session (self->base.window), "曾志强");
  carry (tb_window_get_session (self->base.window), NULL, "街道_一楼", file);
  carry (tb_window_get_session (self->base.window), street, "支部办公室", file);
  dialog = present (self, "win.export-parcel");
  menu = gtk_menu_button_get_menu_model (
      GTK_MENU_BUTTON (tb_ui_test_get (dialog, GTK_TYPE_MENU_BUTTON, "Desks Before")));
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 2);
  latest = dup_item_label (menu, 0);
  earlier = dup_item_label (menu, 1);
  g_assert_cmpstr (latest, ==, "支部办公室");
  /* What is underlined in a menu is written twice. */
  g_assert_cmpstr (earlier, ==, "街道__一楼");

  gtk_widget_activate_action (dialog, "parcel.choose-desk", "s", "街道_一楼");
  row = tb_ui_test_get (dialog, ADW_TYPE_ENTRY_ROW, "Name of the Other Desk");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "街道_一楼");
  tb_connected_test_close_dialog (self);
  tb_session_close (street);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/app/exchange-file/" name, TbConnectedTest, NULL, tb_connected_test_set_up, func,   \
              tb_connected_test_tear_down)

int
main (int argc, char **argv)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  if (!tb_ui_test_init (&argc, &argv))
    return 77;

  ADD ("round-trip", test_round_trip);
  ADD ("faults", test_faults);
  ADD ("stranger", test_stranger);
  ADD ("for-another", test_for_another);
  ADD ("known-desks", test_known_desks);

  return tb_test_run ();
}
