/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-paper-private.h"

/* Lists of families by name: what Chinese offices have, what free desktops have, what there always
 * is. Pango takes the first that is there, and for each character that it lacks the next that has
 * it. */
#define SONG_BOLD                                                                                  \
  "FZXiaoBiaoSong-B05S, FZXiaoBiaoSong-B05, Noto Serif CJK SC, Source Han Serif SC, "              \
  "Source Han Serif CN, SimSun, AR PL UMing CN, serif"
#define FANG                                                                                       \
  "FangSong_GB2312, FangSong, STFangsong, FandolFang, Noto Serif CJK SC, Source Han Serif SC, "    \
  "Source Han Serif CN, SimSun, AR PL UMing CN, serif"
#define SONG                                                                                       \
  "Noto Serif CJK SC, Source Han Serif SC, Source Han Serif CN, SimSun, AR PL UMing CN, serif"
#define HEI                                                                                        \
  "Noto Sans CJK SC, Source Han Sans SC, Source Han Sans CN, Microsoft YaHei, SimHei, "            \
  "WenQuanYi Zen Hei, sans-serif"

typedef struct
{
  const char *families;
  double size; /* points */
  gboolean is_bold;
  double line; /* from one line to the next, in points; 0 for what the font has */
} Type;

/* 2号 is 22 points, 3号 16, 小二 18, 小四 12, 五号 10.5. A letter has 22 lines on 225 mm. */
static const Type types[][TB_PAPER_N_TYPES] = {
  [TB_PAPER_LETTER] = {
    [TB_PAPER_TYPE_TITLE] = { SONG_BOLD, 22, TRUE, 33 },
    [TB_PAPER_TYPE_SUBTITLE] = { FANG, 16, FALSE, 29 },
    [TB_PAPER_TYPE_HEADING] = { HEI, 16, FALSE, 29 },
    [TB_PAPER_TYPE_FLUSH] = { FANG, 16, FALSE, 29 },
    [TB_PAPER_TYPE_BODY] = { FANG, 16, FALSE, 29 },
    [TB_PAPER_TYPE_CLOSING] = { FANG, 16, FALSE, 29 },
    [TB_PAPER_TYPE_NOTE] = { SONG, 10.5, FALSE, 16 },
    [TB_PAPER_TYPE_CELL] = { FANG, 14, FALSE, 22 },
    [TB_PAPER_TYPE_HEAD] = { HEI, 14, FALSE, 22 },
    [TB_PAPER_TYPE_FOOT] = { SONG, 14, FALSE, 0 },
  },
  [TB_PAPER_FORM] = {
    [TB_PAPER_TYPE_TITLE] = { SONG_BOLD, 20, TRUE, 30 },
    [TB_PAPER_TYPE_SUBTITLE] = { SONG, 12, FALSE, 18 },
    [TB_PAPER_TYPE_HEADING] = { HEI, 12, FALSE, 20 },
    [TB_PAPER_TYPE_FLUSH] = { SONG, 11, FALSE, 17 },
    [TB_PAPER_TYPE_BODY] = { SONG, 11, FALSE, 17 },
    [TB_PAPER_TYPE_CLOSING] = { SONG, 11, FALSE, 17 },
    [TB_PAPER_TYPE_NOTE] = { SONG, 9, FALSE, 13 },
    [TB_PAPER_TYPE_CELL] = { SONG, 11, FALSE, 17 },
    [TB_PAPER_TYPE_HEAD] = { HEI, 11, FALSE, 17 },
    [TB_PAPER_TYPE_FOOT] = { SONG, 9, FALSE, 0 },
  },
  [TB_PAPER_LEDGER] = {
    [TB_PAPER_TYPE_TITLE] = { SONG_BOLD, 18, TRUE, 27 },
    [TB_PAPER_TYPE_SUBTITLE] = { SONG, 11, FALSE, 16 },
    [TB_PAPER_TYPE_HEADING] = { HEI, 12, FALSE, 18 },
    [TB_PAPER_TYPE_FLUSH] = { SONG, 10.5, FALSE, 16 },
    [TB_PAPER_TYPE_BODY] = { SONG, 10.5, FALSE, 16 },
    [TB_PAPER_TYPE_CLOSING] = { SONG, 10.5, FALSE, 16 },
    [TB_PAPER_TYPE_NOTE] = { SONG, 9, FALSE, 13 },
    [TB_PAPER_TYPE_CELL] = { SONG, 9, FALSE, 12.5 },
    [TB_PAPER_TYPE_HEAD] = { HEI, 9, FALSE, 12.5 },
    [TB_PAPER_TYPE_FOOT] = { SONG, 9, FALSE, 0 },
  },
};

