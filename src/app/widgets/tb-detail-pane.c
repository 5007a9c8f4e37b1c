/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-detail-pane.h"

#include "tb-state-rules.h"
#include "tb-record-menu.h"

/**
 * TbDetailPane:
 *
 * A record in full, with a header bar of what can be done with it.
 *
 * Properties: `title`: what the record is called.
 */
struct _TbDetailPane
{
  AdwBin parent_instance;

  GtkButton *edit_button;
  GtkMenuButton *menu_button;
  TbRecordDetail *detail;
};

enum
{
  PROP_TITLE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TbDetailPane, tb_detail_pane, ADW_TYPE_BIN)

static void
title_cb (TbDetailPane *self)
{
  TbRecord *record = tb_record_detail_get_record (self->detail);
  g_autoptr (GMenuModel) menu = record != NULL ? tb_record_menu_new (record) : NULL;

  gtk_menu_button_set_menu_model (self->menu_button, menu);
  if (record != NULL)
    {
      gboolean locked
          = tb_state_rules_is_locked (record) || tb_record_detail_is_read_only (self->detail);

      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->edit_button), "(ss)",
                                        tb_record_get_record_type (record)->name,
                                        tb_record_get_id (record));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->edit_button),
                                      locked ? NULL : "win.edit");
      gtk_widget_set_sensitive (GTK_WIDGET (self->edit_button), !locked);
    }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static void
tb_detail_pane_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  TbDetailPane *self = TB_DETAIL_PANE (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_object_get_property (G_OBJECT (self->detail), "title", value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tb_detail_pane_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_DETAIL_PANE);

  G_OBJECT_CLASS (tb_detail_pane_parent_class)->dispose (object);
}

static void
tb_detail_pane_class_init (TbDetailPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tb_detail_pane_get_property;
  object_class->dispose = tb_detail_pane_dispose;

  properties[PROP_TITLE]
      = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (TB_TYPE_RECORD_DETAIL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-detail-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, TbDetailPane, edit_button);
  gtk_widget_class_bind_template_child (widget_class, TbDetailPane, menu_button);
  gtk_widget_class_bind_template_child (widget_class, TbDetailPane, detail);
  gtk_widget_class_bind_template_callback (widget_class, title_cb);
}

static void
tb_detail_pane_init (TbDetailPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_detail_pane_get_detail:
 * @self: a detail pane
 *
 * Returns: (transfer none): the part that shows the record
 */
TbRecordDetail *
tb_detail_pane_get_detail (TbDetailPane *self)
{
  return self->detail;
}
