/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-split-view.h"
#include "tb-test.h"
#include "tb-ui-test.h"

static AdwNavigationPage *
new_page (const char *title)
{
  return adw_navigation_page_new (gtk_label_new (title), title);
}

/* What libadwaita has left to do with the view finds it there, and then it goes. */
static void
test_outlives_its_idle (void)
{
  AdwNavigationSplitView *view
      = ADW_NAVIGATION_SPLIT_VIEW (g_object_ref_sink (adw_navigation_split_view_new ()));
  gpointer there = view;

  adw_navigation_split_view_set_sidebar (view, new_page ("Sidebar"));
  adw_navigation_split_view_set_content (view, new_page ("Content"));
  g_object_add_weak_pointer (G_OBJECT (view), &there);

  tb_split_view_show_content (view, TRUE);
  g_assert_true (adw_navigation_split_view_get_show_content (view));
  g_object_unref (view);
  g_assert_nonnull (there);

  tb_test_wait_until (there == NULL);
}

int
main (int argc, char **argv)
{
  if (!tb_ui_test_init (&argc, &argv))
    return 77;

  g_test_add_func ("/app/split-view/outlives-its-idle", test_outlives_its_idle);

  return tb_test_run ();
}
