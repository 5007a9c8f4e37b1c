/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TbAhead:
 *
 * Things made in order by a thread of its own, some way ahead of whoever uses them.
 */
typedef struct _TbAhead TbAhead;

/**
 * TbAheadFunc:
 *
 * Makes the next thing, on the thread of its own.
 *
 * Returns: (transfer full) (nullable): the thing; %NULL at the end, or with @error set
 */
typedef gpointer (*TbAheadFunc) (gpointer data, GError **error);

TbAhead *tb_ahead_new (const char *name, TbAheadFunc make, gpointer data,
                       GDestroyNotify free_thing) G_GNUC_WARN_UNUSED_RESULT;
void tb_ahead_free (TbAhead *self);

gpointer tb_ahead_next (TbAhead *self, GError **error);
gpointer *tb_ahead_next_many (TbAhead *self, guint max, guint *n_things, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbAhead, tb_ahead_free)

G_END_DECLS
