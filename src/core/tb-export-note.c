/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-export-note.h"

#include <glib/gi18n-lib.h>

#include "tb-error.h"
#include "tb-letter-date.h"
#include "tb-session-private.h"
#include "tb-text.h"

/**
 * tb_export_note_dup:
 * @session: a register
 * @reason: (nullable): why protected values are in clear
 *
 * The line above everything that leaves the register: who took it out, when and why.
 *
 * Returns: (transfer full): it
 */
char *
tb_export_note_dup (TbSession *session, const char *reason)
{
  g_autofree char *today = tb_letter_date_dup (tb_clock_today (tb_session_get_clock (session)));

  if (reason == NULL)
    /* Translators: who exported the table, and when. */
    return g_strdup_printf (_ ("Exported by %s on %s, protected values masked"), session->actor,
                            today);
  /* Translators: who exported the table, when, and why. */
  return g_strdup_printf (_ ("Exported by %s on %s with protected values; reason: %s"),
                          session->actor, today, reason);
}

/**
 * tb_export_note_check_reason:
 * @reason: (nullable): why protected values are to be in clear; %NULL where they are not
 * @error: return location
 *
 * Errors: %TB_ERROR_INVALID for a blank one.
 *
 * Returns: %FALSE on error
 */
gboolean
tb_export_note_check_reason (const char *reason, GError **error)
{
  if (reason == NULL || !tb_text_is_blank (reason))
    return TRUE;
  g_set_error_literal (error, TB_ERROR, TB_ERROR_INVALID,
                       _ ("Protected values are exported only for a reason. Give the reason, or "
                          "export them masked."));
  return FALSE;
}
