/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-life-line.h"

#include "tb-type-person.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

/**
 * TbLifeLine:
 *
 * The road of a person into the Party: five stations on a line, each with the day it was reached,
 * where that is known.
 * Stations reached are filled discs, the others rings, so that colour is not needed to tell them
 * apart.
 */
typedef struct
{
  const char *field;
  const char *category; /* of who has come so far */
  const char *label;
} Station;

static const Station stations[] = {
  { "applied_on", "applicant", N_ ("Applied") },
  { "activist_on", "activist", N_ ("Activist") },
  { "candidate_on", "candidate", N_ ("Candidate") },
  { "join_on", "probationary", N_ ("Probationary") },
  { "full_on", "full", N_ ("Full member") },
};

#define N_STATIONS G_N_ELEMENTS (stations)

/* px */
#define DISC_RADIUS 6.f
#define LINE_WIDTH 2.f
#define GAP 6
#define MIN_STATION_WIDTH 56
#define NAT_STATION_WIDTH 100

struct _TbLifeLine
{
  GtkWidget parent_instance;

  char *dates[N_STATIONS]; /* (owned) (nullable) NULL where the station is not reached, or not known
                              to be */
  gboolean reached[N_STATIONS];
  PangoLayout *layout; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (TbLifeLine, tb_life_line, GTK_TYPE_WIDGET)

static PangoLayout *
prepare_layout (TbLifeLine *self, const char *text, int width)
{
  if (self->layout == NULL)
    {
      self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
      pango_layout_set_alignment (self->layout, PANGO_ALIGN_CENTER);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
    }

  pango_layout_set_text (self->layout, text, -1);
  pango_layout_set_width (self->layout, width > 0 ? width * PANGO_SCALE : -1);

  return self->layout;
}

static int
get_text_height (TbLifeLine *self)
{
  int height;

  pango_layout_get_pixel_size (prepare_layout (self, "国Ag", 0), NULL, &height);

  return height;
}

static void
draw_text (TbLifeLine *self, GtkSnapshot *snapshot, const char *text, float x, float y, int width,
           const GdkRGBA *color)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, prepare_layout (self, text, width), color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_line (GtkSnapshot *snapshot, float from, float to, float y, const GdkRGBA *color)
{
  gtk_snapshot_append_color (
      snapshot, color,
      &GRAPHENE_RECT_INIT (from, y - LINE_WIDTH / 2, MAX (to - from, 0), LINE_WIDTH));
}

static void
draw_disc (GtkSnapshot *snapshot, float x, float y, gboolean filled, const GdkRGBA *color)
{
  GskRoundedRect disc;
  const float widths[4] = { LINE_WIDTH, LINE_WIDTH, LINE_WIDTH, LINE_WIDTH };
  const GdkRGBA colors[4] = { *color, *color, *color, *color };

  gsk_rounded_rect_init_from_rect (
      &disc,
      &GRAPHENE_RECT_INIT (x - DISC_RADIUS, y - DISC_RADIUS, 2 * DISC_RADIUS, 2 * DISC_RADIUS),
      DISC_RADIUS);
  if (!filled)
    {
      gtk_snapshot_append_border (snapshot, &disc, widths, colors);
      return;
    }

  gtk_snapshot_push_rounded_clip (snapshot, &disc);
  gtk_snapshot_append_color (snapshot, color, &disc.bounds);
  gtk_snapshot_pop (snapshot);
}

static int
get_text_width (TbLifeLine *self, const char *text)
{
  int width;

  pango_layout_get_pixel_size (prepare_layout (self, text, 0), &width, NULL);

  return width;
}

/* In a narrow slot a day is told by its month, in a yet narrower one by its year, so that it does
 * not run into the next one. */
static void
draw_date (TbLifeLine *self, GtkSnapshot *snapshot, const char *date, float x, float y, int width,
           const GdkRGBA *color)
{
  g_autofree char *text = g_strdup (date);
  char *hyphen;

  while (get_text_width (self, text) + GAP > width && (hyphen = strrchr (text, '-')) != NULL)
    *hyphen = '\0';
  draw_text (self, snapshot, text, x, y, width, color);
}

/* Where the labels do not fit beside each other they stand by turns in two rows, so that each has
 * the room of two. */
static guint
count_label_rows (TbLifeLine *self, int width)
{
  for (guint i = 0; i < N_STATIONS; i++)
    if (get_text_width (self, _ (stations[i].label)) + GAP > width / (int)N_STATIONS)
      return 2;

  return 1;
}

static void
draw_label (TbLifeLine *self, GtkSnapshot *snapshot, guint station, float x, float y, int room,
            const GdkRGBA *color)
{
  const char *label = _ (stations[station].label);
  int width = MIN (get_text_width (self, label), room);
  float left = CLAMP (x - width / 2.f, 0, gtk_widget_get_width (GTK_WIDGET (self)) - width);

  draw_text (self, snapshot, label, left, y, width, color);
}

static void
tb_life_line_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TbLifeLine *self = TB_LIFE_LINE (widget);
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  g_autoptr (GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (manager);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float slot = gtk_widget_get_width (widget) / (float)N_STATIONS;
  guint n_rows = count_label_rows (self, gtk_widget_get_width (widget));
  int row_height = get_text_height (self);
  float line_y = n_rows * row_height + GAP + DISC_RADIUS;
  GdkRGBA text, dim;

  gtk_widget_get_color (widget, &text);
  dim = text;
  dim.alpha *= 0.55f;

  for (guint i = 0; i < N_STATIONS; i++)
    {
      float left = slot * (rtl ? N_STATIONS - 1 - i : i);
      float x = left + slot / 2;
      const GdkRGBA *color = self->reached[i] ? accent : &dim;

      if (i + 1 < N_STATIONS)
        {
          float other = rtl ? x - slot : x + slot;
          gboolean onward = self->reached[i] && self->reached[i + 1];

          draw_line (snapshot, MIN (x, other) + DISC_RADIUS + GAP / 2.f,
                     MAX (x, other) - DISC_RADIUS - GAP / 2.f, line_y, onward ? accent : &dim);
        }

      draw_label (self, snapshot, i, x, (n_rows - 1 - i % n_rows) * row_height,
                  (int)(slot * n_rows), self->reached[i] ? &text : &dim);
      draw_disc (snapshot, x, line_y, self->reached[i], color);
      if (self->dates[i] != NULL)
        draw_date (self, snapshot, self->dates[i], left, line_y + DISC_RADIUS + GAP, (int)slot,
                   &dim);
    }
}

static void
tb_life_line_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                      int *natural, int *minimum_baseline, int *natural_baseline)
{
  TbLifeLine *self = TB_LIFE_LINE (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_STATION_WIDTH * (int)N_STATIONS;
      *natural = NAT_STATION_WIDTH * (int)N_STATIONS;
    }
  else
    {
      guint n_rows
          = count_label_rows (self, for_size >= 0 ? for_size : NAT_STATION_WIDTH * (int)N_STATIONS);

      *minimum = *natural
          = ((int)n_rows + 1) * get_text_height (self) + 2 * GAP + (int)(2 * DISC_RADIUS);
    }
}

