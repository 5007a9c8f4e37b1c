/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "tb-http-client.h"

G_BEGIN_DECLS

/* How the service is told who asks. */
typedef enum
{
  TB_HTTP_AUTH_NONE,
  TB_HTTP_AUTH_COOKIE,
  TB_HTTP_AUTH_BASIC,
} TbHttpAuth;

/* One request and what came of it. */
typedef struct
{
  const char *method;
  const char *path;
  GBytes *text;       /* (not owned) (nullable) */
  gint64 deadline_us; /* (monotonic time); 0: none */
  gboolean late;
  JsonNode *json; /* (owned) (nullable) */
} TbHttpExchange;

struct _TbHttpClient
{
  GObject parent_instance;

  TbServiceAddress *address;  /* (owned) */
  TbCredentials *credentials; /* (owned) (nullable) */
  SoupSession *session;       /* (owned) */

  TbHttpAuth auth;
  gboolean logged_in;
  gboolean refused;   /* the name and password are wrong: they are not tried again */
  gboolean unpacked;  /* bodies go as they are: that is quicker, or the service takes no others */
  guint status;       /* of the last answer; 0: there was none */
  char *reason;       /* (owned) (nullable): the service's short reason with the last answer */
  char *words;        /* (owned) (nullable): its words */
  gboolean timed_out; /* whether the last request did */
  guint retry_after;  /* seconds; 0: the last answer did not say */
  TbHttpTraffic traffic;
};

gboolean tb_http_exchange_follow (TbHttpClient *self, TbHttpExchange *exchange,
                                  GCancellable *cancellable, GError **error);

G_END_DECLS
