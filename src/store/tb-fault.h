/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-maintenance.h"

G_BEGIN_DECLS

GPtrArray *tb_faults_new (void) G_GNUC_WARN_UNUSED_RESULT;
void tb_faults_add (GPtrArray *faults, const char *where, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
/* A remark about something that takes nothing away from anybody. */
void tb_faults_add_harmless (GPtrArray *faults, const char *where, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

G_END_DECLS