static GtkSizeRequestMode
tb_life_line_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
tb_life_line_dispose (GObject *object)
{
  TbLifeLine *self = TB_LIFE_LINE (object);

  g_clear_object (&self->layout);

  G_OBJECT_CLASS (tb_life_line_parent_class)->dispose (object);
}

static void
tb_life_line_finalize (GObject *object)
{
  TbLifeLine *self = TB_LIFE_LINE (object);

  for (guint i = 0; i < N_STATIONS; i++)
    g_free (self->dates[i]);

  G_OBJECT_CLASS (tb_life_line_parent_class)->finalize (object);
}

static void
tb_life_line_class_init (TbLifeLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_life_line_dispose;
  object_class->finalize = tb_life_line_finalize;

  widget_class->snapshot = tb_life_line_snapshot;
  widget_class->measure = tb_life_line_measure;
  widget_class->get_request_mode = tb_life_line_get_request_mode;

  gtk_widget_class_set_css_name (widget_class, "lifeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
tb_life_line_init (TbLifeLine *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

static guint
find_field (TbRecord *record, guint station)
{
  return tb_record_type_find_field (tb_record_get_record_type (record), stations[station].field);
}

/* A list that was imported often has where somebody stands, but no day. */
static gboolean
has_reached (TbRecord *person, guint station)
{
  return tb_record_has (person, find_field (person, station))
         || g_strcmp0 (tb_record_get_text (person, TB_PERSON_CATEGORY), stations[station].category)
                == 0;
}

static void
add_words (TbLifeLine *self, GString *words, guint station)
{
  gboolean is_last = station + 1 == N_STATIONS || !self->reached[station + 1];

  /* Without a day, only where it is the last one: those before it go without saying. */
  if (self->dates[station] == NULL && !(is_last && self->reached[station]))
    return;

  g_string_append_printf (words, "%s%s", words->len > 0 ? "; " : "", _ (stations[station].label));
  if (self->dates[station] != NULL)
    g_string_append_printf (words, ": %s", self->dates[station]);
}

/**
 * tb_life_line_is_for:
 * @record: a record
 *
 * Returns: whether the record is a person who has reached a station
 */
gboolean
tb_life_line_is_for (TbRecord *record)
{
  if (tb_record_get_record_type (record) != &tb_type_person)
    return FALSE;

  for (guint i = 0; i < N_STATIONS; i++)
    if (has_reached (record, i))
      return TRUE;

  return FALSE;
}

/**
 * tb_life_line_set_record:
 * @self: a life line
 * @record: a record for which tb_life_line_is_for() is true
 *
 * Shows the record's stations. Who has reached a later station has passed the earlier ones, even
 * where their days are not recorded.
 */
void
tb_life_line_set_record (TbLifeLine *self, TbRecord *record)
{
  g_autoptr (GString) words = g_string_new (NULL);
  gboolean reached = FALSE;

  for (guint i = N_STATIONS; i > 0; i--)
    {
      guint field = find_field (record, i - 1);

      g_clear_pointer (&self->dates[i - 1], g_free);
      if (tb_record_has (record, field))
        self->dates[i - 1] = tb_record_dup_display (record, field, TB_DISPLAY_MASKED);
      reached = reached || has_reached (record, i - 1);
      self->reached[i - 1] = reached;
    }

  for (guint i = 0; i < N_STATIONS; i++)
    add_words (self, words, i);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Road into the Party"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words->str, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words->str);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
