/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TbHelpBlockKind:
 * @TB_HELP_BLOCK_HEADING: the title of a section
 * @TB_HELP_BLOCK_PARAGRAPH: running text
 * @TB_HELP_BLOCK_ITEM: an item of a list
 * @TB_HELP_BLOCK_STEP: a numbered step
 * @TB_HELP_BLOCK_NOTE: something apart from the text
 * @TB_HELP_BLOCK_TOPIC: another page that is led to
 *
 * What a piece of a help page is.
 */
typedef enum
{
  TB_HELP_BLOCK_HEADING,
  TB_HELP_BLOCK_PARAGRAPH,
  TB_HELP_BLOCK_ITEM,
  TB_HELP_BLOCK_STEP,
  TB_HELP_BLOCK_NOTE,
  TB_HELP_BLOCK_TOPIC,
} TbHelpBlockKind;

/**
 * TbHelpBlock:
 * @number: of a step
 * @markup: (owned): the text, for Pango; a link to another page is `page:ID`. Of a topic, the id of
 * the page
 *
 * A piece of a help page.
 */
typedef struct
{
  TbHelpBlockKind kind;
  guint number;
  char *markup;
} TbHelpBlock;

#define TB_TYPE_HELP_PAGE (tb_help_page_get_type ())
G_DECLARE_FINAL_TYPE (TbHelpPage, tb_help_page, TB, HELP_PAGE, GObject)

TbHelpPage *tb_help_page_new_from_file (GFile *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;
const char *tb_help_page_get_id (TbHelpPage *self);
const char *tb_help_page_get_title (TbHelpPage *self);
const char *tb_help_page_get_desc (TbHelpPage *self);
const char *tb_help_page_get_icon_name (TbHelpPage *self);
GPtrArray *tb_help_page_get_blocks (TbHelpPage *self);
const char *const *tb_help_page_get_topics (TbHelpPage *self);
gboolean tb_help_page_matches (TbHelpPage *self, const char *typed);

G_END_DECLS
