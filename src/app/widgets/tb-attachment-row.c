/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-attachment-row.h"

#include <glib/gi18n.h>

#include "tb-alert.h"
#include "tb-attachment-dialog.h"
#include "tb-attachment-words.h"
#include "tb-file-fetch.h"
#include "tb-opened-files.h"
#include "tb-thumbnails.h"
#include "tb-type-attachment.h"

/* The side of a thumbnail on the screen, and of its pixels, so that it is sharp at twice the scale.
 */
#define THUMBNAIL_SIZE 56
#define THUMBNAIL_PIXELS (2 * THUMBNAIL_SIZE)

/* An icon in the place of a thumbnail is smaller than a picture. */
#define ICON_SIZE 32

/* What is done with a file once it is on this desk. */
typedef void (*WithFile) (TbAttachmentRow *self);

/**
 * TbAttachmentRow:
 *
 * A photo or file of a boxed list: a thumbnail, its caption or name, and what else is known of it.
 * Activated, it opens with the desktop's own program. A file of another desk is fetched from the
 * service then; that can be stopped.
 *
 * Actions: `attachment.open`, `attachment.save-as`, `attachment.fetch`, `attachment.stop`,
 * `attachment.edit`, `attachment.history`, `attachment.remove`.
 */
struct _TbAttachmentRow
{
  AdwActionRow parent_instance;

  TbSession *session;        /* (owned) */
  TbSync *sync;              /* (owned) (nullable): where the register is exchanged */
  TbRecord *record;          /* (owned) (nullable): NULL until set */
  char *sameness;            /* (owned) (nullable): where else the file is evidence */
  GCancellable *cancellable; /* (owned): of the thumbnail, when the row is gone */
  gboolean is_missing;
  gboolean is_remote;
  TbFileFetch *fetch; /* (owned) (nullable): while the file is fetched */
  WithFile next;      /* (nullable): what is done with it then */
  GFile *target;      /* (owned) (nullable): where it is saved then */

  GtkImage *thumbnail;
  GtkWidget *spinner;
  GtkWidget *fetch_button;
  GtkWidget *warning_image;
  GtkMenuButton *menu_button;
};

G_DEFINE_FINAL_TYPE (TbAttachmentRow, tb_attachment_row, ADW_TYPE_ACTION_ROW)

/* The thumbnail */

static void
show_icon (TbAttachmentRow *self)
{
  const char *media_type = tb_record_get_text (self->record, TB_ATTACHMENT_MEDIA_TYPE);
  g_autofree char *content_type
      = g_content_type_from_mime_type (media_type != NULL ? media_type : "text/plain");
  g_autoptr (GIcon) icon = NULL;

  icon = g_content_type_get_symbolic_icon (content_type != NULL ? content_type : "text/plain");
  gtk_image_set_pixel_size (self->thumbnail, ICON_SIZE);
  gtk_image_set_from_gicon (self->thumbnail, icon);
}

static void
show_texture (TbAttachmentRow *self, GdkTexture *texture)
{
  gtk_image_set_pixel_size (self->thumbnail, THUMBNAIL_SIZE);
  gtk_image_set_from_paintable (self->thumbnail, GDK_PAINTABLE (texture));
}

/* A picture that cannot be read keeps its icon. */
static void
thumbnail_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbAttachmentRow) self = user_data;
  g_autoptr (GdkTexture) texture = tb_thumbnails_load_finish (result, NULL);

  if (texture != NULL && self->thumbnail != NULL)
    show_texture (self, texture);
}

static void
fill_thumbnail (TbAttachmentRow *self)
{
  const char *sha256 = tb_record_get_text (self->record, TB_ATTACHMENT_SHA256);
  const char *media_type = tb_record_get_text (self->record, TB_ATTACHMENT_MEDIA_TYPE);
  GdkTexture *texture = tb_thumbnails_find (sha256, THUMBNAIL_PIXELS);
  g_autoptr (GFile) file = NULL;

  if (texture != NULL)
    {
      show_texture (self, texture);
      return;
    }

  show_icon (self);
  if (self->is_missing || media_type == NULL || !g_str_has_prefix (media_type, "image/"))
    return;
  file = tb_session_get_attachment_file (self->session, self->record);
  tb_thumbnails_load_async (file, sha256, THUMBNAIL_PIXELS, self->cancellable, thumbnail_loaded_cb,
                            g_object_ref (self));
}

