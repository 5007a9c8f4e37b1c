/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-fault-server.h"
#include "tb-sync.h"
#include "tb-window-test.h"

G_BEGIN_DECLS

/* The branch that the service has. */
#define TB_CONNECTED_TEST_BRANCH "a"

/**
 * TbConnectedTest:
 * @base: a window with an empty register, which exchanges nothing by itself
 * @server: (owned): a service on this machine, to which nothing is connected yet
 *
 * A fixture for tests of what the window does about the exchange.
 */
typedef struct
{
  TbWindowTest base;
  TbFaultServer *server;
} TbConnectedTest;

gboolean tb_connected_test_init (int *argc, char ***argv);
void tb_connected_test_set_up (TbConnectedTest *self, gconstpointer data);
void tb_connected_test_tear_down (TbConnectedTest *self, gconstpointer data);

GtkWidget *tb_connected_test_get_dialog (TbConnectedTest *self);
void tb_connected_test_close_dialog (TbConnectedTest *self);

/* A desk is a register and its exchange. */
void tb_connected_test_connect (TbSync *sync, TbFaultServer *server);
void tb_connected_test_sync (TbSync *sync);
char *tb_connected_test_make_difference (TbConnectedTest *self, guint field, const char *one,
                                         const char *other) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
