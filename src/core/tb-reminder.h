/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "tb-connection.h"
#include "tb-date.h"

G_BEGIN_DECLS

/**
 * TbReminder:
 * @keys: what it reminds of, each as TYPE:ID, ended by %NULL; what was told once is not told again
 * that day
 * @type_name: (nullable): the record to be opened: its type, static; %NULL for the overview
 * @id: (nullable): and its id
 * @title: the title of an event or project, or how many things it is about; nothing of a person
 * @body: what is due, and when
 *
 * One thing to be told to whoever sits at the desk. Texts are owned.
 */
typedef struct
{
  GStrv keys;
  const char *type_name;
  char *id;
  char *title;
  char *body;
} TbReminder;

void tb_reminder_free (TbReminder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbReminder, tb_reminder_free)

gboolean tb_reminder_is_quiet (int minute, int quiet_from, int quiet_until);
GPtrArray *tb_reminder_list (TbConnection *connection, TbDate today, int minute,
                             const char *const *told, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
