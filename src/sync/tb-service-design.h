/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The id of the design document of each database of a service. */
#define TB_SERVICE_DESIGN_ID "_design/towerbranch"

/* The name of the database of summaries, and of the role that may read and write them. */
#define TB_SERVICE_DISTRICT "district"

JsonObject *tb_service_design_new_for_branch (const char *branch) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *tb_service_design_new_for_files (const char *branch) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *tb_service_design_new_for_district (void) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *tb_service_security_new (const char *role) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
