/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *tb_pdf_dup_text (const char *path) G_GNUC_WARN_UNUSED_RESULT;
char **tb_pdf_dup_pages (const char *path) G_GNUC_WARN_UNUSED_RESULT;
guint tb_pdf_count (const char *text, const char *what);

G_END_DECLS
