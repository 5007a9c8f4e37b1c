/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "tb-connection.h"
#include "tb-date.h"

G_BEGIN_DECLS

/**
 * TbDueKind:
 * @TB_DUE_EVENT: an event is held
 * @TB_DUE_MILESTONE: a milestone is to be reached
 * @TB_DUE_CLAIM: a claim is to be done, or mended
 *
 * Why something stands in the list of a week.
 */
typedef enum
{
  TB_DUE_EVENT,
  TB_DUE_MILESTONE,
  TB_DUE_CLAIM,
} TbDueKind;

/**
 * TbDueItem:
 * @type_name: the record to be opened: its type; static
 * @id: and its id
 * @on: the day, ISO
 * @time: (nullable): from when, for events
 * @title: what it is
 * @note: (nullable): what it belongs to: the organisation, the project
 * @late: whether the day is over
 * @done: whether it was done all the same, as an event that was held
 *
 * Something that is to be done. Texts are owned.
 */
typedef struct
{
  TbDueKind kind;
  const char *type_name;
  char *id;
  char *on;
  char *time;
  char *title;
  char *note;
  gboolean late;
  gboolean done;
} TbDueItem;

void tb_due_item_free (TbDueItem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbDueItem, tb_due_item_free)

GPtrArray *tb_week_list_due (TbConnection *connection, TbDate from, guint limit,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