/* The words */

static TbAttachmentPlace
find_place (TbAttachmentRow *self)
{
  const TbAttachment attachment
      = { .record = self->record, .is_missing = self->is_missing, .is_remote = self->is_remote };

  return tb_attachment_place_find (&attachment,
                                   self->sync != NULL && tb_sync_get_account (self->sync) != NULL);
}

static gboolean
is_fetching (TbAttachmentRow *self)
{
  return self->fetch != NULL && tb_file_fetch_is_running (self->fetch);
}

static void
append_line (GString *lines, const char *line)
{
  if (line != NULL)
    g_string_append_printf (lines, "\n%s", line);
}

static void
fill_words (TbAttachmentRow *self, TbAttachmentPlace place)
{
  const char *name = tb_record_get_text (self->record, TB_ATTACHMENT_FILE_NAME);
  const char *caption = tb_record_get_text (self->record, TB_ATTACHMENT_CAPTION);
  g_autofree char *progress = is_fetching (self) ? tb_file_fetch_dup_words (self->fetch) : NULL;
  g_autofree char *line = tb_attachment_dup_line (self->record);
  g_autoptr (GString) lines = g_string_new (line);
  /* Translators: the name of a file; read aloud, and shown over the button with its menu */
  g_autofree char *menu = g_strdup_printf (_ ("Menu of “%s”"), name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), caption != NULL ? caption : name);
  append_line (lines, progress != NULL ? progress : tb_attachment_place_get_words (place));
  append_line (lines, self->sameness);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), lines->str);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu_button), menu);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  menu, -1);
}

static void
fill_fetch_button (TbAttachmentRow *self, gboolean is_elsewhere)
{
  gboolean stops = is_fetching (self);
  const char *name = tb_record_get_text (self->record, TB_ATTACHMENT_FILE_NAME);
  /* Translators: the name of a file */
  g_autofree char *words
      = g_strdup_printf (stops ? _ ("Stop Fetching “%s”") : _ ("Fetch “%s”"), name);

  gtk_widget_set_visible (self->fetch_button, is_elsewhere || stops);
  gtk_button_set_icon_name (GTK_BUTTON (self->fetch_button),
                            stops ? "process-stop-symbolic" : "folder-download-symbolic");
  gtk_widget_set_tooltip_text (self->fetch_button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->fetch_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->fetch_button),
                                  stops ? "attachment.stop" : "attachment.fetch");
}

static void
set_action (TbAttachmentRow *self, const char *name, gboolean enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), name, enabled);
}

/* All that depends on where the file is. */
static void
update (TbAttachmentRow *self)
{
  TbAttachmentPlace place;
  gboolean is_elsewhere, can_open;

  if (self->record == NULL)
    return;

  place = find_place (self);
  is_elsewhere = place == TB_ATTACHMENT_ON_SERVICE || place == TB_ATTACHMENT_LOST;
  /* What is on another desk only is asked for, so that it can be said what to do. */
  can_open = self->fetch == NULL && place != TB_ATTACHMENT_GONE
             && (place != TB_ATTACHMENT_ON_DESK || self->sync != NULL);

  fill_words (self, place);
  fill_fetch_button (self, is_elsewhere);
  gtk_widget_set_visible (self->spinner, is_fetching (self));
  gtk_widget_set_visible (self->warning_image, place == TB_ATTACHMENT_LOST
                                                   || place == TB_ATTACHMENT_GONE
                                                   || self->sameness != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, is_fetching (self),
                               -1);
  set_action (self, "attachment.open", can_open);
  set_action (self, "attachment.save-as", can_open);
  set_action (self, "attachment.fetch", self->fetch == NULL && is_elsewhere);
  set_action (self, "attachment.stop", is_fetching (self));
}

/* The file itself */

static void
ended_cb (TbAttachmentRow *self, gboolean is_there)
{
  WithFile next = g_steal_pointer (&self->next);

  g_clear_object (&self->fetch);
  if (is_there)
    {
      self->is_missing = FALSE;
      fill_thumbnail (self);
    }
  update (self);
  if (is_there && next != NULL)
    next (self);
  g_clear_object (&self->target);
}

