/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TbCommand:
 * @group: (translatable): the heading it stands under in the shortcuts dialog
 * @title: (translatable): what it does
 * @action: (nullable): detailed name of the action; %NULL where a widget binds the keys
 * @accels: its keys, as gtk_accelerator_parse() reads them, ended by %NULL
 * @findable: whether it is offered by the search over everything
 *
 * Something that can be done from anywhere by key. The table feeds the accelerators, the shortcuts
 * dialog and the search over everything.
 */
typedef struct
{
  const char *group;
  const char *title;
  const char *action;
  const char *accels[3];
  gboolean findable;
} TbCommand;

const TbCommand *tb_commands_get_all (guint *n_commands);
void tb_commands_install (GtkApplication *application);

G_END_DECLS