#define A4_SHORT TB_PAPER_MM (210)
#define A4_LONG TB_PAPER_MM (297)

static const TbPaperPage pages[] = {
  /* GB/T 9704: 37 mm above, 28 mm at the left, 156 × 225 mm of text. */
  [TB_PAPER_LETTER] = { A4_SHORT, A4_LONG, TB_PAPER_MM (28), TB_PAPER_MM (37), TB_PAPER_MM (26),
                        TB_PAPER_MM (35), 5 },
  [TB_PAPER_FORM] = { A4_SHORT, A4_LONG, TB_PAPER_MM (22), TB_PAPER_MM (22), TB_PAPER_MM (20),
                      TB_PAPER_MM (20), 4 },
  [TB_PAPER_LEDGER] = { A4_LONG, A4_SHORT, TB_PAPER_MM (15), TB_PAPER_MM (17), TB_PAPER_MM (15),
                        TB_PAPER_MM (17), 3 },
};

const TbPaperPage *
tb_paper_look_get_page (TbPaperLook look)
{
  g_return_val_if_fail (look < G_N_ELEMENTS (pages), NULL);

  return &pages[look];
}

static PangoFontDescription *
make_font (const Type *type)
{
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family_static (font, type->families);
  pango_font_description_set_size (font, type->size * PANGO_SCALE);
  if (type->is_bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);

  return font;
}

/* Points as they are, nothing rounded to the pixels of a screen: what is printed must be broken
 * into lines as what is seen. */
static PangoContext *
make_context (void)
{
  g_autoptr (PangoFontMap) map = pango_cairo_font_map_new ();
  PangoContext *context;
  cairo_font_options_t *options = cairo_font_options_create ();

  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (map), 72);
  context = pango_font_map_create_context (map);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (context, FALSE);
  /* The Chinese forms of characters that Japan writes otherwise, where a font has both. */
  pango_context_set_language (context, pango_language_from_string ("zh-cn"));

  return context;
}

/**
 * tb_paper_layouter_init:
 * @look: page and types
 *
 * Each has a font map of its own, so that it belongs to no thread.
 */
void
tb_paper_layouter_init (TbPaperLayouter *self, TbPaperLook look)
{
  self->look = look;
  self->page = pages[look];
  self->context = make_context ();
  self->cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  for (guint i = 0; i < TB_PAPER_N_TYPES; i++)
    {
      const Type *type = &types[look][i];

      self->fonts[i] = make_font (type);
      self->line_heights[i] = type->line > 0 ? type->line : type->size * 1.4;
    }
}

void
tb_paper_layouter_clear (TbPaperLayouter *self)
{
  g_hash_table_unref (self->cells);
  for (guint i = 0; i < TB_PAPER_N_TYPES; i++)
    pango_font_description_free (self->fonts[i]);
  g_object_unref (self->context);
}

/* Every line is as high as its type says, whatever font a character came from: rules must stay in
 * step. */
static void
set_line_height (PangoLayout *layout, double height)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes,
                          pango_attr_line_height_new_absolute ((int)(height * PANGO_SCALE)));
  pango_layout_set_attributes (layout, attributes);
}

static PangoLayout *
make_layout (TbPaperLayouter *self, TbPaperType type, const char *text, double width,
             TbPaperAlign align)
{
  static const PangoAlignment alignments[]
      = { PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT };
  PangoLayout *layout = pango_layout_new (self->context);

  pango_layout_set_font_description (layout, self->fonts[type]);
  pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, alignments[align]);
  if (type == TB_PAPER_TYPE_BODY)
    pango_layout_set_indent (layout, 2 * pango_font_description_get_size (self->fonts[type]));
  set_line_height (layout, self->line_heights[type]);
  pango_layout_set_text (layout, text, -1);

  return layout;
}

/**
 * tb_paper_layouter_make:
 * @text: any text
 * @width: of its lines
 *
 * Returns: (transfer full): it, not to be changed: the layouts of cells are shared
 */
PangoLayout *
tb_paper_layouter_make (TbPaperLayouter *self, TbPaperType type, const char *text, double width,
                        TbPaperAlign align)
{
  g_autofree char *key = NULL;
  PangoLayout *layout;

  if (type != TB_PAPER_TYPE_CELL)
    return make_layout (self, type, text, width, align);

  key = g_strdup_printf ("%d %d %s", (int)(width * PANGO_SCALE), align, text);
  layout = g_hash_table_lookup (self->cells, key);
  if (layout == NULL)
    {
      layout = make_layout (self, type, text, width, align);
      g_hash_table_insert (self->cells, g_steal_pointer (&key), layout);
    }

  return g_object_ref (layout);
}

double
tb_paper_layout_get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);

  return (double)height / PANGO_SCALE;
}
