/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-qr-code.h"

#include <math.h>
#include <qrencode.h>
#include <string.h>

/* Light squares on each side: ISO/IEC 18004 asks for four. */
#define MARGIN 4

/* Pixels of a square: below the first it cannot be read from a screen, the second is comfortable.
 */
#define MIN_SCALE 2
#define NATURAL_SCALE 4

#define DARK 0x00
#define LIGHT 0xff

struct _TbQrCode
{
  GtkWidget parent_instance;

  char *text;          /* (owned) (nullable) */
  GdkTexture *texture; /* (owned) (nullable): a pixel a square, with the margin */
};

enum
{
  PROP_TEXT = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TbQrCode, tb_qr_code, GTK_TYPE_WIDGET)

/* NULL where the text is too long for any code. */
static GdkTexture *
make_texture (const char *text)
{
  QRcode *code = QRcode_encodeData (strlen (text), (const unsigned char *)text, 0, QR_ECLEVEL_M);
  g_autoptr (GBytes) bytes = NULL;
  guint8 *pixels;
  int size;

  if (code == NULL)
    return NULL;

  size = code->width + 2 * MARGIN;
  pixels = g_malloc (size * size);
  memset (pixels, LIGHT, size * size);
  for (int y = 0; y < code->width; y++)
    for (int x = 0; x < code->width; x++)
      if (code->data[y * code->width + x] & 1)
        pixels[(y + MARGIN) * size + x + MARGIN] = DARK;
  QRcode_free (code);

  bytes = g_bytes_new_take (pixels, size * size);
  return gdk_memory_texture_new (size, size, GDK_MEMORY_G8, bytes, size);
}

static double
get_device_scale (TbQrCode *self)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;

  return surface != NULL ? gdk_surface_get_scale (surface) : 1.0;
}

static void
tb_qr_code_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TbQrCode *self = TB_QR_CODE (widget);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  double device_scale = get_device_scale (self);
  double n_squares, scale, size;

  if (self->texture == NULL)
    return;

  n_squares = gdk_texture_get_width (self->texture);
  /* Where there is not one pixel for each, better blurred than nothing. */
  scale = floor (MIN (width, height) * device_scale / n_squares) / device_scale;
  size = scale > 0 ? scale * n_squares : MIN (width, height);
  gtk_snapshot_append_scaled_texture (
      snapshot, self->texture, GSK_SCALING_FILTER_NEAREST,
      &GRAPHENE_RECT_INIT (floor ((width - size) / 2 * device_scale) / device_scale,
                           floor ((height - size) / 2 * device_scale) / device_scale, size, size));
}

static GtkSizeRequestMode
tb_qr_code_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
tb_qr_code_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                    int *natural, int *minimum_baseline, int *natural_baseline)
{
  TbQrCode *self = TB_QR_CODE (widget);
  int n_squares = self->texture != NULL ? gdk_texture_get_width (self->texture) : 0;

  *minimum = n_squares * MIN_SCALE;
  *natural = n_squares * NATURAL_SCALE;
}

static void
tb_qr_code_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, TB_QR_CODE (object)->text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tb_qr_code_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_TEXT:
      tb_qr_code_set_text (TB_QR_CODE (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tb_qr_code_finalize (GObject *object)
{
  TbQrCode *self = TB_QR_CODE (object);

  g_clear_pointer (&self->text, g_free);
  g_clear_object (&self->texture);

  G_OBJECT_CLASS (tb_qr_code_parent_class)->finalize (object);
}

static void
tb_qr_code_class_init (TbQrCodeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tb_qr_code_get_property;
  object_class->set_property = tb_qr_code_set_property;
  object_class->finalize = tb_qr_code_finalize;
  widget_class->snapshot = tb_qr_code_snapshot;
  widget_class->measure = tb_qr_code_measure;
  widget_class->get_request_mode = tb_qr_code_get_request_mode;

  /**
   * TbQrCode:text:
   */
  properties[PROP_TEXT]
      = g_param_spec_string ("text", NULL, NULL, NULL,
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "qrcode");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
tb_qr_code_init (TbQrCode *self)
{
}

/**
 * tb_qr_code_set_text:
 * @self: a code
 * @text: (nullable): what it is to say
 */
void
tb_qr_code_set_text (TbQrCode *self, const char *text)
{
  g_return_if_fail (TB_IS_QR_CODE (self));

  if (!g_set_str (&self->text, text))
    return;
  g_clear_object (&self->texture);
  if (text != NULL)
    self->texture = make_texture (text);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

/**
 * tb_qr_code_get_text:
 * @self: a code
 *
 * Returns: (transfer none) (nullable): what it says
 */
const char *
tb_qr_code_get_text (TbQrCode *self)
{
  g_return_val_if_fail (TB_IS_QR_CODE (self), NULL);

  return self->text;
}
