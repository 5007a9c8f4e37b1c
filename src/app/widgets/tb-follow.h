/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbFollowFunc:
 * @widget: what shows something of the register
 * @type_names: (nullable): names of the record types that have changed; %NULL: any
 *
 * Has @widget read anew what it shows.
 */
typedef void (*TbFollowFunc) (GtkWidget *widget, const char *const *type_names);

void tb_follow_changes (GtkWidget *widget, TbSession *session, const char *const *type_names,
                        TbFollowFunc func);

G_END_DECLS
