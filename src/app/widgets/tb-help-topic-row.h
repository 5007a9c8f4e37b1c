/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-help-page.h"

G_BEGIN_DECLS

#define TB_TYPE_HELP_TOPIC_ROW (tb_help_topic_row_get_type ())
G_DECLARE_FINAL_TYPE (TbHelpTopicRow, tb_help_topic_row, TB, HELP_TOPIC_ROW, AdwActionRow)

GtkWidget *tb_help_topic_row_new (TbHelpPage *page) G_GNUC_WARN_UNUSED_RESULT;
TbHelpPage *tb_help_topic_row_get_page (TbHelpTopicRow *self);

G_END_DECLS
