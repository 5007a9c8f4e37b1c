/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-help-page.h"

G_BEGIN_DECLS

/**
 * TbHelpParagraph:
 *
 * Signals:
 *  - `followed (const char *id)`: a link to another page was followed
 */
#define TB_TYPE_HELP_PARAGRAPH (tb_help_paragraph_get_type ())
G_DECLARE_FINAL_TYPE (TbHelpParagraph, tb_help_paragraph, TB, HELP_PARAGRAPH, AdwBin)

GtkWidget *tb_help_paragraph_new (const TbHelpBlock *block) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
