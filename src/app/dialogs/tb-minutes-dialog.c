/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-minutes-dialog.h"

#include "tb-dialog-focus.h"
#include "tb-type-event.h"

#include <glib/gi18n.h>

/* Seconds without a keystroke after which what was typed is saved. */
#define SAVE_AFTER 20

struct _TbMinutesDialog
{
  AdwDialog parent_instance;

  TbSession *session; /* (owned) */
  TbRecord *event;    /* (owned): as last read */
  guint save_source;  /* 0 where nothing waits to be saved */
  gboolean saving;
  gboolean closing; /* whether the dialog closes once all is saved */

  AdwBanner *banner;
  GtkWidget *minutes_view;
  GtkTextBuffer *minutes;
  GtkTextBuffer *next_steps;
  GtkLabel *status_label;
};

enum
{
  SIGNAL_SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbMinutesDialog, tb_minutes_dialog, ADW_TYPE_DIALOG)

static char *
dup_text (GtkTextBuffer *buffer)
{
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_strstrip (text);

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* The event as it is to be. */
static TbRecord *
dup_edited (TbMinutesDialog *self)
{
  TbRecord *edited = tb_record_copy (self->event);

  tb_record_take_text (edited, TB_EVENT_MINUTES, dup_text (self->minutes));
  tb_record_take_text (edited, TB_EVENT_NEXT_STEPS, dup_text (self->next_steps));

  return edited;
}

static gboolean
has_changes (TbMinutesDialog *self)
{
  g_autoptr (TbRecord) edited = dup_edited (self);

  return !tb_record_equal (edited, self->event);
}

static void
show_error (TbMinutesDialog *self, const GError *error)
{
  self->closing = FALSE;
  adw_banner_set_title (self->banner, error->message);
  adw_banner_set_revealed (self->banner, TRUE);
  gtk_label_set_label (self->status_label, _ ("Not saved"));
}

static void save (TbMinutesDialog *self);

/* The next save is of the version that this one made. */
static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbMinutesDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  TbRecord *event = tb_session_read_finish (TB_SESSION (source), result, &error);

  self->saving = FALSE;
  if (event == NULL)
    {
      show_error (self, error);
      return;
    }

  g_set_object (&self->event, event);
  g_object_unref (event);
  gtk_label_set_label (self->status_label, has_changes (self) ? "" : _ ("Saved"));
  if (self->closing)
    save (self);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbMinutesDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_commit_finish (TB_SESSION (source), result, &error);

  if (batch == NULL)
    {
      self->saving = FALSE;
      show_error (self, error);
      return;
    }

  adw_banner_set_revealed (self->banner, FALSE);
  if (self->closing)
    g_signal_emit (self, signals[SIGNAL_SAVED], 0, batch);
  tb_session_load_async (self->session, &tb_type_event, tb_record_get_id (self->event), NULL,
                         loaded_cb, g_object_ref (self));
}

static void
save (TbMinutesDialog *self)
{
  g_autoptr (TbRecord) edited = NULL;

  g_clear_handle_id (&self->save_source, g_source_remove);
  if (self->saving)
    return;
  if (!has_changes (self))
    {
      if (self->closing)
        adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }

  self->saving = TRUE;
  edited = dup_edited (self);
  tb_session_save_async (self->session, edited, NULL, saved_cb, g_object_ref (self));
}

static gboolean
save_soon_cb (gpointer user_data)
{
  TbMinutesDialog *self = user_data;

  self->save_source = 0;
  save (self);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (TbMinutesDialog *self)
{
  g_clear_handle_id (&self->save_source, g_source_remove);
  self->save_source = g_timeout_add_seconds (SAVE_AFTER, save_soon_cb, self);
  gtk_label_set_label (self->status_label, "");
}

static void
close_attempt_cb (TbMinutesDialog *self)
{
  self->closing = TRUE;
  save (self);
}

static void
discard_cb (TbMinutesDialog *self)
{
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
tb_minutes_dialog_dispose (GObject *object)
{
  TbMinutesDialog *self = TB_MINUTES_DIALOG (object);

  g_clear_handle_id (&self->save_source, g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->event);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_MINUTES_DIALOG);

  G_OBJECT_CLASS (tb_minutes_dialog_parent_class)->dispose (object);
}

static void
tb_minutes_dialog_class_init (TbMinutesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_minutes_dialog_dispose;

  /**
   * TbMinutesDialog::saved:
   * @batch: the batch that can be taken back
   */
  signals[SIGNAL_SAVED] = g_signal_new ("saved", TB_TYPE_MINUTES_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-minutes-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbMinutesDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, TbMinutesDialog, minutes_view);
  gtk_widget_class_bind_template_child (widget_class, TbMinutesDialog, minutes);
  gtk_widget_class_bind_template_child (widget_class, TbMinutesDialog, next_steps);
  gtk_widget_class_bind_template_child (widget_class, TbMinutesDialog, status_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_attempt_cb);
  gtk_widget_class_bind_template_callback (widget_class, discard_cb);
}

static void
tb_minutes_dialog_init (TbMinutesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tb_dialog_focus_begin (ADW_DIALOG (self), self->minutes_view);
}

static void
set_text (GtkTextBuffer *buffer, const char *text)
{
  gtk_text_buffer_set_text (buffer, text != NULL ? text : "", -1);
}

/**
 * tb_minutes_dialog_new:
 * @session: the register
 * @event: an event, as last read
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
tb_minutes_dialog_new (TbSession *session, TbRecord *event)
{
  TbMinutesDialog *self = g_object_new (TB_TYPE_MINUTES_DIALOG, NULL);
  g_autofree char *title = tb_record_dup_title (event);

  self->session = g_object_ref (session);
  self->event = g_object_ref (event);
  adw_dialog_set_title (ADW_DIALOG (self), title);
  set_text (self->minutes, tb_record_get_text (event, TB_EVENT_MINUTES));
  set_text (self->next_steps, tb_record_get_text (event, TB_EVENT_NEXT_STEPS));
  g_clear_handle_id (&self->save_source, g_source_remove);

  return ADW_DIALOG (self);
}
