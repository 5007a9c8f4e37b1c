/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-help-page.h"

#include <string.h>

/**
 * TbHelpPage:
 *
 * A page of the help, read from Mallard: the few elements that the pages in data/help are written
 * with. What Yelp shows of the same files is the same text.
 */
struct _TbHelpPage
{
  GObject parent_instance;

  char *id;          /* (owned) */
  char *title;       /* (owned) */
  char *desc;        /* (owned) (nullable) what it is about, as markup */
  char *icon_name;   /* (owned) (nullable) */
  GPtrArray *blocks; /* (owned) (element-type TbHelpBlock) */
  GStrv topics;      /* (owned) ids of the pages it leads to, in order */
  char *text;        /* (owned) all words, casefolded, for the search */
};

typedef struct
{
  TbHelpPage *page;      /* (not owned) */
  GStrvBuilder *topics;  /* (owned) */
  GStrvBuilder *pending; /* (owned) topics that stand below the text of the section being read */
  GString *text;         /* (owned) all that was read */
  GString *block;        /* (owned) (nullable) markup of the piece being read */
  TbHelpBlockKind kind;  /* of the next piece */
  guint n_steps;         /* of the list being read */
  guint n_parts;         /* of the sequence being read */
  const char *separator; /* (nullable) between the parts of the sequence being read; static */
  gboolean in_info;
  gboolean in_desc;
} Reader;

/* How words of an element look. */
static const struct
{
  const char *element;
  const char *start, *end;
} looks[] = {
  { "gui", "<b>", "</b>" },    { "key", "<b>", "</b>" },   { "em", "<i>", "</i>" },
  { "file", "<tt>", "</tt>" }, { "cmd", "<tt>", "</tt>" }, { "link", NULL, "</a>" },
};

#define MENU_SEPARATOR " ▸ "
#define KEY_SEPARATOR "+"

/* Mallard leaves room for elements of others in what it says of a page. */
#define ICON_ELEMENT "tb:icon"

G_DEFINE_FINAL_TYPE (TbHelpPage, tb_help_page, G_TYPE_OBJECT)

static void
block_free (TbHelpBlock *block)
{
  g_free (block->markup);
  g_free (block);
}

static const char *
get_attribute (const char *name, const char **names, const char **values)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];

  return "";
}

/* Elements */

static void
begin_block (Reader *reader, TbHelpBlockKind kind)
{
  reader->kind = kind;
  if (reader->block == NULL)
    reader->block = g_string_new (NULL);
}

static void
end_block (Reader *reader)
{
  TbHelpBlock *block = g_new0 (TbHelpBlock, 1);

  block->kind = reader->kind;
  block->number = reader->kind == TB_HELP_BLOCK_STEP ? ++reader->n_steps : 0;
  block->markup = g_strstrip (g_string_free (g_steal_pointer (&reader->block), FALSE));
  g_ptr_array_add (reader->page->blocks, block);
  g_string_append_c (reader->text, '\n');
  reader->kind = TB_HELP_BLOCK_PARAGRAPH;
}

/* The pages that a section leads to stand below what it says. */
static void
end_topics (Reader *reader)
{
  g_auto (GStrv) ids = g_strv_builder_unref_to_strv (reader->pending);

  reader->pending = g_strv_builder_new ();
  for (guint i = 0; ids[i] != NULL; i++)
    {
      TbHelpBlock *block = g_new0 (TbHelpBlock, 1);

      block->kind = TB_HELP_BLOCK_TOPIC;
      block->markup = g_strdup (ids[i]);
      g_ptr_array_add (reader->page->blocks, block);
    }
}

static void
begin_info (Reader *reader, const char *element, const char **names, const char **values)
{
  const char *target = get_attribute ("xref", names, values);

  if (g_str_equal (element, "link") && g_str_equal (get_attribute ("type", names, values), "topic"))
    {
      g_strv_builder_add (reader->topics, target);
      g_strv_builder_add (reader->pending, target);
    }
  else if (g_str_equal (element, ICON_ELEMENT))
    g_set_str (&reader->page->icon_name, get_attribute ("name", names, values));
  else if (g_str_equal (element, "desc"))
    {
      reader->in_desc = TRUE;
      begin_block (reader, TB_HELP_BLOCK_PARAGRAPH);
    }
}

