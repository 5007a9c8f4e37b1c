/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-record-item.h"

#include "tb-record-item-private.h"

enum
{
  PROP_RECORD = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TbRecordItem, tb_record_item, G_TYPE_OBJECT)

static void
tb_record_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  TbRecordItem *self = TB_RECORD_ITEM (object);

  switch (prop_id)
    {
    case PROP_RECORD:
      g_value_set_object (value, tb_record_item_get_record (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tb_record_item_dispose (GObject *object)
{
  TbRecordItem *self = TB_RECORD_ITEM (object);

  if (self->owner != NULL)
    self->functions->forget (self, self->owner);
  self->owner = NULL;
  g_clear_object (&self->record);

  G_OBJECT_CLASS (tb_record_item_parent_class)->dispose (object);
}

static void
tb_record_item_class_init (TbRecordItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tb_record_item_get_property;
  object_class->dispose = tb_record_item_dispose;

  properties[PROP_RECORD]
      = g_param_spec_object ("record", NULL, NULL, TB_TYPE_RECORD,
                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tb_record_item_init (TbRecordItem *self)
{
}

TbRecordItem *
tb_record_item_new (const TbRecordItemOwner *functions, gpointer owner, gint64 row, guint position)
{
  TbRecordItem *self = g_object_new (TB_TYPE_RECORD_ITEM, NULL);

  self->functions = functions;
  self->owner = owner;
  self->row = row;
  self->position = position;

  return self;
}

void
tb_record_item_set_record (TbRecordItem *self, TbRecord *record)
{
  const gboolean same = self->record != NULL && tb_record_shows_same (self->record, record);

  self->stale = FALSE;
  /* Cells lay themselves out again, which a screen full of them need not for nothing. */
  if (!g_set_object (&self->record, record) || same || self->moved)
    return;

  tb_record_item_tell (self);
}

/* Lets an item stand for another row. Nobody is told before tb_record_item_tell(). */
void
tb_record_item_move (TbRecordItem *self, gint64 row, TbRecord *record)
{
  self->row = row;
  self->stale = FALSE;
  self->moved = TRUE;
  g_set_object (&self->record, record);
}

void
tb_record_item_tell (TbRecordItem *self)
{
  self->moved = FALSE;
  for (TbRecordItemWatch *watch = self->watches; watch != NULL; watch = watch->next)
    watch->arrived (watch->data);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
}

/**
 * tb_record_item_add_watch:
 * @watch: (not owned): to be removed before it or the item goes away; it may not add or remove
 * watches when it is called
 */
void
tb_record_item_add_watch (TbRecordItem *self, TbRecordItemWatch *watch)
{
  g_return_if_fail (TB_IS_RECORD_ITEM (self));
  g_return_if_fail (watch->next == NULL);

  watch->next = self->watches;
  self->watches = watch;
}

/**
 * tb_record_item_remove_watch:
 * @watch: one that was added
 */
void
tb_record_item_remove_watch (TbRecordItem *self, TbRecordItemWatch *watch)
{
  TbRecordItemWatch **link;

  g_return_if_fail (TB_IS_RECORD_ITEM (self));

  for (link = &self->watches; *link != watch; link = &(*link)->next)
    g_assert (*link != NULL);
  *link = watch->next;
  watch->next = NULL;
}

/**
 * tb_record_item_get_record:
 *
 * The record, if it has arrived. If not, looking for it has it fetched, and `notify::record` tells
 * when it is there.
 *
 * Returns: (transfer none) (nullable): the record, which must not be changed
 */
TbRecord *
tb_record_item_get_record (TbRecordItem *self)
{
  g_return_val_if_fail (TB_IS_RECORD_ITEM (self), NULL);

  if (self->record == NULL && self->owner != NULL)
    self->functions->want (self, self->owner);

  return self->record;
}

/**
 * tb_record_item_get_row:
 *
 * Returns: the number of the record's row, which stays the same as long as the record is there
 */
gint64
tb_record_item_get_row (TbRecordItem *self)
{
  g_return_val_if_fail (TB_IS_RECORD_ITEM (self), 0);

  return self->row;
}