/* Does @next, which may be %NULL, when the file is on this desk. What is asked for while it is on
 * its way waits for it; of several things the last is done. */
static void
with_file (TbAttachmentRow *self, WithFile next)
{
  if (self->fetch != NULL)
    {
      self->next = next;
      return;
    }

  switch (find_place (self))
    {
    case TB_ATTACHMENT_ON_SERVICE:
    case TB_ATTACHMENT_LOST:
      self->next = next;
      self->fetch
          = tb_file_fetch_new (self->sync, tb_record_get_text (self->record, TB_ATTACHMENT_SHA256));
      g_signal_connect_object (self->fetch, "progressed", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->fetch, "ended", G_CALLBACK (ended_cb), self,
                               G_CONNECT_SWAPPED);
      tb_file_fetch_start (self->fetch, GTK_WIDGET (self));
      break;
    case TB_ATTACHMENT_ON_DESK:
      tb_file_fetch_tell_unconnected (GTK_WIDGET (self));
      break;
    case TB_ATTACHMENT_HERE:
    case TB_ATTACHMENT_GONE:
    default:
      if (next != NULL)
        next (self);
      break;
    }
}

/* Actions */

static void
open_copy (TbAttachmentRow *self)
{
  g_autoptr (GFile) file = tb_session_get_attachment_file (self->session, self->record);

  tb_opened_files_open (file, tb_record_get_text (self->record, TB_ATTACHMENT_FILE_NAME),
                        GTK_WIDGET (self));
}

static void
open_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  with_file (TB_ATTACHMENT_ROW (widget), open_copy);
}

static void
fetch_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  with_file (TB_ATTACHMENT_ROW (widget), NULL);
}

static void
stop_fetching (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_file_fetch_stop (TB_ATTACHMENT_ROW (widget)->fetch);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbAttachmentRow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_file_copy_finish (G_FILE (source), result, &error))
    tb_alert_present (GTK_WIDGET (self), _ ("Not Saved"), error);
}

static void
copy_to_target (TbAttachmentRow *self)
{
  g_autoptr (GFile) file = tb_session_get_attachment_file (self->session, self->record);

  g_file_copy_async (file, self->target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS,
                     G_PRIORITY_DEFAULT, NULL, NULL, NULL, copied_cb, g_object_ref (self));
}

static void
place_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbAttachmentRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) target = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (target == NULL)
    {
      tb_alert_present (GTK_WIDGET (self), _ ("Not Saved"), error);
      return;
    }

  tb_attachment_row_save_to (self, target);
}

static void
save_as (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbAttachmentRow *self = TB_ATTACHMENT_ROW (widget);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (widget);

  gtk_file_dialog_set_title (dialog, _ ("Save the File"));
  gtk_file_dialog_set_initial_name (dialog,
                                    tb_record_get_text (self->record, TB_ATTACHMENT_FILE_NAME));
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                        place_chosen_cb, g_object_ref (self));
}

static void
edit (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbAttachmentRow *self = TB_ATTACHMENT_ROW (widget);

  adw_dialog_present (tb_attachment_dialog_new (self->session, self->record), widget);
}

static void
show_history (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbAttachmentRow *self = TB_ATTACHMENT_ROW (widget);

  gtk_widget_activate_action (widget, "win.history", "(ss)", tb_type_attachment.name,
                              tb_record_get_id (self->record));
}

static void
remove_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbAttachmentRow *self = TB_ATTACHMENT_ROW (widget);

  gtk_widget_activate_action (widget, "win.remove", "(ss)", tb_type_attachment.name,
                              tb_record_get_id (self->record));
}

static void
pop_up_menu (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (TB_ATTACHMENT_ROW (widget)->menu_button);
}

static void
tb_attachment_row_activate (AdwActionRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (row), "attachment.open", NULL);
}

/* Nobody waits for what is no longer on the screen. */
static void
tb_attachment_row_unroot (GtkWidget *widget)
{
  TbAttachmentRow *self = TB_ATTACHMENT_ROW (widget);

  if (self->fetch != NULL)
    tb_file_fetch_stop (self->fetch);

  GTK_WIDGET_CLASS (tb_attachment_row_parent_class)->unroot (widget);
}

