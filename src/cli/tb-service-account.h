/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-cli.h"
#include "tb-http-client.h"

G_BEGIN_DECLS

/**
 * TbServiceAccount:
 * @branch: (owned) (nullable): what the branch is called at the service
 * @name: (owned) (nullable): of who asks
 * @password_file: (owned) (nullable): where the password is; %NULL to ask for it
 *
 * As whom a service is spoken to about which branch, as typed.
 */
typedef struct
{
  char *branch;
  char *name;
  char *password_file;
} TbServiceAccount;

/* The options of commands that speak to a service, for a table of them. */
#define TB_SERVICE_ACCOUNT_OPTIONS(account)                                                        \
  { "branch",                                                                                      \
    0,                                                                                             \
    0,                                                                                             \
    G_OPTION_ARG_FILENAME,                                                                         \
    &(account).branch,                                                                             \
    N_ ("What the branch is called at the service"),                                               \
    N_ ("NAME") },                                                                                 \
      { "name",     0, 0, G_OPTION_ARG_FILENAME, &(account).name, N_ ("Name at the service"),      \
        N_ ("NAME") },                                                                             \
  {                                                                                                \
    "password-file", 0, 0, G_OPTION_ARG_FILENAME, &(account).password_file,                        \
        N_ ("File with the password; “-” is the standard input; asked for if not given"),          \
        N_ ("FILE")                                                                                \
  }

void tb_service_account_clear (TbServiceAccount *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TbServiceAccount, tb_service_account_clear)

gboolean tb_service_account_check (TbCli *cli, const TbServiceAccount *self);
char *tb_service_account_read_password (TbCli *cli, const TbServiceAccount *self,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
TbHttpClient *tb_service_account_new_client (TbCli *cli, const char *url,
                                             const TbServiceAccount *self,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
