/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-event-private.h"

#include <string.h>

#include "tb-statement.h"
#include "tb-type-event.h"

/* The organisation of ?1 and all below it. */
#define TREE                                                                                       \
  "WITH RECURSIVE tree (id) AS (SELECT ?1 UNION SELECT o.id FROM organisation o"                   \
  " JOIN tree ON o.parent = tree.id WHERE o.removed_at IS NULL) "

/* Of a full member with all rights, whose formal relation is here; a group's members have theirs in
 * the branch above it (domain model §1.4, matrix of rights). */
#define CAN_VOTE                                                                                   \
  "(p.category = 'full' AND coalesce (p.party_status, 'normal') = 'normal'"                        \
  " AND coalesce (p.rights, 'normal') = 'normal' AND coalesce (p.floating, 'no') <> 'in'"          \
  " AND (p.formal_org IN tree OR (p.formal_org IS NOT NULL AND p.group_org IN tree)))"

#define SELECT_PERSON                                                                              \
  "SELECT DISTINCT p.id, p.name, e.name, p.category IN ('full', 'probationary'), " CAN_VOTE        \
  ", p.name_key FROM person p"                                                                     \
  " LEFT JOIN enterprise e ON e.id = p.enterprise AND e.removed_at IS NULL "

#define BELONGS "(p.formal_org IN tree OR p.activity_org IN tree OR p.group_org IN tree)"

/* Membership that is suspended, and custody, keep away from meetings. */
#define MAY_COME                                                                                   \
  "p.removed_at IS NULL AND coalesce (p.party_status, 'normal') = 'normal'"                        \
  " AND coalesce (p.rights, 'normal') <> 'suspended'"

#define ORDER " ORDER BY p.name_key, p.name, p.row"

#define IN_OFFICE                                                                                  \
  "h.removed_at IS NULL AND (h.since IS NULL OR h.since <= ?2)"                                    \
  " AND (h.until IS NULL OR h.until > ?2)"

/* An audience is a statement over persons; ?1 is the organisation, ?2 the day. */
typedef struct
{
  const char *code;
  gboolean of_group; /* whether ?1 is the group, where the event names one */
  const char *sql;
} Audience;

static const Audience audiences[] = {
  { "members", FALSE,
    TREE SELECT_PERSON "WHERE " MAY_COME
                       " AND p.category IN ('full', 'probationary') AND " BELONGS ORDER },
  { "voters", FALSE, TREE SELECT_PERSON "WHERE " MAY_COME " AND " CAN_VOTE ORDER },
  { "committee", FALSE,
    TREE SELECT_PERSON "JOIN post h ON h.person = p.id WHERE " MAY_COME
                       " AND h.organisation = ?1 AND " IN_OFFICE
                       " AND h.post NOT IN ('group_leader', 'organiser')" ORDER },
  { "group", TRUE,
    TREE SELECT_PERSON "WHERE " MAY_COME
                       " AND p.category IN ('full', 'probationary') AND " BELONGS ORDER },
  { "members_activists", FALSE,
    TREE SELECT_PERSON
    "WHERE " MAY_COME
    " AND p.category IN ('full', 'probationary', 'activist', 'candidate') AND " BELONGS ORDER },
  { "secretaries", FALSE,
    TREE SELECT_PERSON "JOIN post h ON h.person = p.id WHERE " MAY_COME
                       " AND h.organisation IN tree AND " IN_OFFICE
                       " AND h.post = 'secretary'" ORDER },
};

/* Who comes to what, where the event does not say. */
static const struct
{
  const char *kind;
  const char *audience;
} usual[] = {
  { "DH", "members" },     { "ZW", "committee" }, { "XZ", "group" },   { "DK", "members" },
  { "ZT", "members" },     { "SH", "members" },   { "PY", "members" }, { "XJ", "voters" },
  { "SZ", "secretaries" }, { "ZY", "open" },      { "JN", "open" },
};

static const Audience *
find_rule (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (audiences); i++)
    {
      if (g_strcmp0 (audiences[i].code, code) == 0)
        return &audiences[i];
    }

  return NULL;
}

static gpointer
read_invitee (TbStatement *statement)
{
  TbInvitee *self = g_new0 (TbInvitee, 1);

  self->person = tb_statement_dup_text (statement, 0);
  self->name = tb_statement_dup_text (statement, 1);
  self->workplace = tb_statement_dup_text (statement, 2);
  self->role = tb_statement_get_int (statement, 3) != 0 ? "expected" : "observer";
  self->can_vote = tb_statement_get_int (statement, 4) != 0;

  return self;
}

static GPtrArray *
read_invitees (TbStatement *statement, GError **error)
{
  return tb_statement_collect (statement, read_invitee, (GDestroyNotify)tb_invitee_free, error);
}