static void
tb_attachment_row_dispose (GObject *object)
{
  TbAttachmentRow *self = TB_ATTACHMENT_ROW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_ATTACHMENT_ROW);

  G_OBJECT_CLASS (tb_attachment_row_parent_class)->dispose (object);
}

static void
tb_attachment_row_finalize (GObject *object)
{
  TbAttachmentRow *self = TB_ATTACHMENT_ROW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->sync);
  g_clear_object (&self->record);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->fetch);
  g_clear_object (&self->target);
  g_free (self->sameness);

  G_OBJECT_CLASS (tb_attachment_row_parent_class)->finalize (object);
}

static void
tb_attachment_row_class_init (TbAttachmentRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_attachment_row_dispose;
  object_class->finalize = tb_attachment_row_finalize;
  widget_class->unroot = tb_attachment_row_unroot;
  ADW_ACTION_ROW_CLASS (klass)->activate = tb_attachment_row_activate;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-attachment-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbAttachmentRow, thumbnail);
  gtk_widget_class_bind_template_child (widget_class, TbAttachmentRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, TbAttachmentRow, fetch_button);
  gtk_widget_class_bind_template_child (widget_class, TbAttachmentRow, warning_image);
  gtk_widget_class_bind_template_child (widget_class, TbAttachmentRow, menu_button);

  gtk_widget_class_install_action (widget_class, "attachment.open", NULL, open_file);
  gtk_widget_class_install_action (widget_class, "attachment.save-as", NULL, save_as);
  gtk_widget_class_install_action (widget_class, "attachment.fetch", NULL, fetch_file);
  gtk_widget_class_install_action (widget_class, "attachment.stop", NULL, stop_fetching);
  gtk_widget_class_install_action (widget_class, "attachment.edit", NULL, edit);
  gtk_widget_class_install_action (widget_class, "attachment.history", NULL, show_history);
  gtk_widget_class_install_action (widget_class, "attachment.remove", NULL, remove_file);
  gtk_widget_class_install_action (widget_class, "attachment.menu", NULL, pop_up_menu);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "attachment.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "attachment.stop", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "attachment.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "attachment.menu",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "attachment.menu", NULL);
}

static void
tb_attachment_row_init (TbAttachmentRow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_attachment_row_new:
 * @session: the register
 *
 * Returns: (transfer floating): a row, to be given an attachment before it is shown
 */
GtkWidget *
tb_attachment_row_new (TbSession *session)
{
  TbAttachmentRow *self = g_object_new (TB_TYPE_ATTACHMENT_ROW, NULL);

  self->session = g_object_ref (session);
  if (g_set_object (&self->sync, tb_sync_find (session)))
    g_signal_connect_object (self->sync, "notify::account", G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * tb_attachment_row_set_attachment:
 * @attachment: what the row is to show
 */
void
tb_attachment_row_set_attachment (TbAttachmentRow *self, const TbAttachment *attachment)
{
  gboolean other_file
      = self->record == NULL || self->is_missing != attachment->is_missing
        || !tb_record_field_equal (self->record, attachment->record, TB_ATTACHMENT_SHA256);

  g_set_object (&self->record, attachment->record);
  self->is_missing = attachment->is_missing;
  self->is_remote = attachment->is_remote;
  g_free (self->sameness);
  self->sameness = tb_attachment_dup_sameness (attachment);
  if (other_file)
    fill_thumbnail (self);
  update (self);
}

/**
 * tb_attachment_row_set_is_open:
 * @is_open: whether the file may be described and removed
 */
void
tb_attachment_row_set_is_open (TbAttachmentRow *self, gboolean is_open)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "attachment.edit", is_open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "attachment.remove", is_open);
}

/**
 * tb_attachment_row_save_to:
 * @target: a place that was chosen
 *
 * Writes a copy of the file there, fetching it first where it is not on this desk.
 */
void
tb_attachment_row_save_to (TbAttachmentRow *self, GFile *target)
{
  g_return_if_fail (TB_IS_ATTACHMENT_ROW (self));

  g_set_object (&self->target, target);
  with_file (self, copy_to_target);
}
