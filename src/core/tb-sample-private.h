/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to the sample: the register is made tower by tower, so that a city is never in memory. */

#include "tb-id.h"
#include "tb-sample-words.h"
#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbSamplePlan:
 *
 * How much there is of everything. Enterprises, organisations and persons are spread evenly over
 * the towers.
 *
 * @dated: whether the histories say since when; it costs an update for each
 * @n_event_branches: of how many branches in a tower there are events
 * @with_hours: whether there are hours for everybody who came
 */
typedef struct
{
  guint n_streets;
  guint n_towers;
  guint n_property_companies;
  guint storeys_above;
  guint storeys_below;
  guint n_enterprises;
  guint n_organisations;
  guint n_persons;
  guint n_projects;
  gboolean dated;
  guint n_event_branches;
  gboolean with_hours;
} TbSamplePlan;

typedef struct
{
  char id[TB_ID_SIZE];
} TbSampleId;

/**
 * TbSampleMember:
 * @name: (owned)
 * @workplace: (owned)
 * @group: index of the Party group, or G_MAXUINT
 * @joined: when they came into the branch; no date where histories are not made
 *
 * Somebody who takes part in the life of a branch.
 */
typedef struct
{
  char id[TB_ID_SIZE];
  char *name;
  char *workplace;
  guint group;
  gboolean is_full;
  TbDate joined;
} TbSampleMember;

/**
 * TbSampleBranch:
 * @id: of the branch
 * @name: (owned)
 * @groups: (owned): of TbSampleId
 * @established_on: to the day
 * @elected_on: to the day
 * @theme_day: day of the month
 * @n_full: how many full members it has so far; the first ones get its posts
 * @members: (owned): of TbSampleMember: those whose relation is here; the first is the secretary
 */
typedef struct
{
  char id[TB_ID_SIZE];
  char *name;
  GArray *groups;
  TbDate established_on;
  TbDate elected_on;
  guint theme_day;
  guint n_full;
  GArray *members;
} TbSampleBranch;

/**
 * TbSampleFirmRow:
 * @name: (owned)
 * @branch: index of the branch that covers it, or G_MAXUINT
 * @weight: how many of the tower's members work there
 */
typedef struct
{
  char id[TB_ID_SIZE];
  char *name;
  TbDate since;
  guint branch;
  guint weight;
} TbSampleFirmRow;

/**
 * TbSampleEvent:
 * @kind: code of `meeting-kind`
 * @group: index of the Party group that meets, or G_MAXUINT
 * @committee: whether only the committee meets
 * @from: minutes since midnight
 * @n_present: how many came
 *
 * An event being made.
 */
typedef struct
{
  TbRecord *record;             /* (not owned) */
  const TbSampleBranch *branch; /* (not owned): whose event it is */
  const char *kind;
  guint group;
  gboolean committee;
  TbDate on;
  int from;
  guint n_present;
} TbSampleEvent;

/**
 * TbSampleState:
 *
 * What is being made. Used on the writer's thread only.
 */
typedef struct
{
  const TbSamplePlan *plan;
  TbSampleWords *words; /* (owned) */
  TbSampleWords *work;  /* (owned): of events and projects, so that they leave people as they are */
  TbDate today;
  guint32 seed;
  guint64 midnight_ms; /* the beginning of today, for ids */
  guint64 next_id;
  GQueue queue; /* (owned): of steps to be handed out */

  GArray *streets;            /* (owned): of TbSampleBranch: the committees above the towers */
  GArray *property_companies; /* (owned): of TbSampleId */

  /* Of the tower being made. */
  guint tower;
  char *tower_name; /* (owned) */
  char tower_id[TB_ID_SIZE];
  TbSampleBranch committee;
  GArray *branches;  /* (owned): of TbSampleBranch */
  GArray *societies; /* (owned): of TbSampleId: functional branches and interest groups */
  GArray *units;     /* (owned): of TbSampleId: rooms that are let */
  GArray *firms;     /* (owned): of TbSampleFirmRow */
  guint n_own_branches;
  guint total_weight;
  guint n_firms_left;
  guint n_persons_left;
  guint n_committee_posts;
  guint next_branch; /* whose events are made next */
  guint next_project;
  guint next_claimant;
} TbSampleState;

/* The share of the tower being made of @total things spread over all towers. */
guint tb_sample_share (TbSampleState *self, guint total);

TbRecord *tb_sample_record_new (TbSampleState *self,
                                const TbRecordType *type) G_GNUC_WARN_UNUSED_RESULT;
void tb_sample_set_date (TbRecord *record, guint field, TbDate date);
void tb_sample_take_id (TbRecord *record, char out[TB_ID_SIZE]);

/* What is to be done next, in this order. The record inserted is taken. */
void tb_sample_insert (TbSampleState *self, TbRecord *record);
/* Sets a field of a record that is inserted before, to a record that is inserted between. */
void tb_sample_complete (TbSampleState *self, TbRecord *record, guint field, const char *value);
/* Says since when the open history row of a record inserted before has been true. */
void tb_sample_date_history (TbSampleState *self, const TbRecordType *history, guint owner_field,
                             const char *owner, guint since_field, TbDate since);

GArray *tb_sample_members_new (void) G_GNUC_WARN_UNUSED_RESULT;
void tb_sample_branch_clear (gpointer branch);
void tb_sample_firm_row_clear (gpointer row);
gboolean tb_sample_is_past (TbSampleState *self, TbDate date);

/* The makers, each in a file of its own. */
void tb_sample_make_streets (TbSampleState *self);
void tb_sample_make_tower (TbSampleState *self);
void tb_sample_make_organisations (TbSampleState *self);
void tb_sample_make_branch (TbSampleState *self, TbSampleBranch *branch, const char *kind,
                            const char *name, const char *parent, const char *enterprise,
                            TbDate established_on);
void tb_sample_make_firm (TbSampleState *self);
void tb_sample_make_person (TbSampleState *self);
void tb_sample_make_events (TbSampleState *self, TbSampleBranch *branch);
void tb_sample_make_joint_events (TbSampleState *self);
const TbSampleMember *tb_sample_find_full_member (const TbSampleBranch *branch, guint index);
/* Who came, with the counts of it in the event: records that are inserted after it. */
gboolean tb_sample_is_anybody_invited (const TbSampleEvent *event);
GPtrArray *tb_sample_make_attendance (TbSampleState *self,
                                      TbSampleEvent *event) G_GNUC_WARN_UNUSED_RESULT;
void tb_sample_make_decisions (TbSampleState *self, const TbSampleEvent *event,
                               GPtrArray *attendance);
void tb_sample_make_claims (TbSampleState *self, TbRecord *project, const char *state,
                            TbDate published_on);
void tb_sample_make_project (TbSampleState *self, guint index);

G_END_DECLS
