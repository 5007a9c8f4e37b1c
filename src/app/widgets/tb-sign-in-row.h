/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-record.h"

G_BEGIN_DECLS

/**
 * TbSignInGroup:
 *
 * Where somebody stands in the list of those invited.
 */
typedef enum
{
  TB_SIGN_IN_WAITING,
  TB_SIGN_IN_HERE,
  TB_SIGN_IN_AWAY,
} TbSignInGroup;

/**
 * TbSignInRow:
 *
 * Somebody invited to an event: whether they signed in, and what can be done about it. Its buttons
 * activate `sign-in.sign` (s: person), `sign-in.take-back` (s: person) and `sign-in.excuse`
 * ((ss): person, kind of leave).
 */
#define TB_TYPE_SIGN_IN_ROW (tb_sign_in_row_get_type ())
G_DECLARE_FINAL_TYPE (TbSignInRow, tb_sign_in_row, TB, SIGN_IN_ROW, AdwActionRow)

GtkWidget *tb_sign_in_row_new (void) G_GNUC_WARN_UNUSED_RESULT;
void tb_sign_in_row_set_record (TbSignInRow *self, TbRecord *attendance);
TbRecord *tb_sign_in_row_get_record (TbSignInRow *self);
TbSignInGroup tb_sign_in_row_get_group (TbSignInRow *self);
const char *tb_sign_in_row_get_person (TbSignInRow *self);
gboolean tb_sign_in_row_matches (TbSignInRow *self, const char *typed);
int tb_sign_in_row_compare (TbSignInRow *self, TbSignInRow *other);

G_END_DECLS
