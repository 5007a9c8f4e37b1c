/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-reminder.h"

#include "tb-week.h"

#include <glib/gi18n.h>

/* More things than this are told in one sentence. */
#define MAX_SINGLE 3

/* Of what is due in a week. */
#define MAX_ITEMS 200

#define LATE_KEY "late"

#define MINUTES_OF_HOUR 60

typedef enum
{
  TODAY,
  TOMORROW,
  N_DAYS,
} Day;

/* What is due, by kind and day; nothing of a person stands in it, nor the name of a claimant. */
static const char *const words[][N_DAYS] = {
  [TB_DUE_EVENT] = { N_ ("Today"), N_ ("Tomorrow") },
  [TB_DUE_MILESTONE] = { N_ ("A milestone is due today"), N_ ("A milestone is due tomorrow") },
  [TB_DUE_CLAIM] = { N_ ("A claim is due today"), N_ ("A claim is due tomorrow") },
};

/**
 * tb_reminder_free:
 * @self: (transfer full): a reminder
 */
void
tb_reminder_free (TbReminder *self)
{
  g_strfreev (self->keys);
  g_free (self->id);
  g_free (self->title);
  g_free (self->body);
  g_free (self);
}

/**
 * tb_reminder_is_quiet:
 * @minute: minute of the day
 * @quiet_from: the minute of the day from which nobody is to be disturbed
 * @quiet_until: the minute until which; the same as @quiet_from where there is no such time
 *
 * Returns: whether @minute is in the quiet hours, which may go over midnight
 */
gboolean
tb_reminder_is_quiet (int minute, int quiet_from, int quiet_until)
{
  if (quiet_from <= quiet_until)
    return minute >= quiet_from && minute < quiet_until;

  return minute >= quiet_from || minute < quiet_until;
}

static char *
dup_key (const TbDueItem *item)
{
  return g_strdup_printf ("%s:%s", item->type_name, item->id);
}

static gboolean
was_told (const char *const *told, const char *key)
{
  return told != NULL && g_strv_contains (told, key);
}

/* An event that is over by its hour needs no reminder. */
static gboolean
is_over (const TbDueItem *item, Day day, int minute)
{
  char now[sizeof "hh:mm"];

  if (item->done)
    return TRUE;
  if (day != TODAY || item->time == NULL)
    return FALSE;

  g_snprintf (now, sizeof now, "%02d:%02d", minute / MINUTES_OF_HOUR, minute % MINUTES_OF_HOUR);
  return g_strcmp0 (item->time, now) < 0;
}

static TbReminder *
remind_of (const TbDueItem *item, Day day)
{
  TbReminder *self = g_new0 (TbReminder, 1);
  const char *when = _ (words[item->kind][day]);
  g_autofree char *key = dup_key (item);

  self->keys = g_strsplit (key, "\n", 1);
  self->type_name = item->type_name;
  self->id = g_strdup (item->id);
  /* A claim's own title is who claimed: its project is named instead. */
  self->title = g_strdup (item->kind == TB_DUE_EVENT ? item->title : item->note);
  /* Translators: a day and a time, as in “Today, 14:30” */
  self->body
      = item->time != NULL ? g_strdup_printf (_ ("%s, %s"), when, item->time) : g_strdup (when);

  return self;
}

/* One sentence in the place of many. */
static TbReminder *
remind_of_many (GPtrArray *reminders)
{
  TbReminder *self = g_new0 (TbReminder, 1);
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  for (guint i = 0; i < reminders->len; i++)
    g_strv_builder_addv (keys, (const char **)((TbReminder *)reminders->pdata[i])->keys);
  self->keys = g_strv_builder_end (keys);
  self->title = g_strdup_printf (ngettext ("%u thing is due today or tomorrow",
                                           "%u things are due today or tomorrow", reminders->len),
                                 reminders->len);
  self->body = g_strdup (_ ("The overview lists them."));

  return self;
}

static TbReminder *
remind_of_late (guint n_late)
{
  static const char *const keys[] = { LATE_KEY, NULL };
  TbReminder *self = g_new0 (TbReminder, 1);

  self->keys = g_strdupv ((char **)keys);
  self->title = g_strdup_printf (
      ngettext ("%u thing was not done in time", "%u things were not done in time", n_late),
      n_late);
  self->body = g_strdup (_ ("The overview lists them."));

  return self;
}

/**
 * tb_reminder_list:
 * @today: the day
 * @minute: the minute of the day
 * @told: (nullable) (array zero-terminated=1): keys of what was told already today
 *
 * Lists what is to be told now: events, milestones and claims of today and tomorrow, one by one
 * while they are few, and once a day how much is late. On a database thread.
 *
 * Errors: those of the store.
 *
 * Returns: (transfer full) (element-type TbReminder): in order of time
 */
GPtrArray *
tb_reminder_list (TbConnection *connection, TbDate today, int minute, const char *const *told,
                  GError **error)
{
  g_autoptr (GPtrArray) items = tb_week_list_due (connection, today, MAX_ITEMS, error);
  g_autoptr (GPtrArray) reminders
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_reminder_free);
  char days[N_DAYS][TB_DATE_ISO_SIZE];
  guint n_late = 0;

  if (items == NULL)
    return NULL;

  tb_date_to_iso (today, days[TODAY]);
  tb_date_to_iso (tb_date_add_days (today, 1), days[TOMORROW]);
  for (guint i = 0; i < items->len; i++)
    {
      const TbDueItem *item = g_ptr_array_index (items, i);
      g_autofree char *key = dup_key (item);

      n_late += item->late && !item->done ? 1 : 0;
      for (Day day = TODAY; day < N_DAYS; day++)
        if (g_str_equal (item->on, days[day]) && !is_over (item, day, minute)
            && !was_told (told, key))
          g_ptr_array_add (reminders, remind_of (item, day));
    }

  if (reminders->len > MAX_SINGLE)
    {
      TbReminder *all = remind_of_many (reminders);

      g_ptr_array_set_size (reminders, 0);
      g_ptr_array_add (reminders, all);
    }
  if (n_late > 0 && !was_told (told, LATE_KEY))
    g_ptr_array_add (reminders, remind_of_late (n_late));

  return g_steal_pointer (&reminders);
}
