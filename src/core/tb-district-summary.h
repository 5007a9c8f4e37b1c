/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "tb-session.h"

G_BEGIN_DECLS

char *tb_district_summary_dup_id (const char *branch, int year,
                                  int month) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *tb_district_summary_new (TbSession *session, const char *branch, int year, int month,
                                     GCancellable *cancellable,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
