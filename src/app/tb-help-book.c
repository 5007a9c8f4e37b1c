/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-help-book.h"

/* The help as it is installed: a folder a language, in it a folder of the project, which holds a
 * file a page. The first page names the others in their order. */

#define FIRST_PAGE "index"

static GFile *
get_file (const char *folder, const char *language, const char *id)
{
  g_autofree char *name = g_strconcat (id, ".page", NULL);

  return g_file_new_build_filename (folder, language, GETTEXT_PACKAGE, name, NULL);
}

/* The first of the languages that there is help in; of old, English goes by the name C. */
static const char *
find_language (const char *folder, const char *const *languages)
{
  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autoptr (GFile) file = get_file (folder, languages[i], FIRST_PAGE);

      if (g_file_query_exists (file, NULL))
        return languages[i];
    }

  return "C";
}

static TbHelpPage *
load_page (const char *folder, const char *language, const char *id, GError **error)
{
  g_autoptr (GFile) file = get_file (folder, language, id);

  return tb_help_page_new_from_file (file, error);
}

/**
 * tb_help_book_load:
 * @folder: the folder of all help, `share/help` of the place where the program is installed
 * @languages: (array zero-terminated=1): the languages wanted, the dearest first
 * @error: where to put what went wrong
 *
 * Reads the help. Errors: those of tb_help_page_new_from_file().
 *
 * Returns: (transfer full) (nullable): the pages, a #GListModel of #TbHelpPage in their order
 */
GListModel *
tb_help_book_load (const char *folder, const char *const *languages, GError **error)
{
  g_autoptr (GListStore) pages = g_list_store_new (TB_TYPE_HELP_PAGE);
  const char *language = find_language (folder, languages);
  g_autoptr (TbHelpPage) first = load_page (folder, language, FIRST_PAGE, error);
  const char *const *topics;

  if (first == NULL)
    return NULL;

  g_list_store_append (pages, first);
  topics = tb_help_page_get_topics (first);
  for (guint i = 0; topics[i] != NULL; i++)
    {
      g_autoptr (TbHelpPage) page = load_page (folder, language, topics[i], error);

      if (page == NULL)
        return NULL;
      g_list_store_append (pages, page);
    }

  return G_LIST_MODEL (g_steal_pointer (&pages));
}

/**
 * tb_help_book_find:
 * @book: the pages
 * @id: id of one
 *
 * Returns: (transfer none) (nullable): the page of that id
 */
TbHelpPage *
tb_help_book_find (GListModel *book, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (book); i++)
    {
      g_autoptr (TbHelpPage) page = g_list_model_get_item (book, i);

      if (g_str_equal (tb_help_page_get_id (page), id))
        return page;
    }

  return NULL;
}
