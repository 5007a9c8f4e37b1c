/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-step-part.h"

#include "tb-detail-part.h"
#include "tb-step-bar.h"

/**
 * TbStepPart:
 *
 * What the detail of a record has that is nothing but states: the steps it can take.
 */
struct _TbStepPart
{
  AdwBin parent_instance;

  TbSession *session; /* (owned) (nullable) */

  TbStepBar *step_bar; /* (not owned): the child */
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

  tb_step_bar_set_record (self->step_bar, self->session, record);
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
tb_step_part_dispose (GObject *object)
{
  g_clear_object (&TB_STEP_PART (object)->session);

  G_OBJECT_CLASS (tb_step_part_parent_class)->dispose (object);
}

static void
tb_step_part_class_init (TbStepPartClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tb_step_part_dispose;
}

static void
tb_step_part_init (TbStepPart *self)
{
  self->step_bar = g_object_new (TB_TYPE_STEP_BAR, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->step_bar));
}
