/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "tb-service-address.h"

G_BEGIN_DECLS

/* What a service's own words are cut to. */
#define TB_HTTP_WORDS_MAX 200

void tb_http_set_transport_error (GError **error, TbServiceAddress *address, const GError *cause,
                                  GTlsCertificateFlags certificate);
void tb_http_set_status_error (GError **error, TbServiceAddress *address, const char *user,
                               guint status, const char *words);
void tb_http_set_damaged_error (GError **error, TbServiceAddress *address);
void tb_http_set_foreign_error (GError **error, TbServiceAddress *address);
void tb_http_set_elsewhere_error (GError **error, TbServiceAddress *address);
void tb_http_set_long_answer_error (GError **error, TbServiceAddress *address);
void tb_http_set_no_branch_error (GError **error, TbServiceAddress *address, const char *database);

char *tb_http_dup_words (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
