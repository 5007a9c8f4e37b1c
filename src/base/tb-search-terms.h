/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TbSearchKind:
 * @TB_SEARCH_NONE: not searched
 * @TB_SEARCH_PERSON_NAME: characters, pinyin from every syllable, initials; surnames in all their
 * readings
 * @TB_SEARCH_NAME: the same for the name of a firm, an organisation, a place
 * @TB_SEARCH_REFERENCE: the name of another record that this one refers to (a member's enterprise):
 * characters only, to keep the index small
 * @TB_SEARCH_NUMBER: fragments of a phone number or a room number
 *
 * How a field's value is found again.
 */
typedef enum
{
  TB_SEARCH_NONE,
  TB_SEARCH_PERSON_NAME,
  TB_SEARCH_NAME,
  TB_SEARCH_REFERENCE,
  TB_SEARCH_NUMBER,
} TbSearchKind;

void tb_search_terms_append (GString *terms, TbSearchKind kind, const char *value);
char **tb_search_terms_split (const char *typed) G_GNUC_WARN_UNUSED_RESULT;
char *tb_search_terms_dup_match (const char *typed) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_search_terms_are_exact (const char *typed);
gboolean tb_search_terms_matches (TbSearchKind kind, const char *value, const char *typed);

G_END_DECLS
