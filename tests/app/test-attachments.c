/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "tb-attachment-dialog.h"
#include "tb-attachment-group.h"
#include "tb-attachment-row.h"
#include "tb-attachments.h"
#include "tb-opened-files.h"
#include "tb-test.h"
#include "tb-thumbnails.h"
#include "tb-type-attachment.h"
#include "tb-type-event.h"
#include "tb-ui-test.h"

/* So many photos are an open day with a diligent photographer. */
#define MANY 200

typedef struct
{
  TbSession *session; /* (owned) */
  TbRecord *event;    /* (owned) */
  GtkWindow *window;
  GtkWidget *group;
} Test;

static TbRecord *
add_event (TbSession *session)
{
  g_autoptr (TbRecord) organisation
      = tb_ui_test_add (session, tb_record_types_find ("organisation"), "联合党支部");
  TbRecord *event = tb_record_new (&tb_type_event);
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;

  tb_record_set_text (event, TB_EVENT_TITLE, "主题党日");
  tb_record_set_text (event, TB_EVENT_KIND, "ZW");
  tb_record_set_text (event, TB_EVENT_ORGANISATION, tb_record_get_id (organisation));
  tb_record_set_text (event, TB_EVENT_PLANNED_ON, "2026-11-20");
  batch = tb_session_save (session, event, NULL, &error);
  g_assert_no_error (error);
  return event;
}

static void
set_up (Test *test, gconstpointer data)
{
  test->session = tb_ui_test_open ();
  test->event = add_event (test->session);
  test->window = tb_ui_test_window_new ();
  test->group = tb_attachment_group_new (test->session, "event", tb_record_get_id (test->event));
  adw_window_set_content (ADW_WINDOW (test->window), test->group);
}

static void
tear_down (Test *test, gconstpointer data)
{
  gtk_window_destroy (test->window);
  g_clear_object (&test->event);
  tb_session_close (test->session);
  g_clear_object (&test->session);
}

/* A picture, as a camera or a screenshot would give it; another file for every number. */
static GBytes *
new_picture (const char *format, int width, int height, guint number)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr (GError) error = NULL;
  g_autofree gchar *data = NULL;
  gsize length;

  gdk_pixbuf_fill (pixbuf, 0x336699ff);
  gdk_pixbuf_save_to_buffer (pixbuf, &data, &length, format, &error, NULL);
  g_assert_no_error (error);
  /* What stands behind the end of a picture is no part of it. */
  g_byte_array_append (bytes, (const guint8 *)data, (guint)length);
  g_byte_array_append (bytes, (const guint8 *)&number, sizeof number);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static void
attach_bytes (Test *test, GBytes *bytes, const char *name, const char *caption)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *batch
      = tb_session_attach_bytes (test->session, &tb_type_event, tb_record_get_id (test->event),
                                 bytes, name, NULL, caption, NULL, &error);

  g_assert_no_error (error);
}

static guint
count_rows (GtkWidget *root)
{
  guint n = TB_IS_ATTACHMENT_ROW (root) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_rows (child);
  return n;
}

static gboolean
has_texture (GtkWidget *row)
{
  GtkWidget *image = tb_ui_test_find (row, GTK_TYPE_IMAGE, NULL);

  return image != NULL && GDK_IS_TEXTURE (gtk_image_get_paintable (GTK_IMAGE (image)));
}

/* The empty state says what to do, and goes with the first file. */
static void
test_empty (Test *test, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("minutes", 7);

  tb_ui_test_get (test->group, ADW_TYPE_ACTION_ROW, "No Photos or Files Yet");
  tb_ui_test_get (test->group, GTK_TYPE_BUTTON, "Add Photos and Files…");
  attach_bytes (test, bytes, "纪要.txt", NULL);
  tb_ui_test_get (test->group, TB_TYPE_ATTACHMENT_ROW, "纪要.txt");
  tb_test_wait_until (tb_ui_test_find (test->group, ADW_TYPE_ACTION_ROW, "No Photos or Files Yet")
                      == NULL);
}

static void
test_thumbnails (Test *test, gconstpointer data)
{
  g_autoptr (GBytes) photo = new_picture ("jpeg", 400, 300, 1);
  g_autoptr (GBytes) broken = g_bytes_new_from_bytes (photo, 0, 200);
  GtkWidget *row;

  attach_bytes (test, broken, "坏.jpg", NULL);
  attach_bytes (test, photo, "合影.jpg", "全体合影");
  row = tb_ui_test_get (test->group, TB_TYPE_ATTACHMENT_ROW, "全体合影");
  tb_test_wait_until (has_texture (row));
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "合影.jpg"));

  /* One that cannot be read keeps its icon. */
  row = tb_ui_test_get (test->group, TB_TYPE_ATTACHMENT_ROW, "坏.jpg");
  g_assert_false (has_texture (row));
}

