/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-http-client.h"
#include "tb-memory-peer.h"

G_BEGIN_DECLS

/* The one user that it knows. */
#define TB_FAULT_SERVER_USER "chenhui"
#define TB_FAULT_SERVER_PASSWORD "s3cret-of-chenhui"

/* The databases that it has: of the one branch, and of the files of its attachments. */
#define TB_FAULT_SERVER_DATABASE "branch-a"
#define TB_FAULT_SERVER_FILES TB_FAULT_SERVER_DATABASE "-files"

/* A document with this member is poison: no request that has it in it is taken. */
#define TB_FAULT_SERVER_POISON "poison"

/* A document with this member is refused, and others of its request are stored. */
#define TB_FAULT_SERVER_FORBIDDEN "forbidden"

/**
 * TbFaultKind:
 * @TB_FAULT_STATUS: answers with a status and does nothing
 * @TB_FAULT_DROP: closes the connection without an answer and does nothing
 * @TB_FAULT_LOSE_ANSWER: does what it is asked, and closes the connection in the middle of the
 * answer
 * @TB_FAULT_HALF_JSON: does what it is asked, and answers half of the JSON as if it were all
 * @TB_FAULT_HTML: answers a page for a browser, as the login page of a network does
 * @TB_FAULT_SILENCE: never answers
 * @TB_FAULT_TWICE: gives every row of the changes twice
 * @TB_FAULT_REWIND: gives the changes from the beginning, whatever is asked for
 * @TB_FAULT_REDIRECT: points elsewhere
 * @TB_FAULT_ACCEPTED: does what it is asked, and says so of one machine of several only, as CouchDB
 * does where others of its cluster are away
 * @TB_FAULT_FORGET_LOGIN: forgets who has logged in, and says so
 * @TB_FAULT_UNREADABLE: says of each document that is asked for that it could not be read now, with
 * a status of 200, as CouchDB does where a shard does not answer it in time
 * @TB_FAULT_TROUBLED: stores the documents it is given but for the first, with which it says it was
 * in trouble, as CouchDB does where its rules take too long
 *
 * What goes wrong.
 */
typedef enum
{
  TB_FAULT_STATUS,
  TB_FAULT_DROP,
  TB_FAULT_LOSE_ANSWER,
  TB_FAULT_HALF_JSON,
  TB_FAULT_HTML,
  TB_FAULT_SILENCE,
  TB_FAULT_TWICE,
  TB_FAULT_REWIND,
  TB_FAULT_REDIRECT,
  TB_FAULT_ACCEPTED,
  TB_FAULT_FORGET_LOGIN,
  TB_FAULT_UNREADABLE,
  TB_FAULT_TROUBLED,
} TbFaultKind;

/**
 * TbServerFault:
 * @on: a part of the request's `METHOD /path`; the first one that has it meets the fault
 * @kind: what goes wrong
 * @status: of %TB_FAULT_STATUS
 * @words: (nullable): the reason with a status; where a redirect points to
 * @retry_after: (nullable): the header of that name
 * @times: how many requests meet it; 0: one
 */
typedef struct
{
  const char *on;
  TbFaultKind kind;
  guint status;
  const char *words;
  const char *retry_after;
  guint times;
} TbServerFault;

/**
 * TbFaultServer:
 *
 * A service on this machine with a branch's database in memory, which does what a script says goes
 * wrong. It runs on a thread of its own.
 */
typedef struct _TbFaultServer TbFaultServer;

TbFaultServer *tb_fault_server_new (void) G_GNUC_WARN_UNUSED_RESULT;
TbFaultServer *
tb_fault_server_new_with_certificate (GTlsCertificate *certificate) G_GNUC_WARN_UNUSED_RESULT;
void tb_fault_server_free (TbFaultServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbFaultServer, tb_fault_server_free)

TbHttpClient *tb_fault_server_new_client (TbFaultServer *self,
                                          const char *password) G_GNUC_WARN_UNUSED_RESULT;
const char *tb_fault_server_get_url (TbFaultServer *self);
TbMemoryServer *tb_fault_server_get_memory (TbFaultServer *self);
TbMemoryServer *tb_fault_server_get_files (TbFaultServer *self);

void tb_fault_server_add (TbFaultServer *self, const TbServerFault *fault);
guint tb_fault_server_count (TbFaultServer *self, const char *on);
char *tb_fault_server_dup_log (TbFaultServer *self) G_GNUC_WARN_UNUSED_RESULT;
void tb_fault_server_set_body_max (TbFaultServer *self, gsize n_bytes);
void tb_fault_server_set_has_sessions (TbFaultServer *self, gboolean has_sessions);
void tb_fault_server_set_takes_packed (TbFaultServer *self, gboolean takes_packed);

G_END_DECLS
