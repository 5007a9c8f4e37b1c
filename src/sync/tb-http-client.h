/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "tb-credentials.h"
#include "tb-service-address.h"

G_BEGIN_DECLS

#define TB_TYPE_HTTP_CLIENT (tb_http_client_get_type ())
G_DECLARE_FINAL_TYPE (TbHttpClient, tb_http_client, TB, HTTP_CLIENT, GObject)

/**
 * TbHttpTraffic:
 * @n_requests: requests sent, those of logging in among them
 * @n_bytes: bytes on the wire both ways, headers and bodies
 *
 * What a client has sent and received.
 */
typedef struct
{
  guint64 n_requests;
  guint64 n_bytes;
} TbHttpTraffic;

TbHttpClient *tb_http_client_new (TbServiceAddress *address,
                                  TbCredentials *credentials) G_GNUC_WARN_UNUSED_RESULT;
TbServiceAddress *tb_http_client_get_address (TbHttpClient *self);
void tb_http_client_set_timeout (TbHttpClient *self, guint seconds);
void tb_http_client_set_packs (TbHttpClient *self, gboolean packs);

JsonNode *tb_http_client_request (TbHttpClient *self, const char *method, const char *path,
                                  JsonNode *body, GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *tb_http_client_send (TbHttpClient *self, const char *method, const char *path,
                               GBytes *text, GCancellable *cancellable,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *tb_http_client_poll (TbHttpClient *self, const char *path, guint wait_seconds,
                               GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;

guint tb_http_client_get_status (TbHttpClient *self);
const char *tb_http_client_get_reason (TbHttpClient *self);
gboolean tb_http_client_get_timed_out (TbHttpClient *self);
guint tb_http_client_get_retry_after (TbHttpClient *self);
TbHttpTraffic tb_http_client_get_traffic (TbHttpClient *self);

char *tb_http_escape (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
