/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-pinyin.h"

#include "tb-pinyin-table.h"

#define PAGE_SIZE 256

/* An entry of the table; entry 0 is "no reading". */
typedef guint16 Entry;

static Entry
character_entry (gunichar character)
{
  guint page = character / PAGE_SIZE;

  if (page < FIRST_PAGE || page >= FIRST_PAGE + N_PAGES)
    return 0;

  return pages[page_of[page - FIRST_PAGE]][character % PAGE_SIZE];
}

static Entry
surname_entry (gunichar character)
{
  guint low = 0, high = G_N_ELEMENTS (surnames);

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (surnames[middle].character == character)
        return surnames[middle].entry;
      if (surnames[middle].character < character)
        low = middle + 1;
      else
        high = middle;
    }

  return character_entry (character);
}

static const char *const *
entry_list (Entry entry)
{
  return entry != 0 ? lists + entries[entry].list : NULL;
}

/* Both tables of words are sorted by the first character and have the longest of those that begin
 * alike first. */
#define DEFINE_FIND(name, table)                                                                   \
  static guint name (const gunichar *characters, guint n_characters, const guint16 **found)        \
  {                                                                                                \
    guint low = 0, high = G_N_ELEMENTS (table);                                                    \
                                                                                                   \
    while (low < high)                                                                             \
      {                                                                                            \
        guint middle = (low + high) / 2;                                                           \
                                                                                                   \
        if (table[middle].text[0] < characters[0])                                                 \
          low = middle + 1;                                                                        \
        else                                                                                       \
          high = middle;                                                                           \
      }                                                                                            \
    for (; low < G_N_ELEMENTS (table) && table[low].text[0] == characters[0]; low++)               \
      {                                                                                            \
        if (table[low].length <= n_characters                                                      \
            && memcmp (table[low].text, characters, table[low].length * sizeof (gunichar)) == 0)   \
          {                                                                                        \
            *found = table[low].entries;                                                           \
            return table[low].length;                                                              \
          }                                                                                        \
      }                                                                                            \
                                                                                                   \
    return 0;                                                                                      \
  }

DEFINE_FIND (find_word, words)
DEFINE_FIND (find_compound_surname, compound_surnames)

static void
read_entries (const gunichar *characters, guint n_characters, TbPinyinKind kind, Entry *out)
{
  const guint16 *found;
  guint i = 0;

  if (kind == TB_PINYIN_PERSON)
    {
      /* A compound surname is one only where a given name follows: 单于 alone is the person 于 of
       * the family 单. */
      if (n_characters > COMPOUND_SURNAME_MAX
          && (i = find_compound_surname (characters, n_characters, &found)) > 0)
        {
          memcpy (out, found, i * sizeof *out);
        }
      else if (n_characters > 0)
        {
          out[0] = surname_entry (characters[0]);
          i = 1;
        }
      for (; i < n_characters; i++)
        out[i] = character_entry (characters[i]);
      return;
    }

  while (i < n_characters)
    {
      guint length = find_word (characters + i, n_characters - i, &found);

      if (length > 0)
        {
          memcpy (out + i, found, length * sizeof *out);
          i += length;
        }
      else
        {
          out[i] = character_entry (characters[i]);
          i++;
        }
    }
}

/**
 * tb_pinyin_read:
 * @characters: (array length=n_characters)
 * @readings: (out caller-allocates) (array length=n_characters): for each character its readings as
 * of tb_pinyin_readings(), or %NULL where it has none
 *
 * Reads a whole text: the characters of a compound surname and of a word that is known have the one
 * reading that they have there (尉迟 yuchi, 重庆 chongqing), all others every reading of theirs.
 * Safe on every thread.
 */
void
tb_pinyin_read (const gunichar *characters, guint n_characters, TbPinyinKind kind,
                const char *const **readings)
{
  g_autofree Entry *heap = NULL;
  Entry stack[64];
  Entry *found = stack;

  if (n_characters > G_N_ELEMENTS (stack))
    found = heap = g_new (Entry, n_characters);

  read_entries (characters, n_characters, kind, found);
  for (guint i = 0; i < n_characters; i++)
    readings[i] = entry_list (found[i]);
}