/* A photograph held upright is shown upright: the camera only says how it was held. */
static void
test_orientation (void)
{
  g_autoptr (GBytes) picture = new_picture ("jpeg", 200, 100, 1);
  /* The left half black, and the note that the left is at the top. */
  static const guint8 turned[]
      = { 0xFF, 0xD8, 0xFF, 0xE1, 0,    34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, '*', 0, 0, 0,
          8,    0,    1,    0x01, 0x12, 0,  3,   0,   0,   0,   1, 0, 6,   0,   0, 0,   0, 0, 0 };
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 200, 100);
  g_autoptr (GdkPixbuf) left = gdk_pixbuf_new_subpixbuf (pixbuf, 0, 0, 100, 100);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autofree char *path = tb_test_dup_path ("turned.jpg");
  g_autoptr (GFile) location = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree gchar *encoded = NULL;
  guchar pixels[100 * 100 * 4];
  gsize length;

  gdk_pixbuf_fill (pixbuf, 0xffffffff);
  gdk_pixbuf_fill (left, 0x000000ff);
  gdk_pixbuf_save_to_buffer (pixbuf, &encoded, &length, "jpeg", &error, NULL);
  g_assert_no_error (error);
  g_byte_array_append (file, turned, sizeof turned);
  g_byte_array_append (file, (const guint8 *)encoded + 2, (guint)length - 2);
  g_assert_true (g_file_set_contents (path, (const char *)file->data, file->len, NULL));

  tb_thumbnails_load_async (location, "turned", 100, NULL, tb_test_store_result, &result);
  tb_test_wait_until (result != NULL);
  texture = tb_thumbnails_load_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 100);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 100);
  g_assert_true (tb_thumbnails_find ("turned", 100) == texture);

  /* Black above, white below. */
  gdk_texture_download (texture, pixels, 100 * 4);
  g_assert_cmpint (pixels[4 * (10 * 100 + 50)], <, 50);
  g_assert_cmpint (pixels[4 * (90 * 100 + 50)], >, 200);
}

static void
test_drop (Test *test, gconstpointer data)
{
  g_autofree char *path = tb_test_dup_path ("合同.txt");
  GFile *files[] = { g_file_new_for_path (path) };
  g_auto (GValue) value = G_VALUE_INIT;
  GListModel *controllers = NULL;
  gboolean taken = FALSE;

  tb_ui_test_get (test->group, ADW_TYPE_ACTION_ROW, "No Photos or Files Yet");
  g_assert_true (g_file_set_contents (path, "contract", -1, NULL));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (files, G_N_ELEMENTS (files)));

  controllers = gtk_widget_observe_controllers (test->group);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 0.0, 0.0, &taken);
    }
  g_object_unref (controllers);
  g_object_unref (files[0]);

  g_assert_true (taken);
  tb_ui_test_get (test->group, TB_TYPE_ATTACHMENT_ROW, "合同.txt");
}

static void
test_paste (Test *test, gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (test->group);
  g_autoptr (GBytes) png = new_picture ("png", 40, 30, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_bytes (png, &error);
  GtkWidget *row;

  g_assert_no_error (error);
  tb_ui_test_get (test->group, ADW_TYPE_ACTION_ROW, "No Photos or Files Yet");
  gdk_clipboard_set_texture (clipboard, texture);
  gtk_widget_activate_action (test->group, "attachments.paste", NULL);
  row = tb_ui_test_get (test->group, TB_TYPE_ATTACHMENT_ROW, "Picture 2026-11-22.png");
  tb_test_wait_until (has_texture (row));
}

static TbRecord *
load_only (Test *test)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbAttachmentList) list = tb_session_list_attachments (
      test->session, &tb_type_event, tb_record_get_id (test->event), NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (list->attachments->len, ==, 1);
  return g_object_ref (((TbAttachment *)list->attachments->pdata[0])->record);
}

/* The caption is changed in a dialog; the row follows, and is the same row. */
static void
test_caption (Test *test, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("minutes", 7);
  g_autoptr (TbRecord) record = NULL;
  AdwDialog *dialog;
  GtkWidget *row;

  attach_bytes (test, bytes, "纪要.txt", NULL);
  row = tb_ui_test_get (test->group, TB_TYPE_ATTACHMENT_ROW, "纪要.txt");
  record = load_only (test);
  dialog = tb_attachment_dialog_new (test->session, record);
  adw_dialog_present (dialog, GTK_WIDGET (test->window));
  tb_ui_test_type (GTK_WIDGET (dialog), "Caption", "会议纪要");
  tb_ui_test_click (GTK_WIDGET (dialog), "_Save");
  tb_test_wait_until (
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), "会议纪要") == 0);
}

