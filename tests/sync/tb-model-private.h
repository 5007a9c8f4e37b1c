/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to the model desk. */

#include "tb-entry.h"
#include "tb-merge-leaves.h"
#include "tb-model-desk.h"
#include "tb-unique.h"

G_BEGIN_DECLS

/* A document and what is known of its revisions. */
typedef struct
{
  GPtrArray *leaves;  /* (owned) (element-type TbPeerDocument) */
  GHashTable *bodies; /* (owned) (element-type utf8 JsonObject): by revision */
} TbModelDocument;

/* A record as people at the desk see it. */
typedef struct
{
  TbRecord *record;        /* (owned) */
  TbPeerDocument *applied; /* (owned) (nullable): the revision that it shows */
  gboolean edited;         /* since it was staged */
} TbModelRecord;

typedef struct
{
  char *name;            /* (owned) */
  GHashTable *documents; /* (owned) (element-type utf8 TbModelDocument): by document id */
  GHashTable *shown;     /* (owned) (element-type utf8 TbModelRecord): by type and id */
  GHashTable *reviewed;  /* (owned) (element-type utf8): notes */
  GHashTable *past;      /* (owned) (element-type utf8): notes */
  GHashTable *on_server; /* (owned) (element-type utf8): revisions */
  GHashTable *unsure;    /* (owned) (element-type utf8): those of them not vouched for yet */
  char *since;           /* (owned) (nullable) */
  char *sure_since;      /* (owned) (nullable): the last one that is vouched for */
  char *start;           /* (owned) (nullable) */
  gint64 rounds;         /* what the canary says that vouches for them */
  guint clock;           /* minutes; not the same at any two desks */
  TbDocumentScope *scope;
} TbModelDesk;

/* Records, as people see them. */
GPtrArray *tb_model_list_keys (GHashTable *table) G_GNUC_WARN_UNUSED_RESULT;
TbModelRecord *tb_model_find_shown (TbModelDesk *desk, const char *type, const char *id);
TbModelRecord *tb_model_find_clash (TbModelDesk *desk, TbRecord *record, const TbUniqueRule *rule);
void tb_model_show (TbModelDesk *desk, TbRecord *record, TbPeerDocument *applied, gboolean edited);

/* Documents. */
void tb_model_take_in (TbModelDesk *desk, TbPeerDocument *document);
void tb_model_take_in_entry (TbModelDesk *desk, TbEntry *entry);
GPtrArray *tb_model_list_entries (TbModelDesk *desk,
                                  const char *record_id) G_GNUC_WARN_UNUSED_RESULT;
void tb_model_stage (TbModelDesk *desk);

/* Brings the records up to date with the documents. */
void tb_model_settle (TbModelDesk *desk);

/* One exchange. */
gboolean tb_model_exchange (TbModelDesk *desk, TbSyncPeer *peer, GError **error);

G_END_DECLS
