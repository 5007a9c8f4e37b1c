/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-sync-peer.h"

G_BEGIN_DECLS

/* What CouchDB answers about a database, for the server that tests make faults with. */

typedef struct
{
  TbSyncPeer *peer; /* what holds the documents */
  const char *method;
  const char *path;
  GHashTable *query; /* (nullable) */
  JsonNode *json;    /* (nullable) */
  gboolean twice;
  gboolean rewind;
  gboolean unreadable;
  gboolean troubled;
} TbFaultRequest;

typedef struct
{
  guint status;
  char *text;         /* (owned) (nullable): JSON, where all is well */
  const char *error;  /* where it is not */
  const char *reason; /* where it is not */
  guint waits_ms;     /* of a long poll without a change: how often it gives a sign of life */
} TbFaultAnswer;

void tb_fault_database_answer (const TbFaultRequest *request, TbFaultAnswer *answer);

G_END_DECLS
