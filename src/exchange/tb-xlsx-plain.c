/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-xlsx-plain.h"

#include <string.h>

/* What is nested deeper, or has more attributes or longer names, is for the parser. */
#define MAX_DEPTH 6
#define MAX_ATTRIBUTES 16
#define MAX_NAME 32

/* A place in the text, which ends with a zero byte: no character of anything plain. */
typedef struct
{
  const char *at;
  const char *names[MAX_DEPTH]; /* of the elements that are open */
  guint depth;
} Scan;

static gboolean
is_letter (char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static gboolean
is_name_character (char c)
{
  return is_letter (c) || (c >= '0' && c <= '9');
}

/* @found is where the text was found not to be plain: its end, if there is no more of it. */
static TbXlsxPlain
give_up (const char *found)
{
  return *found == '\0' ? TB_XLSX_PLAIN_CUT_OFF : TB_XLSX_PLAIN_NO;
}

/* The end of a name that may have a prefix, as those of attributes have; NULL if there is none. */
static const char *
skip_name (const char *at, gboolean may_have_prefix)
{
  const char *start = at;

  if (!is_letter (*at))
    return NULL;
  while (is_name_character (*at) || (may_have_prefix && *at == ':'))
    at++;
  return at - start <= MAX_NAME ? at : NULL;
}

/* What stands between quotation marks: ASCII that means itself. */
static const char *
skip_value (const char *at)
{
  while (*at >= 0x20 && *at < 0x7f && *at != '"' && *at != '<' && *at != '&')
    at++;
  return at;
}

/* Attributes, each after one space. */
static TbXlsxPlain
skip_attributes (Scan *scan)
{
  guint n_attributes = 0;

  while (*scan->at == ' ')
    {
      const char *name = scan->at + 1;
      const char *end = skip_name (name, TRUE);

      if (end == NULL || ++n_attributes > MAX_ATTRIBUTES || strncmp (name, "xmlns", 5) == 0)
        return give_up (name);
      if (*end != '=' || end[1] != '"')
        return give_up (*end == '=' ? end + 1 : end);
      scan->at = skip_value (end + 2);
      if (*scan->at != '"')
        return give_up (scan->at);
      scan->at++;
    }
  return TB_XLSX_PLAIN_WHOLE;
}

/* «<name attributes>» or «<name attributes/>». */
static TbXlsxPlain
skip_start (Scan *scan)
{
  const char *name = scan->at + 1;
  const char *end = skip_name (name, FALSE);
  TbXlsxPlain plain;

  if (end == NULL || scan->depth == MAX_DEPTH)
    return give_up (name);
  scan->at = end;
  plain = skip_attributes (scan);
  if (plain != TB_XLSX_PLAIN_WHOLE)
    return plain;
  if (*scan->at == '/')
    scan->at++;
  else
    scan->names[scan->depth++] = name;
  return *scan->at++ == '>' ? TB_XLSX_PLAIN_WHOLE : give_up (scan->at - 1);
}

/* «</name>» of the element that was opened last. */
static TbXlsxPlain
skip_end (Scan *scan)
{
  const char *name = scan->names[scan->depth - 1];

  for (scan->at += 2; is_name_character (*name); name++)
    if (*scan->at++ != *name)
      return give_up (scan->at - 1);
  scan->depth--;
  return *scan->at++ == '>' ? TB_XLSX_PLAIN_WHOLE : give_up (scan->at - 1);
}

/* U+FFFE and U+FFFF are no characters of XML. */
static gboolean
has_no_character (const char *text, gsize length)
{
  const char *found = text;

  while ((found = memmem (found, text + length - found, "\xef\xbf", 2)) != NULL)
    {
      if ((guchar)found[2] >= 0xbe)
        return TRUE;
      found += 2;
    }
  return FALSE;
}

/* Text up to the next tag. */
static TbXlsxPlain
skip_text (Scan *scan)
{
  const char *text = scan->at;
  guchar all = 0;

  for (; (guchar)*scan->at >= 0x20 && *scan->at != '<' && *scan->at != '&' && *scan->at != '>'
         && *scan->at != 0x7f;
       scan->at++)
    all |= (guchar)*scan->at;
  if (*scan->at != '<')
    return give_up (scan->at);
  if (all >= 0x80
      && (!g_utf8_validate_len (text, scan->at - text, NULL)
          || has_no_character (text, scan->at - text)))
    return TB_XLSX_PLAIN_NO;
  return TB_XLSX_PLAIN_WHOLE;
}

/*
 * tb_xlsx_plain_measure:
 * @text: a piece of XML in UTF-8 that begins between two tags, with a zero byte at its end
 * @name: of the element that is looked for
 * @length: (out): how many bytes it has, where it is plain and whole
 *
 * Returns: whether an element of that name begins there and is plain
 */
TbXlsxPlain
tb_xlsx_plain_measure (const char *text, const char *name, gsize *length)
{
  Scan scan = { .at = text };
  TbXlsxPlain plain;
  gsize i;

  if (*text != '<')
    return give_up (text);
  for (i = 0; name[i] != '\0' && text[i + 1] == name[i]; i++)
    ;
  if (name[i] != '\0' || is_name_character (text[i + 1]))
    return give_up (text + i + 1);

  do
    {
      if (*scan.at != '<')
        plain = skip_text (&scan);
      else if (scan.at[1] == '/')
        plain = skip_end (&scan);
      else
        plain = skip_start (&scan);
    }
  while (plain == TB_XLSX_PLAIN_WHOLE && scan.depth > 0);
  *length = scan.at - text;
  return plain;
}

/* Where @c is next, which is not far: names and attributes are too short for memchr() to pay. */
static char *
find_near (char *at, char c)
{
  while (*at != c)
    at++;
  return at;
}

/* Takes a start tag apart in place. Returns where it ends. */
static char *
walk_start (char *at, TbXlsxXml *xml, const TbXlsxXmlHandlers *handlers, gpointer user_data)
{
  const char *attributes[2 * MAX_ATTRIBUTES + 1];
  const char *name = at + 1;
  guint n = 0;
  gboolean is_empty;

  for (at++; is_name_character (*at); at++)
    ;
  while (*at == ' ')
    {
      *at++ = '\0';
      attributes[n++] = at;
      at = find_near (at, '=');
      *at = '\0';
      at += 2;
      attributes[n++] = at;
      at = find_near (at, '"');
      *at++ = '\0';
    }
  attributes[n] = NULL;
  is_empty = *at == '/';
  *at = '\0';
  handlers->start (xml, name, attributes, user_data);
  if (is_empty && !tb_xlsx_xml_is_stopped (xml))
    handlers->end (xml, name, user_data);
  return at + (is_empty ? 2 : 1);
}

/*
 * tb_xlsx_plain_walk:
 * @text: an element that tb_xlsx_plain_measure() found plain; spoilt
 * @length: its bytes
 * @xml: the parse that it is part of
 * @handlers: what to call, all three
 * @user_data: for @handlers
 *
 * Calls the handlers as the parser would have.
 */
void
tb_xlsx_plain_walk (char *text, gsize length, TbXlsxXml *xml, const TbXlsxXmlHandlers *handlers,
                    gpointer user_data)
{
  char *end = text + length;
  char *at = text;

  while (at < end && !tb_xlsx_xml_is_stopped (xml))
    {
      char *next;

      if (*at != '<')
        {
          next = memchr (at, '<', end - at);
          handlers->text (xml, at, next - at, user_data);
          at = next;
        }
      else if (at[1] == '/')
        {
          next = find_near (at, '>');
          *next = '\0';
          handlers->end (xml, at + 2, user_data);
          at = next + 1;
        }
      else
        at = walk_start (at, xml, handlers, user_data);
    }
}
