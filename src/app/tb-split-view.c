/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-split-view.h"

/**
 * tb_split_view_show_content:
 * @view: a split view
 * @show: whether its content is shown where there is room for one page
 *
 * As adw_navigation_split_view_set_show_content(), which up to libadwaita 1.7 leaves an idle source
 * behind that writes into the view, and holds no reference to it. A window that is closed in that
 * moment then has the memory of something else overwritten. Here the view lives until the source,
 * which is of the same priority and older than ours, has run.
 */
void
tb_split_view_show_content (AdwNavigationSplitView *view, gboolean show)
{
  adw_navigation_split_view_set_show_content (view, show);
  g_idle_add_once (g_object_unref, g_object_ref (view));
}
