/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sync-words.h"

#include "tb-when.h"

#include <glib/gi18n.h>

/* How the exchange with the service stands, in words. What is said of the past is the last exchange
 * that succeeded; nothing is called exchanged while something waits. */

/**
 * tb_sync_words_dup_exact:
 * @instant: (nullable): a UTC instant
 *
 * Returns: (transfer full): day and time to the second, where the desk is; says so where there is
 * none
 */
char *
tb_sync_words_dup_exact (const char *instant)
{
  g_autoptr (GDateTime) utc = instant != NULL ? g_date_time_new_from_iso8601 (instant, NULL) : NULL;
  g_autoptr (GDateTime) then = utc != NULL ? g_date_time_to_local (utc) : NULL;

  if (then == NULL)
    return g_strdup (_ ("Never"));

  return g_date_time_format (then, "%Y-%m-%d %H:%M:%S");
}

/* How many changes of this desk the service does not have yet. */
static char *
dup_waiting (guint n_waiting)
{
  if (n_waiting == 0)
    return g_strdup (_ ("Nothing waits to be sent"));

  return g_strdup_printf (
      ngettext ("%u change waits to be sent", "%u changes wait to be sent", n_waiting), n_waiting);
}

static char *
dup_last_success (TbSync *sync)
{
  const char *at = tb_sync_get_last_success (sync);
  g_autofree char *when = NULL;

  if (at == NULL)
    return g_strdup (_ ("Not synced yet"));

  when = tb_when_dup_words (at, tb_session_get_clock (tb_sync_get_session (sync)));
  /* Translators: %s is a time such as “4 minutes ago”. */
  return g_strdup_printf (_ ("Last sync: %s"), when);
}

/**
 * tb_sync_words_dup_title:
 * @sync: the exchange, with a service
 *
 * Returns: (transfer full): what is being done, or when it was last done with success
 */
char *
tb_sync_words_dup_title (TbSync *sync)
{
  switch (tb_sync_get_state (sync))
    {
    case TB_SYNC_SYNCING:
      if (tb_sync_get_progress (sync) >= 0)
        /* Translators: how far it is, in percent. */
        return g_strdup_printf (_ ("Syncing… %d%%"), (int)(100 * tb_sync_get_progress (sync)));
      return g_strdup (_ ("Syncing…"));
    case TB_SYNC_STOPPED:
      return g_strdup (_ ("Sync Stopped"));
    case TB_SYNC_OFF:
    case TB_SYNC_IDLE:
    case TB_SYNC_WAITING:
    default:
      return dup_last_success (sync);
    }
}

static void
append_part (GString *words, const char *part)
{
  if (words->len > 0)
    /* Translators: stands between short statements in one line. */
    g_string_append (words, _ (" · "));
  g_string_append (words, part);
}

/**
 * tb_sync_words_dup_subtitle:
 * @sync: the exchange, with a service
 *
 * Returns: (transfer full): what is wrong, or what waits
 */
char *
tb_sync_words_dup_subtitle (TbSync *sync)
{
  guint n_refused = tb_sync_get_n_refused (sync);
  g_autofree char *waiting = dup_waiting (tb_sync_get_n_waiting (sync));
  g_autoptr (GString) words = g_string_new (NULL);

  if (tb_sync_get_state (sync) == TB_SYNC_STOPPED && tb_sync_get_message (sync) != NULL)
    return g_strdup (tb_sync_get_message (sync));

  if (tb_sync_get_state (sync) == TB_SYNC_WAITING)
    append_part (words, tb_sync_is_automatic (sync) ? _ ("No answer, tried again soon")
                                                    : _ ("No answer the last time"));
  if (tb_sync_get_state (sync) == TB_SYNC_OFF)
    append_part (words, _ ("Not automatic"));
  if (tb_sync_get_n_waiting (sync) > 0 || (words->len == 0 && n_refused == 0))
    append_part (words, waiting);
  if (n_refused > 0)
    {
      g_autofree char *refused
          = g_strdup_printf (ngettext ("%u refused", "%u refused", n_refused), n_refused);

      append_part (words, refused);
    }

  return g_string_free_and_steal (g_steal_pointer (&words));
}

/**
 * tb_sync_words_dup_tooltip:
 * @sync: the exchange, with a service
 *
 * Returns: (transfer full): the exact time of the last success, and what is wrong in full
 */
char *
tb_sync_words_dup_tooltip (TbSync *sync)
{
  g_autofree char *exact = tb_sync_words_dup_exact (tb_sync_get_last_success (sync));
  g_autofree char *success = g_strdup_printf (_ ("Last successful sync: %s"), exact);

  if (tb_sync_get_message (sync) == NULL)
    return g_steal_pointer (&success);

  return g_strdup_printf ("%s\n%s", success, tb_sync_get_message (sync));
}

/**
 * tb_sync_words_get_icon:
 * @sync: the exchange, with a service
 *
 * Returns: (transfer none): the symbolic icon of its state
 */
const char *
tb_sync_words_get_icon (TbSync *sync)
{
  switch (tb_sync_get_state (sync))
    {
    case TB_SYNC_STOPPED:
      return "dialog-warning-symbolic";
    case TB_SYNC_WAITING:
      return "tb-service-away-symbolic";
    case TB_SYNC_OFF:
      return "media-playback-pause-symbolic";
    case TB_SYNC_IDLE:
    case TB_SYNC_SYNCING:
    default:
      return tb_sync_get_n_refused (sync) > 0 ? "dialog-warning-symbolic" : "tb-service-symbolic";
    }
}

/**
 * tb_sync_words_dup_list:
 * @lines: (array zero-terminated=1): what there is of each kind of record
 *
 * Returns: (transfer full): the lines under each other; “None” where there are none
 */
char *
tb_sync_words_dup_list (GStrv lines)
{
  if (lines == NULL || lines[0] == NULL)
    return g_strdup (C_ ("fields", "None"));

  return g_strjoinv ("\n", lines);
}