static void
begin_words (Reader *reader, const char *element, const char **names, const char **values)
{
  if (reader->block == NULL)
    return;

  if (reader->separator != NULL && reader->n_parts++ > 0)
    g_string_append (reader->block, reader->separator);
  if (g_str_equal (element, "link"))
    {
      g_autofree char *target = g_markup_escape_text (get_attribute ("xref", names, values), -1);

      g_string_append_printf (reader->block, "<a href=\"page:%s\">", target);
    }
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (looks[i].start != NULL && g_str_equal (looks[i].element, element))
      g_string_append (reader->block, looks[i].start);
}

static void
start_element_cb (GMarkupParseContext *context, const char *element, const char **names,
                  const char **values, gpointer user_data, GError **error)
{
  Reader *reader = user_data;

  if (g_str_equal (element, "page"))
    g_set_str (&reader->page->id, get_attribute ("id", names, values));
  else if (g_str_equal (element, "info"))
    reader->in_info = TRUE;
  else if (reader->in_info)
    begin_info (reader, element, names, values);
  else if (g_str_equal (element, "section"))
    end_topics (reader);
  else if (g_str_equal (element, "title"))
    begin_block (reader, TB_HELP_BLOCK_HEADING);
  else if (g_str_equal (element, "steps"))
    reader->n_steps = 0;
  else if (g_str_equal (element, "item"))
    reader->kind
        = g_str_equal (g_markup_parse_context_get_element_stack (context)->next->data, "steps")
              ? TB_HELP_BLOCK_STEP
              : TB_HELP_BLOCK_ITEM;
  else if (g_str_equal (element, "note"))
    reader->kind = TB_HELP_BLOCK_NOTE;
  else if (g_str_equal (element, "p"))
    begin_block (reader, reader->kind);
  else if (g_str_equal (element, "guiseq") || g_str_equal (element, "keyseq"))
    {
      reader->separator = g_str_equal (element, "guiseq") ? MENU_SEPARATOR : KEY_SEPARATOR;
      reader->n_parts = 0;
    }
  else
    begin_words (reader, element, names, values);
}

static void
end_element_cb (GMarkupParseContext *context, const char *element, gpointer user_data,
                GError **error)
{
  Reader *reader = user_data;

  if (g_str_equal (element, "info"))
    reader->in_info = FALSE;
  else if (g_str_equal (element, "section") || g_str_equal (element, "page"))
    end_topics (reader);
  else if (reader->in_desc && g_str_equal (element, "desc"))
    {
      g_free (reader->page->desc);
      reader->page->desc = g_strstrip (g_string_free (g_steal_pointer (&reader->block), FALSE));
      reader->in_desc = FALSE;
      g_string_append_c (reader->text, '\n');
    }
  if (reader->in_info || reader->block == NULL)
    return;

  if (g_str_equal (element, "title") && reader->page->title == NULL)
    {
      reader->page->title = g_strstrip (g_string_free (g_steal_pointer (&reader->block), FALSE));
      reader->kind = TB_HELP_BLOCK_PARAGRAPH;
      g_string_append_c (reader->text, '\n');
    }
  else if (g_str_equal (element, "p") || g_str_equal (element, "title"))
    end_block (reader);
  else if (g_str_equal (element, "guiseq") || g_str_equal (element, "keyseq"))
    reader->separator = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (reader->block != NULL && g_str_equal (looks[i].element, element))
      g_string_append (reader->block, looks[i].end);
}

/* White space of the source is one blank; between the parts of a sequence it is none. */
static void
text_cb (GMarkupParseContext *context, const char *text, gsize length, gpointer user_data,
         GError **error)
{
  Reader *reader = user_data;
  g_autofree char *copy = g_strndup (text, length);
  g_autoptr (GString) folded = g_string_new (NULL);
  g_autofree char *escaped = NULL;

  if (reader->block == NULL)
    return;
  if (reader->separator != NULL && *g_strstrip (copy) == '\0')
    return;

  for (const char *c = copy; *c != '\0'; c++)
    {
      gboolean blank = g_ascii_isspace (*c);

      if (!blank || c == copy || !g_ascii_isspace (c[-1]))
        g_string_append_c (folded, blank ? ' ' : *c);
    }
  escaped = g_markup_escape_text (folded->str, folded->len);
  g_string_append (reader->block, escaped);
  g_string_append (reader->text, folded->str);
}

