/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-conflict.h"

#include <glib/gi18n-lib.h>

#include "tb-error.h"
#include "tb-journal.h"

/* An instant of the journal as people write it, in the local time zone. */
static char *
dup_display_instant (const char *instant)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) at = g_date_time_new_from_iso8601 (instant, utc);
  g_autoptr (GDateTime) local = at != NULL ? g_date_time_to_local (at) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M") : g_strdup (instant);
}

/* When and by whom a record was changed last. */
static void
find_last_change (TbConnection *connection, TbRecord *record, char **when, char **who)
{
  g_autoptr (GPtrArray) entries = NULL;

  entries = tb_journal_list (connection, tb_record_get_record_type (record),
                             tb_record_get_id (record), 0, 1, NULL);
  if (entries != NULL && entries->len > 0)
    {
      const TbJournalEntry *entry = g_ptr_array_index (entries, 0);

      *when = dup_display_instant (entry->at);
      *who = g_strdup (entry->actor);
    }
  else
    {
      *when = dup_display_instant (tb_record_get_updated_at (record));
      *who = g_strdup ("?");
    }
}

/**
 * tb_conflict_set_changed:
 * @present: the record as it is now
 *
 * Says that a record is no longer as it was when somebody began to change it.
 */
void
tb_conflict_set_changed (GError **error, TbConnection *connection, TbRecord *present)
{
  g_autofree char *title = tb_record_dup_title (present);
  g_autofree char *when = NULL;
  g_autofree char *who = NULL;

  find_last_change (connection, present, &when, &who);
  g_set_error (error, TB_ERROR, TB_ERROR_CONFLICT,
               tb_record_is_removed (present)
                   /* Translators: title of a record, who, when. */
                   ? _ ("“%s” was removed by %s on %s. Undo the removal first.")
                   /* Translators: title of a record, who, when. */
                   : _ ("“%s” was changed by %s on %s, after it was opened here. Open it again and "
                        "repeat the change."),
               title, who, when);
}

/**
 * tb_conflict_set_cannot_undo:
 * @present: the record as it is now
 *
 * Says that a change cannot be taken back because the record was changed again after it.
 */
void
tb_conflict_set_cannot_undo (GError **error, TbConnection *connection, TbRecord *present)
{
  g_autofree char *title = tb_record_dup_title (present);
  g_autofree char *when = NULL;
  g_autofree char *who = NULL;

  find_last_change (connection, present, &when, &who);
  g_set_error (error, TB_ERROR, TB_ERROR_CONFLICT,
               /* Translators: title of a record, who, when. */
               _ ("This cannot be undone: “%s” was changed again by %s on %s. Undo that change "
                  "first."),
               title, who, when);
}
