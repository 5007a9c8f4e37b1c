/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sync-notifier.h"

#include "tb-notification.h"

#include <glib/gi18n.h>

/**
 * TbSyncNotifier:
 *
 * Tells by the desktop's notifications what a person must do about the sync, and nothing else: the
 * exchange stopped until somebody helps, or there are new differences. Each leads to where that is
 * done, and is taken back once it is done. Says nothing to somebody who looks at the window, where
 * it stands at the foot of the sidebar.
 */
struct _TbSyncNotifier
{
  GObject parent_instance;

  TbSync *sync;              /* (owned) */
  GtkWindow *window;         /* (not owned): outlives the notifier, which it owns */
  GCancellable *cancellable; /* (owned): of reading what is known */
  gboolean stopped;          /* whether a stop has been told */
  guint n_review;            /* differences that are known */
};

/* What is told: under which name for each register, and what the desktop asks for when somebody
 * follows it. */
typedef struct
{
  const char *id;
  const char *action; /* with the register's file */
} News;

static const News stopped_news = { "sync-stopped", "app.show-sync" };
static const News review_news = { "sync-review", "app.review" };

G_DEFINE_FINAL_TYPE (TbSyncNotifier, tb_sync_notifier, G_TYPE_OBJECT)

static const char *
get_path (TbSyncNotifier *self)
{
  return tb_session_get_path (tb_sync_get_session (self->sync));
}

/* Of two registers, each has its own. */
static char *
dup_id (TbSyncNotifier *self, const News *news)
{
  return g_strconcat (news->id, ":", get_path (self), NULL);
}

/* None once the window is closed, even while its register is being opened still. */
static GApplication *
get_application (TbSyncNotifier *self)
{
  GtkApplication *application = gtk_window_get_application (self->window);

  return application != NULL ? G_APPLICATION (application) : NULL;
}

static void
withdraw (TbSyncNotifier *self, const News *news)
{
  g_autofree char *id = dup_id (self, news);

  if (get_application (self) != NULL)
    tb_notification_withdraw (get_application (self), id);
}

static void
send (TbSyncNotifier *self, const News *news, const char *title, const char *body)
{
  g_autoptr (GNotification) notification = g_notification_new (title);
  g_autofree char *id = dup_id (self, news);

  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, news->action, "s", get_path (self));
  g_notification_add_button_with_target (notification, _ ("Show"), news->action, "s",
                                         get_path (self));
  if (get_application (self) != NULL)
    tb_notification_send (get_application (self), id, notification);
}

static void
state_changed_cb (TbSyncNotifier *self)
{
  gboolean stopped = tb_sync_get_state (self->sync) == TB_SYNC_STOPPED;

  if (stopped == self->stopped)
    return;

  self->stopped = stopped;
  if (!stopped)
    withdraw (self, &stopped_news);
  else if (!gtk_window_is_active (self->window))
    send (self, &stopped_news, _ ("Sync Stopped"), tb_sync_get_message (self->sync));
}

static void
n_review_changed_cb (TbSyncNotifier *self)
{
  guint n_review = tb_sync_get_n_review (self->sync);
  gboolean more = n_review > self->n_review;
  g_autofree char *body = NULL;

  self->n_review = n_review;
  if (n_review == 0)
    withdraw (self, &review_news);
  if (!more || gtk_window_is_active (self->window))
    return;

  body = g_strdup_printf (ngettext ("%u value was changed on two desks. One is to be chosen.",
                                    "%u values were changed on two desks. One of each is to be "
                                    "chosen.",
                                    n_review),
                          n_review);
  send (self, &review_news, _ ("Differences to Review"), body);
}

/* What was left from the last time is known; more is news. */
static void
status_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TbSyncNotifier *self = user_data;
  g_autoptr (TbSyncStatus) status = tb_sync_get_status_finish (TB_SYNC (source), result, NULL);

  /* The notifier is gone then, whatever was read. */
  if (status == NULL || g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;

  self->n_review = (guint)status->n_review;
  if (self->n_review == 0)
    withdraw (self, &review_news);
  g_signal_connect_object (self->sync, "notify::n-review", G_CALLBACK (n_review_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
tb_sync_notifier_dispose (GObject *object)
{
  TbSyncNotifier *self = TB_SYNC_NOTIFIER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
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
  self->cancellable = g_cancellable_new ();
}

/**
 * tb_sync_notifier_new:
 * @sync: the exchange
 * @window: (not nullable): the window that shows its register and owns the notifier
 *
 * What is known already is not told again: only what comes from now on. What an earlier run of the
 * program told and is not true any more is taken back.
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
  if (!self->stopped)
    withdraw (self, &stopped_news);
  g_signal_connect_object (sync, "notify::state", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  tb_sync_get_status_async (sync, self->cancellable, status_read_cb, self);

  return self;
}
