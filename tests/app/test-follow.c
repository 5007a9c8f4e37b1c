/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-follow.h"

#include "tb-test.h"
#include "tb-type-enterprise.h"
#include "tb-type-organisation.h"
#include "tb-ui-test.h"

static const char *const followed[] = { "organisation", NULL };

typedef struct
{
  TbSession *session;
  GtkWindow *window;
  GtkStack *stack;
  GtkWidget *widget; /* follows organisations */
} Fixture;

/* How often it was told, and whether of what. */
static guint n_told;
static gboolean was_named;

static void
told_cb (GtkWidget *widget, const char *const *type_names)
{
  n_told++;
  was_named = type_names != NULL;
}

static void
count_cb (TbSession *session, const char *const *type_names, guint *n_signals)
{
  (*n_signals)++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  n_told = 0;
  fixture->session = tb_ui_test_open ();
  fixture->window = tb_ui_test_window_new ();
  fixture->widget = gtk_label_new ("followed");
  fixture->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (fixture->stack, gtk_label_new ("other"), "other");
  gtk_stack_add_named (fixture->stack, fixture->widget, "followed");
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (fixture->stack));
  gtk_window_present (fixture->window);
  tb_follow_changes (fixture->widget, fixture->session, followed, told_cb);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  tb_session_close (fixture->session);
  g_clear_object (&fixture->session);
}

/* Adds a record, and waits until its change has been told. */
static void
add (Fixture *fixture, const TbRecordType *type, const char *name)
{
  guint n_signals = 0;
  gulong handler
      = g_signal_connect (fixture->session, "changed", G_CALLBACK (count_cb), &n_signals);
  g_autoptr (TbRecord) record = tb_ui_test_add (fixture->session, type, name);

  tb_test_wait_until (n_signals > 0);
  g_signal_handler_disconnect (fixture->session, handler);
}

static void
test_seen (Fixture *fixture, gconstpointer data)
{
  gtk_stack_set_visible_child (fixture->stack, fixture->widget);
  tb_test_wait_until (gtk_widget_get_mapped (fixture->widget));
  add (fixture, &tb_type_organisation, "云杉大厦联合党支部");
  g_assert_cmpuint (n_told, ==, 1);
  g_assert_true (was_named);
  /* Of other types nothing is read. */
  add (fixture, &tb_type_enterprise, "海港贸易有限公司");
  g_assert_cmpuint (n_told, ==, 1);
}

/* Whatever happens while it is not seen, it is told once, when it is shown. */
static void
test_hidden (Fixture *fixture, gconstpointer data)
{
  add (fixture, &tb_type_organisation, "云杉大厦联合党支部");
  add (fixture, &tb_type_organisation, "云杉大厦第二党支部");
  g_assert_cmpuint (n_told, ==, 0);
  gtk_stack_set_visible_child (fixture->stack, fixture->widget);
  tb_test_wait_until (n_told == 1);
  g_assert_false (was_named);

  gtk_stack_set_visible_child_name (fixture->stack, "other");
  tb_test_wait_until (!gtk_widget_get_mapped (fixture->widget));
  gtk_stack_set_visible_child (fixture->stack, fixture->widget);
  tb_test_wait_until (gtk_widget_get_mapped (fixture->widget));
  g_assert_cmpuint (n_told, ==, 1);
}

static void
test_gone (Fixture *fixture, gconstpointer data)
{
  gtk_stack_set_visible_child (fixture->stack, fixture->widget);
  tb_test_wait_until (gtk_widget_get_mapped (fixture->widget));
  gtk_stack_remove (fixture->stack, fixture->widget);
  add (fixture, &tb_type_organisation, "云杉大厦联合党支部");
  g_assert_cmpuint (n_told, ==, 0);
}

int
main (int argc, char *argv[])
{
  if (!tb_ui_test_init (&argc, &argv))
    return 1;

#define ADD(name, func) g_test_add ("/follow/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("seen", test_seen);
  ADD ("hidden", test_hidden);
  ADD ("gone", test_gone);
#undef ADD

  return tb_test_run ();
}