/**
 * tb_pinyin_readings:
 * @character: any character
 * @position: its place in the text, from 0
 * @kind: what the text is
 *
 * The readings of one character, the likeliest first: of the first character of a person's name
 * those that it has as a surname before others. Syllables are in small letters without tones, with
 * `v` for ü. Safe on every thread.
 *
 * Returns: (transfer none) (nullable): a %NULL-terminated array, or %NULL where the character has
 * no reading
 */
const char *const *
tb_pinyin_readings (gunichar character, guint position, TbPinyinKind kind)
{
  if (position == 0 && kind == TB_PINYIN_PERSON)
    return entry_list (surname_entry (character));

  return entry_list (character_entry (character));
}

/* What a character says in a number; 0 where it is no part of one. */
static guint
digit_of (gunichar c)
{
  static const gunichar digits[]
      = { 0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d };

  for (guint i = 0; i < G_N_ELEMENTS (digits); i++)
    if (c == digits[i])
      return i + 1;

  return 0;
}

/* Reads the number after 第, as in 第十二党支部 and 第12党支部. Returns how many characters it has;
 * 0 where there is none, or one that no ordinal is. */
static guint
read_ordinal (const gunichar *characters, guint n_characters, guint *number)
{
  guint n = 0;
  guint pending = 0;

  *number = 0;
  for (; n < n_characters && n < 7; n++)
    {
      gunichar c = characters[n];
      guint digit = digit_of (c);

      if (c >= '0' && c <= '9')
        {
          pending = pending * 10 + c - '0';
        }
      else if (digit != 0)
        {
          pending = digit;
        }
      else if (c == 0x5341 || c == 0x767e) /* 十 百 */
        {
          *number += MAX (pending, 1) * (c == 0x5341 ? 10 : 100);
          pending = 0;
        }
      else if (c != 0x96f6 && c != 0x3007) /* 零 〇 */
        {
          break;
        }
    }

  *number += pending;
  return *number > 0 && *number < 10000 ? n : 0;
}

/**
 * tb_pinyin_dup_sort_key:
 * @text: (nullable): a name
 * @kind: what it is
 *
 * A text that sorts, byte by byte, as people expect names to be sorted: by the pinyin of the first
 * character (of a surname as it is read as a surname), then its tone, then the character itself, so
 * that one surname stays together; then by the next one. Digits and Latin letters come before
 * Chinese, without regard to case; spaces and punctuation do not count; other scripts come last.
 * What is counted stands in its order: 第二党支部 before 第十党支部, and that where 第10党支部
 * does. Safe on every thread.
 *
 * Returns: (transfer full) (not nullable)
 */
char *
tb_pinyin_dup_sort_key (const char *text, TbPinyinKind kind)
{
  g_autofree gunichar *characters = NULL;
  g_autofree Entry *found = NULL;
  glong n_read;
  guint n = 0;
  GString *key;

  if (text == NULL || *text == '\0')
    return g_strdup ("");

  characters = g_utf8_to_ucs4_fast (text, -1, &n_read);
  for (glong i = 0; i < n_read; i++)
    {
      gunichar c = characters[i];

      if (c >= 0xff01 && c <= 0xff5e)
        c -= 0xff01 - 0x21;
      if (g_unichar_isalnum (c) || g_unichar_type (c) == G_UNICODE_PRIVATE_USE)
        characters[n++] = c;
    }

  found = g_new (Entry, n + 1);
  read_entries (characters, n, kind, found);

  key = g_string_sized_new (n * 12 + 1);
  for (guint i = 0; i < n; i++)
    {
      gunichar c = characters[i];

      /* Capitals sort before the small letters of syllables, digits before both. */
      if (c < 0x80)
        {
          g_string_append_c (key, g_ascii_toupper (c));
        }
      else if (found[i] != 0)
        {
          guint code = entries[found[i]].code;

          g_string_append (key, syllables[code / 8]);
          g_string_append_c (key, '0' + code % 8);
          g_string_append_unichar (key, c);
          if (c == 0x7b2c && kind == TB_PINYIN_PHRASE) /* 第 */
            {
              guint number;
              guint n_read_on = read_ordinal (characters + i + 1, n - i - 1, &number);

              if (n_read_on > 0)
                g_string_append_printf (key, "%04u", number);
              i += n_read_on;
            }
        }
      else
        {
          g_string_append_c (key, '~');
          g_string_append_unichar (key, g_unichar_tolower (c));
        }
    }

  return g_string_free_and_steal (key);
}