/* Object */

static void
tb_help_page_finalize (GObject *object)
{
  TbHelpPage *self = TB_HELP_PAGE (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->desc);
  g_free (self->icon_name);
  g_ptr_array_unref (self->blocks);
  g_strfreev (self->topics);
  g_free (self->text);

  G_OBJECT_CLASS (tb_help_page_parent_class)->finalize (object);
}

static void
tb_help_page_class_init (TbHelpPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_help_page_finalize;
}

static void
tb_help_page_init (TbHelpPage *self)
{
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify)block_free);
}

/**
 * tb_help_page_new_from_file:
 * @file: a Mallard page
 * @error: where to put what went wrong
 *
 * Reads a page. Errors: those of #GIOErrorEnum and #GMarkupError.
 *
 * Returns: (transfer full) (nullable): the page
 */
TbHelpPage *
tb_help_page_new_from_file (GFile *file, GError **error)
{
  static const GMarkupParser parser
      = { .start_element = start_element_cb, .end_element = end_element_cb, .text = text_cb };
  g_autoptr (TbHelpPage) self = g_object_new (TB_TYPE_HELP_PAGE, NULL);
  g_autoptr (GStrvBuilder) topics = g_strv_builder_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  Reader reader = { .page = self,
                    .topics = topics,
                    .pending = g_strv_builder_new (),
                    .text = text,
                    .kind = TB_HELP_BLOCK_PARAGRAPH };
  g_autoptr (GMarkupParseContext) context
      = g_markup_parse_context_new (&parser, G_MARKUP_PREFIX_ERROR_POSITION, &reader, NULL);
  g_autofree char *contents = NULL;
  gboolean read;
  gsize length;

  if (!g_file_load_contents (file, NULL, &contents, &length, NULL, error))
    return NULL;

  read = g_markup_parse_context_parse (context, contents, length, error)
         && g_markup_parse_context_end_parse (context, error);
  if (reader.block != NULL)
    g_string_free (reader.block, TRUE);
  g_strv_builder_unref (reader.pending);
  if (!read)
    return NULL;

  self->topics = g_strv_builder_end (topics);
  self->text = g_utf8_casefold (text->str, -1);

  return g_steal_pointer (&self);
}

/**
 * tb_help_page_get_id:
 * @self: a page
 *
 * Returns: (transfer none): by what name links call it
 */
const char *
tb_help_page_get_id (TbHelpPage *self)
{
  return self->id;
}

/**
 * tb_help_page_get_title:
 * @self: a page
 *
 * Returns: (transfer none): its title, as markup
 */
const char *
tb_help_page_get_title (TbHelpPage *self)
{
  return self->title;
}

/**
 * tb_help_page_get_desc:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): what it is about, as markup
 */
const char *
tb_help_page_get_desc (TbHelpPage *self)
{
  return self->desc;
}

/**
 * tb_help_page_get_icon_name:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the symbolic icon that stands for it in lists
 */
const char *
tb_help_page_get_icon_name (TbHelpPage *self)
{
  return self->icon_name;
}

/**
 * tb_help_page_get_blocks:
 * @self: a page
 *
 * Returns: (transfer none) (element-type TbHelpBlock): what stands below its title
 */
GPtrArray *
tb_help_page_get_blocks (TbHelpPage *self)
{
  return self->blocks;
}

/**
 * tb_help_page_get_topics:
 * @self: a page
 *
 * Returns: (transfer none) (array zero-terminated=1): ids of the pages below it
 */
const char *const *
tb_help_page_get_topics (TbHelpPage *self)
{
  return (const char *const *)self->topics;
}

/**
 * tb_help_page_matches:
 * @self: a page
 * @typed: words
 *
 * Returns: whether all the words stand on the page
 */
gboolean
tb_help_page_matches (TbHelpPage *self, const char *typed)
{
  g_autofree char *folded = g_utf8_casefold (typed, -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t　", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (self->text, words[i]) == NULL)
      return FALSE;

  return TRUE;
}
