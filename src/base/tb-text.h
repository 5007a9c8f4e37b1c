/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *tb_text_normalise (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *tb_text_normalise_lines (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *tb_text_normalise_name (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *tb_text_normalise_phone (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *tb_text_normalise_code (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *tb_text_fold (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *tb_text_fold_heading (const char *text) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_text_is_blank (const char *text);
gboolean tb_text_is_name (const char *text);
gboolean tb_text_is_mobile (const char *text);
gboolean tb_text_is_phone (const char *text);
gboolean tb_text_is_email (const char *text);
char *tb_text_mask_id_number (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *tb_text_mask_phone (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *tb_text_mask_all (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