static void
test_removed (Test *test, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("minutes", 7);
  g_autoptr (TbRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;
  g_autofree char *undone = NULL;

  attach_bytes (test, bytes, "纪要.txt", NULL);
  tb_ui_test_get (test->group, TB_TYPE_ATTACHMENT_ROW, "纪要.txt");
  record = load_only (test);
  batch = tb_session_remove (test->session, record, NULL, &error);
  g_assert_no_error (error);
  tb_ui_test_get (test->group, ADW_TYPE_ACTION_ROW, "No Photos or Files Yet");

  undone = tb_session_undo (test->session, batch, NULL, &error);
  g_assert_no_error (error);
  tb_ui_test_get (test->group, TB_TYPE_ATTACHMENT_ROW, "纪要.txt");
}

/* A register opened for reading shows its files and offers nothing else. */
static void
test_read_only (Test *test, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("minutes", 7);
  g_autoptr (TbSession) reader = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *group;

  attach_bytes (test, bytes, "纪要.txt", NULL);
  reader = tb_session_open (tb_session_get_path (test->session), TB_OPEN_READ,
                            tb_session_get_clock (test->session), "测试员", &error);
  g_assert_no_error (error);

  group = tb_attachment_group_new (reader, "event", tb_record_get_id (test->event));
  adw_window_set_content (ADW_WINDOW (test->window), group);
  test->group = group;
  tb_ui_test_get (group, TB_TYPE_ATTACHMENT_ROW, "纪要.txt");
  g_assert_null (tb_ui_test_find (group, GTK_TYPE_BUTTON, "Add Photos and Files…"));
}

/* A heartbeat of the main loop: the longest time between two beats. */
typedef struct
{
  gint64 last;
  gint64 longest;
} Heart;

static gboolean
beat_cb (gpointer user_data)
{
  Heart *heart = user_data;
  gint64 now = g_get_monotonic_time ();

  heart->longest = MAX (heart->longest, now - heart->last);
  heart->last = now;
  return G_SOURCE_CONTINUE;
}

static guint
count_textures (GtkWidget *root)
{
  guint n = TB_IS_ATTACHMENT_ROW (root) && has_texture (root) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_textures (child);
  return n;
}

/* Of two hundred photos a dozen is shown at once, and the rest when it is asked for; the window
 * does not stand still meanwhile. */
static void
test_many (Test *test, gconstpointer data)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_new_file_free);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *show_all;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;
  Heart heart = { 0 };
  guint source;

  for (guint i = 0; i < MANY; i++)
    {
      g_autoptr (GBytes) bytes = new_picture ("jpeg", 1600, 1200, i);
      g_autofree char *name = g_strdup_printf ("照片%03u.jpg", i);

      g_ptr_array_add (files, tb_new_file_new_for_bytes (bytes, name));
    }
  batch = tb_session_attach_files (test->session, &tb_type_event, tb_record_get_id (test->event),
                                   files, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  test->group = tb_attachment_group_new (test->session, "event", tb_record_get_id (test->event));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), test->group);
  adw_window_set_content (ADW_WINDOW (test->window), scroller);
  heart.last = g_get_monotonic_time ();
  source = g_timeout_add (1, beat_cb, &heart);
  tb_test_wait_until (count_textures (test->group) == 12);
  g_assert_cmpuint (count_rows (test->group), ==, 12);
  show_all = tb_ui_test_get (test->group, ADW_TYPE_BUTTON_ROW, "Show All 200");
  g_signal_emit_by_name (show_all, "activated");
  tb_test_wait_until (count_rows (test->group) >= 36);
  g_source_remove (source);
  g_assert_null (tb_ui_test_find (test->group, ADW_TYPE_BUTTON_ROW, NULL));

  g_test_message ("the longest pause was %.1f ms", heart.longest / 1000.0);
  /* Under a busy machine and a display drawn by the processor; a second would be felt. */
  g_assert_cmpint (heart.longest, <, G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  if (!tb_ui_test_init (&argc, &argv))
    return 1;

#define ADD(path, func) g_test_add (path, Test, NULL, set_up, func, tear_down)
  ADD ("/attachments/empty", test_empty);
  ADD ("/attachments/thumbnails", test_thumbnails);
  g_test_add_func ("/attachments/orientation", test_orientation);
  ADD ("/attachments/drop", test_drop);
  ADD ("/attachments/paste", test_paste);
  ADD ("/attachments/caption", test_caption);
  ADD ("/attachments/removed", test_removed);
  ADD ("/attachments/read-only", test_read_only);
  ADD ("/attachments/many", test_many);
#undef ADD

  return tb_test_run ();
}
