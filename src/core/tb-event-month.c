/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-event-month.h"

#include "tb-statement.h"

/* The columns are those of TbMonthEvent; ?1 and ?2 are the first and the last day. */
#define SELECT_EVENTS                                                                              \
  "SELECT row, id, \"on\", coalesce (held_from, planned_from), title, kind, state, organisation"   \
  " FROM event WHERE removed_at IS NULL AND \"on\" >= ?1 AND \"on\" <= ?2"

/* ?3 is an organisation: its events, and those of all below it. */
#define WITHIN                                                                                     \
  " AND organisation IN (WITH RECURSIVE tree (id) AS (SELECT ?3 UNION"                             \
  " SELECT o.id FROM organisation o JOIN tree ON o.parent = tree.id WHERE o.removed_at IS NULL)"   \
  " SELECT id FROM tree)"

#define IN_ORDER " ORDER BY \"on\", coalesce (held_from, planned_from), row"

typedef struct
{
  char first[TB_DATE_ISO_SIZE];
  char last[TB_DATE_ISO_SIZE];
  char *organisation; /* (owned) (nullable) */
} TbMonth;

static void
month_free (TbMonth *self)
{
  g_free (self->organisation);
  g_free (self);
}

static TbMonth
month_init (TbDate first, TbDate last, const char *organisation_id)
{
  TbMonth self = { .organisation = g_strdup (organisation_id) };

  tb_date_to_iso (first, self.first);
  tb_date_to_iso (last, self.last);
  return self;
}

static gpointer
read_event (TbStatement *statement)
{
  TbMonthEvent *self = g_new0 (TbMonthEvent, 1);

  self->row = tb_statement_get_int (statement, 0);
  self->id = tb_statement_dup_text (statement, 1);
  g_strlcpy (self->on, tb_statement_get_text (statement, 2), sizeof self->on);
  self->from = tb_statement_dup_text (statement, 3);
  self->title = tb_statement_dup_text (statement, 4);
  self->kind = tb_statement_dup_text (statement, 5);
  self->state = tb_statement_dup_text (statement, 6);
  self->organisation = tb_statement_dup_text (statement, 7);

  return self;
}

static gpointer
list_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const TbMonth *self = data;
  g_autoptr (TbStatement) statement = NULL;

  statement = tb_connection_prepare (
      connection,
      self->organisation != NULL ? SELECT_EVENTS WITHIN IN_ORDER : SELECT_EVENTS IN_ORDER, error);
  if (statement == NULL)
    return NULL;

  tb_statement_bind_text (statement, 1, self->first);
  tb_statement_bind_text (statement, 2, self->last);
  if (self->organisation != NULL)
    tb_statement_bind_text (statement, 3, self->organisation);
  return tb_statement_collect (statement, read_event, (GDestroyNotify)tb_month_event_free, error);
}

/**
 * tb_month_event_free:
 * @self: (transfer full): an event of a month
 */
void
tb_month_event_free (TbMonthEvent *self)
{
  g_free (self->id);
  g_free (self->from);
  g_free (self->title);
  g_free (self->kind);
  g_free (self->state);
  g_free (self->organisation);
  g_free (self);
}

/**
 * tb_month_event_equal:
 * @a: an event
 * @b: an event
 *
 * Returns: whether a calendar shows both alike
 */
gboolean
tb_month_event_equal (const TbMonthEvent *a, const TbMonthEvent *b)
{
  return g_str_equal (a->id, b->id) && g_str_equal (a->on, b->on)
         && g_strcmp0 (a->from, b->from) == 0 && g_strcmp0 (a->title, b->title) == 0
         && g_strcmp0 (a->kind, b->kind) == 0 && g_strcmp0 (a->state, b->state) == 0;
}

/**
 * tb_event_month_list:
 * @first: the first day
 * @last: the last day
 * @organisation_id: (nullable): only events of this organisation and those below it
 *
 * Lists the events of a span of days, held or planned, cancelled ones too, by day and time, in one
 * query. On any thread but a reader's. Errors: those of the store.
 *
 * Returns: (transfer full) (element-type TbMonthEvent): the events
 */
GPtrArray *
tb_event_month_list (TbSession *session, TbDate first, TbDate last, const char *organisation_id,
                     GCancellable *cancellable, GError **error)
{
  TbMonth self;
  GPtrArray *events;

  g_return_val_if_fail (TB_IS_SESSION (session), NULL);

  self = month_init (first, last, organisation_id);
  events = tb_session_read (session, list_in_reader, &self, cancellable, error);
  g_free (self.organisation);

  return events;
}

/**
 * tb_event_month_list_async:
 *
 * As tb_event_month_list(), without waiting. Finish with tb_session_read_finish().
 */
void
tb_event_month_list_async (TbSession *session, TbDate first, TbDate last,
                           const char *organisation_id, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  TbMonth self;

  g_return_if_fail (TB_IS_SESSION (session));

  self = month_init (first, last, organisation_id);
  tb_session_read_async (session, list_in_reader, g_memdup2 (&self, sizeof self),
                         (GDestroyNotify)month_free, (GDestroyNotify)g_ptr_array_unref, cancellable,
                         callback, user_data);
}
