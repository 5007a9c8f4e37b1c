/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* From how many bytes on a body is packed. */
#define TB_HTTP_PACK_MIN 8192

/* The most bytes of an answer, unpacked. */
#define TB_HTTP_ANSWER_MAX (32 * 1024 * 1024)

/**
 * TbHttpRead:
 * @TB_HTTP_READ_WHOLE: to its end
 * @TB_HTTP_READ_FAILED: an error is set
 * @TB_HTTP_READ_TOO_LONG: there is more than is taken
 * @TB_HTTP_READ_LATE: what was waited for has not come in the time
 *
 * How reading an answer ended.
 */
typedef enum
{
  TB_HTTP_READ_WHOLE,
  TB_HTTP_READ_FAILED,
  TB_HTTP_READ_TOO_LONG,
  TB_HTTP_READ_LATE,
} TbHttpRead;

GBytes *tb_http_body_pack (GBytes *text) G_GNUC_WARN_UNUSED_RESULT;
TbHttpRead tb_http_body_read (GInputStream *stream, GByteArray *body, gint64 deadline_us,
                              GCancellable *cancellable, GError **error);
JsonNode *tb_http_body_parse (GByteArray *body) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
