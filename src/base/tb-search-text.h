/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-pinyin.h"

G_BEGIN_DECLS

/* What the files that make search terms, look for them and check what was found have in common;
 * nobody else's. */

/* Longest value looked into, in characters. */
#define TB_SEARCH_VALUE_MAX 64
/* Longest word typed that is looked for; the rest would only narrow down further. */
#define TB_SEARCH_WORD_MAX 48
/* Letters of a pinyin term; what lies behind them is left to tb_search_terms_matches(). */
#define TB_SEARCH_PINYIN_MAX 16
/* As many typed letters are a term of their own. */
#define TB_SEARCH_SHORT_PINYIN_MAX 5
/* Room numbers are found by a single digit, telephone numbers by three. */
#define TB_SEARCH_SHORT_NUMBER_MAX 6
#define TB_SEARCH_NUMBER_GRAM 3

/**
 * TbSearchText:
 * @characters: letters and digits, small and half-width
 * @begins: whether something that is left out stood before the character
 *
 * A value, or a word typed, as it is compared.
 */
typedef struct
{
  gunichar characters[TB_SEARCH_VALUE_MAX];
  gboolean begins[TB_SEARCH_VALUE_MAX];
  guint n;
} TbSearchText;

/**
 * TbSearchUnit:
 * @character: 0 for a run
 * @readings: (nullable): %NULL for a run and for what cannot be read
 * @run: empty for a character
 *
 * What is read in one go: a Chinese character, or a run of Latin letters and digits.
 */
typedef struct
{
  gunichar character;
  const char *const *readings;
  char run[TB_SEARCH_PINYIN_MAX + 1];
} TbSearchUnit;

gboolean tb_search_is_ascii_alnum (gunichar character);
gboolean tb_search_is_generic_pair (gunichar first, gunichar second);
void tb_search_append_token (GString *out, char space, const gunichar *characters, guint n);

void tb_search_text_fold (const char *text, guint max, TbSearchText *out);
gboolean tb_search_text_has_digit (const TbSearchText *self);
gboolean tb_search_text_is_ascii (const TbSearchText *self);
guint tb_search_text_cut (const TbSearchText *self, TbPinyinKind kind,
                          TbSearchUnit units[TB_SEARCH_VALUE_MAX]);

guint tb_search_unit_count_ways (const TbSearchUnit *unit);
gsize tb_search_unit_read (const TbSearchUnit *unit, guint way, gboolean with_u,
                           char out[TB_SEARCH_PINYIN_MAX + 1]);

G_END_DECLS
