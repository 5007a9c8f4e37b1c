/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-detail-part.h"

#include "tb-event-part.h"
#include "tb-hours-part.h"
#include "tb-project-part.h"
#include "tb-step-part.h"

G_DEFINE_INTERFACE (TbDetailPart, tb_detail_part, GTK_TYPE_WIDGET)

/* The types whose detail is more than a list of values. A new part is a row here. */
static const struct
{
  const char *type;
  GType (*get_type) (void);
} parts[] = {
  { "event", tb_event_part_get_type },     { "person", tb_hours_part_get_type },
  { "project", tb_project_part_get_type }, { "claim", tb_step_part_get_type },
  { "milestone", tb_step_part_get_type },
};

static void
tb_detail_part_default_init (TbDetailPartInterface *iface)
{
}

/**
 * tb_detail_part_new:
 * @type: the type of the records to be shown
 * @session: the register
 *
 * Returns: (transfer floating) (nullable): the part of that type's detail, where it has one
 */
GtkWidget *
tb_detail_part_new (const TbRecordType *type, TbSession *session)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_strcmp0 (parts[i].type, type->name) == 0)
      {
        GtkWidget *part = g_object_new (parts[i].get_type (), NULL);

        TB_DETAIL_PART_GET_IFACE (part)->bind (TB_DETAIL_PART (part), session);
        return part;
      }

  return NULL;
}

/**
 * tb_detail_part_set_record:
 * @self: a part
 * @record: a record of its type, as last read
 *
 * Shows a record, or the same record anew.
 */
void
tb_detail_part_set_record (TbDetailPart *self, TbRecord *record)
{
  g_return_if_fail (TB_IS_DETAIL_PART (self));

  TB_DETAIL_PART_GET_IFACE (self)->set_record (self, record);
}

/**
 * tb_detail_part_shows_field:
 * @self: a part
 * @field: index of a field of its type
 *
 * Returns: whether the part shows the field, so that it is left out of the list of values
 */
gboolean
tb_detail_part_shows_field (TbDetailPart *self, guint field)
{
  g_return_val_if_fail (TB_IS_DETAIL_PART (self), FALSE);

  return TB_DETAIL_PART_GET_IFACE (self)->shows_field (self, field);
}
