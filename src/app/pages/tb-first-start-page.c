/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-first-start-page.h"

struct _TbFirstStartPage
{
  AdwBin parent_instance;

  AdwStatusPage *status_page;
};

G_DEFINE_FINAL_TYPE (TbFirstStartPage, tb_first_start_page, ADW_TYPE_BIN)

static void
tb_first_start_page_dispose (GObject *object)
{
  /* Or both the template and the bin would let go of the child. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_FIRST_START_PAGE);

  G_OBJECT_CLASS (tb_first_start_page_parent_class)->dispose (object);
}

static void
tb_first_start_page_class_init (TbFirstStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_first_start_page_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-first-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TbFirstStartPage, status_page);
}

static void
tb_first_start_page_init (TbFirstStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  adw_status_page_set_icon_name (self->status_page, TB_APPLICATION_ID);
}
