/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-session.h"

G_BEGIN_DECLS

/* A session bus of the test's own: before anything connects to one. */
void tb_bus_test_init (void);

/* The rest of the desktop, as far as the test plays it: another connection to the same bus. */
GDBusConnection *tb_bus_test_get_desktop (void);
void tb_bus_test_own_name (const char *name);
GVariant *tb_bus_test_call (const char *name, const char *path, const char *interface_name,
                            const char *method, GVariant *parameters,
                            const char *type) G_GNUC_WARN_UNUSED_RESULT;

/* What the desktop was given to show, in the order in which it came. */
void tb_bus_test_play_notifications (void);
guint tb_bus_test_count_notifications (void);
GVariant *tb_bus_test_wait_for_notification (guint index) G_GNUC_WARN_UNUSED_RESULT;
void tb_bus_test_forget_notifications (void);

/* What it shows now under an id that begins so. */
GVariant *tb_bus_test_find_notification (const char *prefix) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_bus_test_shows_notification (const char *prefix);

/* The register in the user's data folder, which is the test's, open for writing. */
TbSession *tb_bus_test_open_register (TbClock *clock) G_GNUC_WARN_UNUSED_RESULT;
void tb_bus_test_remove_register (void);

G_END_DECLS
