/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-attachment-row.h"

#include <glib/gi18n.h>

#include "tb-alert.h"
#include "tb-attachment-dialog.h"
#include "tb-opened-files.h"
#include "tb-thumbnails.h"
#include "tb-type-attachment.h"

/* The side of a thumbnail on the screen, and of its pixels, so that it is sharp at twice the scale.
 */
#define THUMBNAIL_SIZE 56
#define THUMBNAIL_PIXELS (2 * THUMBNAIL_SIZE)

/* An icon in the place of a thumbnail is smaller than a picture. */
#define ICON_SIZE 32

/**
 * TbAttachmentRow:
 *
 * A photo or file of a boxed list: a thumbnail, its caption or name, and what else is known of it.
 * Activated, it opens with the desktop's own program.
 *
 * Actions: `attachment.open`, `attachment.save-as`, `attachment.edit`, `attachment.history`,
 * `attachment.remove`.
 */
struct _TbAttachmentRow
{
  AdwActionRow parent_instance;

  TbSession *session;        /* (owned) */
  TbRecord *record;          /* (owned) (nullable): NULL until set */
  GCancellable *cancellable; /* (owned): of the thumbnail, when the row is gone */
  gboolean is_missing;

  GtkImage *thumbnail;
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

static void
append_part (GString *line, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", part);
}

static void
append_field (TbAttachmentRow *self, GString *line, guint field)
{
  g_autofree char *text = NULL;

  if (!tb_record_has (self->record, field))
    return;

  text = tb_record_dup_display (self->record, field, TB_DISPLAY_MASKED);
  append_part (line, text);
}

static void
fill_words (TbAttachmentRow *self, const char *trouble)
{
  const char *name = tb_record_get_text (self->record, TB_ATTACHMENT_FILE_NAME);
  const char *caption = tb_record_get_text (self->record, TB_ATTACHMENT_CAPTION);
  g_autofree char *size
      = g_format_size ((guint64)tb_record_get_int (self->record, TB_ATTACHMENT_SIZE));
  /* Translators: the name of a file; read aloud, and shown over the button with its menu */
  g_autofree char *menu = g_strdup_printf (_ ("Menu of “%s”"), name);
  g_autoptr (GString) line = g_string_new (NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), caption != NULL ? caption : name);
  if (caption != NULL)
    append_part (line, name);
  append_field (self, line, TB_ATTACHMENT_KIND);
  append_part (line, size);
  append_field (self, line, TB_ATTACHMENT_TAKEN_AT);
  if (trouble != NULL)
    g_string_append_printf (line, "\n%s", trouble);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), line->str);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu_button), menu);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  menu, -1);
}

/* What a person should look at; %NULL where all is well. */
static char *
dup_trouble (const TbAttachment *attachment)
{
  g_autofree char *titles = NULL;

  if (attachment->is_missing)
    return g_strdup (_ ("The file is missing. Check the register."));
  if (attachment->elsewhere == NULL)
    return NULL;

  /* Translators: between the titles of events or projects in a list */
  titles = g_strjoinv (_ (", "), attachment->elsewhere);
  /* Translators: titles of events or projects that have the same photo */
  return g_strdup_printf (_ ("The same file is also at: %s"), titles);
}

/* Actions */

static void
open_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbAttachmentRow *self = TB_ATTACHMENT_ROW (widget);
  g_autoptr (GFile) file = tb_session_get_attachment_file (self->session, self->record);

  tb_opened_files_open (file, tb_record_get_text (self->record, TB_ATTACHMENT_FILE_NAME), widget);
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
place_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbAttachmentRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) target = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  g_autoptr (GFile) file = NULL;

  if (target == NULL)
    {
      tb_alert_present (GTK_WIDGET (self), _ ("Not Saved"), error);
      return;
    }

  file = tb_session_get_attachment_file (self->session, self->record);
  g_file_copy_async (file, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS,
                     G_PRIORITY_DEFAULT, NULL, NULL, NULL, copied_cb, g_object_ref (self));
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
  g_clear_object (&self->record);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (tb_attachment_row_parent_class)->finalize (object);
}

static void
tb_attachment_row_class_init (TbAttachmentRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_attachment_row_dispose;
  object_class->finalize = tb_attachment_row_finalize;
  ADW_ACTION_ROW_CLASS (klass)->activate = tb_attachment_row_activate;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-attachment-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbAttachmentRow, thumbnail);
  gtk_widget_class_bind_template_child (widget_class, TbAttachmentRow, warning_image);
  gtk_widget_class_bind_template_child (widget_class, TbAttachmentRow, menu_button);

  gtk_widget_class_install_action (widget_class, "attachment.open", NULL, open_file);
  gtk_widget_class_install_action (widget_class, "attachment.save-as", NULL, save_as);
  gtk_widget_class_install_action (widget_class, "attachment.edit", NULL, edit);
  gtk_widget_class_install_action (widget_class, "attachment.history", NULL, show_history);
  gtk_widget_class_install_action (widget_class, "attachment.remove", NULL, remove_file);
  gtk_widget_class_install_action (widget_class, "attachment.menu", NULL, pop_up_menu);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "attachment.remove", NULL);
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
  return GTK_WIDGET (self);
}

/**
 * tb_attachment_row_set_attachment:
 * @attachment: what the row is to show
 */
void
tb_attachment_row_set_attachment (TbAttachmentRow *self, const TbAttachment *attachment)
{
  g_autofree char *trouble = dup_trouble (attachment);
  gboolean other_file
      = self->record == NULL || self->is_missing != attachment->is_missing
        || !tb_record_field_equal (self->record, attachment->record, TB_ATTACHMENT_SHA256);

  g_set_object (&self->record, attachment->record);
  self->is_missing = attachment->is_missing;
  fill_words (self, trouble);
  if (other_file)
    fill_thumbnail (self);

  gtk_widget_set_visible (self->warning_image, trouble != NULL);
  gtk_widget_set_tooltip_text (self->warning_image, trouble);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "attachment.open", !attachment->is_missing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "attachment.save-as", !attachment->is_missing);
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
