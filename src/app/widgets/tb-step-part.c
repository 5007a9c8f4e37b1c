/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-step-part.h"

#include "tb-attachment-group.h"
#include "tb-detail-part.h"
#include "tb-machine.h"
#include "tb-step-bar.h"

/**
 * TbStepPart:
 *
 * What the detail of a record has that is hardly more than its states: the steps it can take, where
 * it has states, and its files.
 *
 * Actions: `part.add-files`.
 */
struct _TbStepPart
{
  AdwBin parent_instance;

  TbSession *session; /* (owned) (nullable) */

  TbStepBar *step_bar;
  TbAttachmentGroup *attachment_group;
};

static void tb_step_part_part_init (TbDetailPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbStepPart, tb_step_part, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (TB_TYPE_DETAIL_PART, tb_step_part_part_init))

static void
tb_step_part_bind (TbDetailPart *part, TbSession *session)
{
  g_set_object (&TB_STEP_PART (part)->session, session);
}

static void
tb_step_part_set_record (TbDetailPart *part, TbRecord *record)
{
  TbStepPart *self = TB_STEP_PART (part);
  const TbRecordType *type = tb_record_get_record_type (record);
  gboolean has_states = tb_machine_find (type) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->step_bar), has_states);
  if (has_states)
    tb_step_bar_set_record (self->step_bar, self->session, record);
  tb_attachment_group_set_owner (self->attachment_group, self->session, type->name,
                                 tb_record_get_id (record));
}

static gboolean
tb_step_part_shows_field (TbDetailPart *part, guint field)
{
  return FALSE;
}

static void
tb_step_part_part_init (TbDetailPartInterface *iface)
{
  iface->bind = tb_step_part_bind;
  iface->set_record = tb_step_part_set_record;
  iface->shows_field = tb_step_part_shows_field;
}

static void
add_files (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (TB_STEP_PART (widget)->attachment_group),
                              "attachments.add", NULL);
}

static void
tb_step_part_dispose (GObject *object)
{
  g_clear_object (&TB_STEP_PART (object)->session);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_STEP_PART);

  G_OBJECT_CLASS (tb_step_part_parent_class)->dispose (object);
}

static void
tb_step_part_class_init (TbStepPartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_step_part_dispose;

  g_type_ensure (TB_TYPE_ATTACHMENT_GROUP);
  g_type_ensure (TB_TYPE_STEP_BAR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-step-part.ui");
  gtk_widget_class_bind_template_child (widget_class, TbStepPart, step_bar);
  gtk_widget_class_bind_template_child (widget_class, TbStepPart, attachment_group);

  gtk_widget_class_install_action (widget_class, "part.add-files", NULL, add_files);
}

static void
tb_step_part_init (TbStepPart *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
