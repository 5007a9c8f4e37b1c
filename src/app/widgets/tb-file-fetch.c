/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-file-fetch.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "tb-attachment-words.h"

/**
 * TbFileFetch:
 *
 * The fetching of one file that is on the service and not on this desk. It can be stopped; what has
 * come until then is kept for the next time. Whoever asked for the file is told what went wrong,
 * and may try again.
 *
 * Signals: `progressed` while it comes, and when it is interrupted, `ended` (boolean: whether the
 * file is there) once, after which nothing more is heard of it.
 */
struct _TbFileFetch
{
  GObject parent_instance;

  TbSync *sync;              /* (owned) */
  char *sha256;              /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GtkWidget *parent;   /* (not owned) (nullable): over which errors are told, while it is there */
  gboolean is_running; /* not while somebody reads what went wrong */
  guint64 done;
  guint64 total; /* bytes; 0 until it is known */
};

enum
{
  SIGNAL_PROGRESSED,
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbFileFetch, tb_file_fetch, G_TYPE_OBJECT)

static void
end (TbFileFetch *self, gboolean is_there)
{
  g_clear_weak_pointer (&self->parent);
  g_signal_emit (self, signals[SIGNAL_ENDED], 0, is_there);
}

static void fetch (TbFileFetch *self);

static void
response_cb (TbFileFetch *self, const char *response)
{
  if (g_str_equal (response, "retry") && !g_cancellable_is_cancelled (self->cancellable))
    fetch (self);
  else
    end (self, FALSE);
}

static void
ask_to_retry (TbFileFetch *self, const GError *error)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("File Not Fetched"), error->message);

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"), "retry",
                                  _ ("_Try Again"), NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "retry");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "close");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, self->parent);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbFileFetch) self = user_data;
  g_autoptr (GError) error = NULL;

  if (tb_sync_fetch_file_finish (TB_SYNC (source), result, &error))
    end (self, TRUE);
  else if (g_cancellable_is_cancelled (self->cancellable) || self->parent == NULL)
    end (self, FALSE);
  else
    {
      self->is_running = FALSE;
      g_signal_emit (self, signals[SIGNAL_PROGRESSED], 0);
      ask_to_retry (self, error);
    }
}

static void
progress_cb (guint64 done, guint64 total, gpointer data)
{
  TbFileFetch *self = data;

  self->done = done;
  self->total = total;
  g_signal_emit (self, signals[SIGNAL_PROGRESSED], 0);
}

static void
fetch (TbFileFetch *self)
{
  self->is_running = TRUE;
  self->done = 0;
  self->total = 0;
  tb_sync_fetch_file_async (self->sync, self->sha256, progress_cb, self, self->cancellable,
                            fetched_cb, g_object_ref (self));
  g_signal_emit (self, signals[SIGNAL_PROGRESSED], 0);
}

static void
tb_file_fetch_finalize (GObject *object)
{
  TbFileFetch *self = TB_FILE_FETCH (object);

  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->sync);
  g_clear_object (&self->cancellable);
  g_free (self->sha256);

  G_OBJECT_CLASS (tb_file_fetch_parent_class)->finalize (object);
}

static void
tb_file_fetch_class_init (TbFileFetchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_file_fetch_finalize;

  signals[SIGNAL_PROGRESSED] = g_signal_new ("progressed", TB_TYPE_FILE_FETCH, G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ENDED] = g_signal_new ("ended", TB_TYPE_FILE_FETCH, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
tb_file_fetch_init (TbFileFetch *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * tb_file_fetch_new:
 * @sync: an exchange with a service
 * @sha256: the digest of the file that is wanted
 *
 * Returns: (transfer full): the fetching, to be started once
 */
TbFileFetch *
tb_file_fetch_new (TbSync *sync, const char *sha256)
{
  TbFileFetch *self = g_object_new (TB_TYPE_FILE_FETCH, NULL);

  self->sync = g_object_ref (sync);
  self->sha256 = g_strdup (sha256);
  return self;
}

/**
 * tb_file_fetch_start:
 * @parent: the widget over which errors are told
 *
 * On the main thread; it does not wait.
 */
void
tb_file_fetch_start (TbFileFetch *self, GtkWidget *parent)
{
  g_return_if_fail (TB_IS_FILE_FETCH (self));
  g_return_if_fail (self->parent == NULL);

  g_set_weak_pointer (&self->parent, parent);
  fetch (self);
}

/**
 * tb_file_fetch_stop:
 *
 * Gives up. It ends soon afterwards.
 */
void
tb_file_fetch_stop (TbFileFetch *self)
{
  g_return_if_fail (TB_IS_FILE_FETCH (self));

  g_cancellable_cancel (self->cancellable);
}

/**
 * tb_file_fetch_is_running:
 *
 * Returns: whether the file is on its way, and not one that somebody is asked about after a failure
 */
gboolean
tb_file_fetch_is_running (TbFileFetch *self)
{
  g_return_val_if_fail (TB_IS_FILE_FETCH (self), FALSE);

  return self->is_running;
}

/**
 * tb_file_fetch_dup_words:
 *
 * Returns: (transfer full): how far it is
 */
char *
tb_file_fetch_dup_words (TbFileFetch *self)
{
  g_return_val_if_fail (TB_IS_FILE_FETCH (self), NULL);

  return tb_attachment_dup_progress (self->done, self->total);
}

static void
connect_response_cb (GtkWidget *parent, const char *response)
{
  if (g_str_equal (response, "connect"))
    gtk_widget_activate_action (parent, "win.connect-service", NULL);
}

/**
 * tb_file_fetch_tell_unconnected:
 * @parent: the widget that wants a file of another desk
 *
 * Says that there is no service from which to fetch it, and offers to connect to one.
 */
void
tb_file_fetch_tell_unconnected (GtkWidget *parent)
{
  AdwDialog *dialog = adw_alert_dialog_new (
      _ ("File Not on This Desk"),
      _ ("It was added on another desk. Connect to the service of the branch to fetch it, or ask "
         "for it where it was added."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"), "connect",
                                  _ ("_Connect to a Service…"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "connect",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "connect");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "close");
  g_signal_connect_object (dialog, "response", G_CALLBACK (connect_response_cb), parent,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, parent);
}
