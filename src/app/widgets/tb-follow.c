/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-follow.h"

#define FOLLOWER_KEY "tb-follower"

/* What a widget follows; kept with the widget. */
typedef struct
{
  const char *const *wanted; /* (not owned) (nullable): static */
  TbFollowFunc func;
  gboolean stale; /* something has changed while the widget was not seen */
} Follower;

static gboolean
is_concerned (const Follower *self, const char *const *type_names)
{
  if (self->wanted == NULL)
    return TRUE;

  for (guint i = 0; self->wanted[i] != NULL; i++)
    if (g_strv_contains (type_names, self->wanted[i]))
      return TRUE;

  return FALSE;
}

static void
changed_cb (TbSession *session, const char *const *type_names, GtkWidget *widget)
{
  Follower *self = g_object_get_data (G_OBJECT (widget), FOLLOWER_KEY);

  if (!is_concerned (self, type_names))
    return;

  if (gtk_widget_get_mapped (widget))
    self->func (widget, type_names);
  else
    self->stale = TRUE;
}

static void
map_cb (GtkWidget *widget)
{
  Follower *self = g_object_get_data (G_OBJECT (widget), FOLLOWER_KEY);

  if (!self->stale)
    return;

  self->stale = FALSE;
  self->func (widget, NULL);
}

/**
 * tb_follow_changes:
 * @widget: what shows something of the register
 * @session: the register
 * @type_names: (nullable) (array zero-terminated=1): static; the record types that @widget reads;
 * %NULL: all
 * @func: has @widget read them anew
 *
 * Calls @func whenever such records have changed, for as long as @widget is there. A widget that is
 * not seen catches up when it is shown: while thousands of records come in, only what is on the
 * screen is read again and again. Once a widget.
 */
void
tb_follow_changes (GtkWidget *widget, TbSession *session, const char *const *type_names,
                   TbFollowFunc func)
{
  Follower *self;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TB_IS_SESSION (session));
  g_return_if_fail (func != NULL);
  g_return_if_fail (g_object_get_data (G_OBJECT (widget), FOLLOWER_KEY) == NULL);

  self = g_new0 (Follower, 1);
  self->wanted = type_names;
  self->func = func;
  g_object_set_data_full (G_OBJECT (widget), FOLLOWER_KEY, self, g_free);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), widget, G_CONNECT_DEFAULT);
  g_signal_connect (widget, "map", G_CALLBACK (map_cb), NULL);
}
