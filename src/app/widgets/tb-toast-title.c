/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-toast-title.h"

/**
 * TbToastTitle:
 *
 * What a toast says, in as many lines as the window needs for it. libadwaita 1.7 cuts its own
 * titles off at the end of the line, and asks a title of another kind how high it is without saying
 * how wide: this one then answers for the width that it was last given.
 */
struct _TbToastTitle
{
  GtkWidget parent_instance;

  GtkLabel *label;
  int width;  /* px, that it was last given; -1 before that */
  guint tick; /* id of a tick callback, or 0 */
};

G_DEFINE_FINAL_TYPE (TbToastTitle, tb_toast_title, GTK_TYPE_WIDGET)

/* A sentence of a whole window's width is hard to follow. */
#define MAX_WIDTH_CHARS 60

static GtkWidget *
find_toast (TbToastTitle *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  while (widget != NULL && g_strcmp0 (gtk_widget_get_css_name (widget), "toast") != 0)
    widget = gtk_widget_get_parent (widget);

  return widget;
}

/* Ends that are half circles leave several lines no room. */
static void
shape_toast (TbToastTitle *self)
{
  GtkWidget *toast = find_toast (self);

  if (toast == NULL)
    return;

  if (pango_layout_get_line_count (gtk_label_get_layout (self->label)) > 1)
    gtk_widget_add_css_class (toast, "tall");
  else
    gtk_widget_remove_css_class (toast, "tall");
}

static gboolean
width_changed_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  TbToastTitle *self = TB_TOAST_TITLE (widget);

  self->tick = 0;
  shape_toast (self);
  gtk_widget_queue_resize (widget);

  return G_SOURCE_REMOVE;
}

static void
tb_toast_title_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  TbToastTitle *self = TB_TOAST_TITLE (widget);

  gtk_widget_measure (GTK_WIDGET (self->label), orientation,
                      orientation == GTK_ORIENTATION_VERTICAL ? self->width : -1, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
tb_toast_title_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TbToastTitle *self = TB_TOAST_TITLE (widget);

  gtk_widget_allocate (GTK_WIDGET (self->label), width, height, baseline, NULL);

  if (width == self->width)
    return;
  self->width = width;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (widget, width_changed_cb, NULL, NULL);
}

/* How wide it is does not depend on how high it is, nor, but by way of a new request, its height on
 * the width: then a toast gives it all the room that there is. */
static GtkSizeRequestMode
tb_toast_title_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
tb_toast_title_dispose (GObject *object)
{
  TbToastTitle *self = TB_TOAST_TITLE (object);

  if (self->label != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->label));
  self->label = NULL;

  G_OBJECT_CLASS (tb_toast_title_parent_class)->dispose (object);
}

static void
tb_toast_title_class_init (TbToastTitleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_toast_title_dispose;

  widget_class->measure = tb_toast_title_measure;
  widget_class->size_allocate = tb_toast_title_size_allocate;
  widget_class->get_request_mode = tb_toast_title_get_request_mode;
}

static void
tb_toast_title_init (TbToastTitle *self)
{
  self->width = -1;
  self->label = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                              "xalign", 0.0f, "max-width-chars", MAX_WIDTH_CHARS, "css-classes",
                              (const char *const[]){ "heading", NULL }, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));
}

/**
 * tb_toast_title_new:
 * @words: what the toast says
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
tb_toast_title_new (const char *words)
{
  TbToastTitle *self = g_object_new (TB_TYPE_TOAST_TITLE, NULL);

  gtk_label_set_label (self->label, words);

  return GTK_WIDGET (self);
}

/**
 * tb_toast_title_get_words:
 * @self: the widget
 *
 * Returns: (transfer none): what the toast says
 */
const char *
tb_toast_title_get_words (TbToastTitle *self)
{
  return gtk_label_get_label (self->label);
}
