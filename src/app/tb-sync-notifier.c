/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sync-notifier.h"

#include "tb-notification.h"

#include <glib/gi18n.h>

/**
 * TbSyncNotifier:
 *
 * Tells by the desktop's notifications what a person must do about the sync, and nothing else: the
 * service does not take name and password, or there are new differences. Says nothing to somebody
 * who looks at the window, where it stands at the foot of the sidebar.
 */
struct _TbSyncNotifier
{
  GObject parent_instance;

  TbSync *sync;      /* (owned) */
  GtkWindow *window; /* (not owned): outlives the notifier, which it owns */
  gboolean stopped;  /* whether a stop has been told */
  guint n_review;    /* differences that are known */
};

#define STOPPED_ID "sync-stopped"
#define REVIEW_ID "sync-review"

G_DEFINE_FINAL_TYPE (TbSyncNotifier, tb_sync_notifier, G_TYPE_OBJECT)

static void
withdraw (TbSyncNotifier *self, const char *id)
{
  tb_notification_withdraw (G_APPLICATION (gtk_window_get_application (self->window)), id);
}

static void
send (TbSyncNotifier *self, const char *id, const char *title, const char *body)
{
  g_autoptr (GNotification) notification = g_notification_new (title);

  g_notification_set_body (notification, body);
  tb_notification_send (G_APPLICATION (gtk_window_get_application (self->window)), id,
                        notification);
}

static void
state_changed_cb (TbSyncNotifier *self)
{
  gboolean stopped = tb_sync_get_state (self->sync) == TB_SYNC_STOPPED;

  if (stopped == self->stopped)
    return;

  self->stopped = stopped;
  if (!stopped)
    withdraw (self, STOPPED_ID);
  else if (!gtk_window_is_active (self->window))
    send (self, STOPPED_ID, _ ("Sync Stopped"), tb_sync_get_message (self->sync));
}

static void
n_review_changed_cb (TbSyncNotifier *self)
{
  guint n_review = tb_sync_get_n_review (self->sync);
  gboolean more = n_review > self->n_review;
  g_autofree char *body = NULL;

  self->n_review = n_review;
  if (n_review == 0)
    withdraw (self, REVIEW_ID);
  if (!more || gtk_window_is_active (self->window))
    return;

  body = g_strdup_printf (ngettext ("%u value was changed on two desks. One is to be chosen.",
                                    "%u values were changed on two desks. One of each is to be "
                                    "chosen.",
                                    n_review),
                          n_review);
  send (self, REVIEW_ID, _ ("Differences to Review"), body);
}

/* What was left from the last time is known; more is news. */
static void
status_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbSyncNotifier) self = user_data;
  g_autoptr (TbSyncStatus) status = tb_sync_get_status_finish (TB_SYNC (source), result, NULL);

  if (status == NULL || self->sync == NULL)
    return;

  self->n_review = (guint)status->n_review;
  g_signal_connect_object (self->sync, "notify::n-review", G_CALLBACK (n_review_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
tb_sync_notifier_dispose (GObject *object)
{
  TbSyncNotifier *self = TB_SYNC_NOTIFIER (object);

  g_clear_object (&self->sync);

  G_OBJECT_CLASS (tb_sync_notifier_parent_class)->dispose (object);
}

static void
tb_sync_notifier_class_init (TbSyncNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tb_sync_notifier_dispose;
}

static void
tb_sync_notifier_init (TbSyncNotifier *self)
{
}

/**
 * tb_sync_notifier_new:
 * @sync: the exchange
 * @window: (not nullable): the window that shows its register and owns the notifier
 *
 * What is known already is not told again: only what comes from now on.
 *
 * Returns: (transfer full): the notifier
 */
TbSyncNotifier *
tb_sync_notifier_new (TbSync *sync, GtkWindow *window)
{
  TbSyncNotifier *self = g_object_new (TB_TYPE_SYNC_NOTIFIER, NULL);

  self->sync = g_object_ref (sync);
  self->window = window;
  self->stopped = tb_sync_get_state (sync) == TB_SYNC_STOPPED;
  g_signal_connect_object (sync, "notify::state", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  tb_sync_get_status_async (sync, NULL, status_read_cb, g_object_ref (self));

  return self;
}
