/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TbPinyinKind:
 * @TB_PINYIN_PERSON: a person's name: the first one or two characters are read as a surname
 * @TB_PINYIN_PHRASE: the name of a firm, an organisation, a place
 */
typedef enum
{
  TB_PINYIN_PERSON,
  TB_PINYIN_PHRASE,
} TbPinyinKind;

char *tb_pinyin_dup_sort_key (const char *text, TbPinyinKind kind) G_GNUC_WARN_UNUSED_RESULT;
const char *const *tb_pinyin_readings (gunichar character, guint position, TbPinyinKind kind);
void tb_pinyin_read (const gunichar *characters, guint n_characters, TbPinyinKind kind,
                     const char *const **readings);

G_END_DECLS