/* Officers come as such, whatever they are otherwise. */
static void
expect_all (GPtrArray *invitees)
{
  for (guint i = 0; i < invitees->len; i++)
    ((TbInvitee *)g_ptr_array_index (invitees, i))->role = "expected";
}

void
tb_invitee_free (TbInvitee *self)
{
  g_free (self->person);
  g_free (self->name);
  g_free (self->workplace);
  g_free (self);
}

/*
 * tb_event_get_audience:
 *
 * Returns: the code of the event's audience: what it says itself, or what is usual for its kind
 */
const char *
tb_event_get_audience (TbRecord *event)
{
  const char *kind = tb_record_get_text (event, TB_EVENT_KIND);

  if (tb_record_has (event, TB_EVENT_AUDIENCE))
    return tb_record_get_text (event, TB_EVENT_AUDIENCE);

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      if (g_strcmp0 (usual[i].kind, kind) == 0)
        return usual[i].audience;
    }

  return "chosen";
}

/*
 * tb_event_find_audience:
 *
 * Who is to come to an event by its audience rule, on the day it is held or planned for: members
 * of the branch and all below it (full and probationary, those who only take part here included),
 * its voters, the holders of the committee's posts, a group, the secretaries.
 *
 * Returns: (transfer full) (nullable) (element-type TbInvitee): in the order of their names; empty
 * where people are chosen by hand or come as they like; %NULL with @error set
 */
GPtrArray *
tb_event_find_audience (TbConnection *connection, TbRecord *event, GError **error)
{
  const Audience *rule = find_rule (tb_event_get_audience (event));
  const char *organisation = tb_record_get_text (event, TB_EVENT_ORGANISATION);
  g_autoptr (TbStatement) statement = NULL;
  GPtrArray *invitees;

  if (rule == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify)tb_invitee_free);
  if (rule->of_group && tb_record_has (event, TB_EVENT_GROUP))
    organisation = tb_record_get_text (event, TB_EVENT_GROUP);

  statement = tb_connection_prepare (connection, rule->sql, error);
  if (statement == NULL)
    return NULL;
  tb_statement_bind_text (statement, 1, organisation);
  if (strstr (rule->sql, "?2") != NULL)
    tb_statement_bind_text (statement, 2, tb_record_get_text (event, TB_EVENT_ON));

  invitees = read_invitees (statement, error);
  if (invitees != NULL && !g_str_equal (rule->code, "members_activists"))
    expect_all (invitees);

  return invitees;
}

static TbInvitee *
steal_person (GPtrArray *invitees, const char *person_id)
{
  for (guint i = 0; i < invitees->len; i++)
    {
      const TbInvitee *invitee = g_ptr_array_index (invitees, i);

      if (g_str_equal (invitee->person, person_id))
        return g_ptr_array_steal_index (invitees, i);
    }

  return NULL;
}

/*
 * tb_event_find_person:
 *
 * Returns: (transfer full) (nullable): a person of the register, with the right to vote that they
 * have in the organisation of the event; %NULL where there is no such person, or with @error set
 */
TbInvitee *
tb_event_find_person (TbConnection *connection, TbRecord *event, const char *person_id,
                      GError **error)
{
  g_autoptr (TbStatement) statement = NULL;
  g_autoptr (GPtrArray) invitees = NULL;

  statement = tb_connection_prepare (
      connection, TREE SELECT_PERSON "WHERE p.removed_at IS NULL AND p.id = ?2", error);
  if (statement == NULL)
    return NULL;
  tb_statement_bind_text (statement, 1, tb_record_get_text (event, TB_EVENT_ORGANISATION));
  tb_statement_bind_text (statement, 2, person_id);

  invitees = read_invitees (statement, error);
  return invitees != NULL ? steal_person (invitees, person_id) : NULL;
}

/*
 * tb_event_find_walk_in:
 *
 * Returns: (transfer full) (nullable): a person who comes to an event without being on its list, as
 * what the audience rule has them; others observe if they are members, or are of the public, and do
 * not vote; %NULL where there is no such person, or with @error set
 */
TbInvitee *
tb_event_find_walk_in (TbConnection *connection, TbRecord *event, const char *person_id,
                       GError **error)
{
  g_autoptr (GPtrArray) invitees = tb_event_find_audience (connection, event, error);
  TbInvitee *invitee;

  if (invitees == NULL)
    return NULL;
  invitee = steal_person (invitees, person_id);
  if (invitee != NULL)
    return invitee;

  invitee = tb_event_find_person (connection, event, person_id, error);
  if (invitee == NULL)
    return NULL;
  invitee->role = g_str_equal (invitee->role, "expected") ? "observer" : "public";
  invitee->can_vote = FALSE;
  return invitee;
}
