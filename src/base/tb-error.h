/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TB_ERROR:
 *
 * The one error domain of the program. Messages are for people: translated, whole sentences, saying
 * what happened, to what, and what to do.
 */
#define TB_ERROR (tb_error_quark ())

/**
 * TbError:
 * @TB_ERROR_INVALID: a value or an argument cannot be accepted
 * @TB_ERROR_NOT_FOUND: no such record, batch, field or type
 * @TB_ERROR_CONFLICT: the record was changed by somebody else meanwhile, or the change would break
 * another record
 * @TB_ERROR_FILE: a file to be read or written cannot be used
 * @TB_ERROR_LIMIT: a file exceeds what the program accepts (size, columns, nesting)
 * @TB_ERROR_DATABASE: the database is missing, damaged, or not one of ours
 * @TB_ERROR_LOCKED: another process holds the database
 * @TB_ERROR_NEWER: the database was written by a newer version of the program
 * @TB_ERROR_FULL: no space left on the disk
 * @TB_ERROR_READ_ONLY: the database or its folder cannot be written
 * @TB_ERROR_SERVICE_OFFLINE: the service cannot be reached, or the connection was lost: no failure
 * of anybody, and to be tried again
 * @TB_ERROR_SERVICE_REFUSED: the service does not know this name and password; only a person can
 * help
 * @TB_ERROR_SERVICE_FORBIDDEN: the service knows the name, and does not let it do this
 * @TB_ERROR_SERVICE_BUSY: the service asks to come again later
 * @TB_ERROR_SERVICE_TOO_LARGE: the service does not take that much at once
 * @TB_ERROR_SERVICE_INVALID: what answers is no service of ours, has no such branch, or answers
 * what cannot be understood
 * @TB_ERROR_SERVICE_CERTIFICATE: the service cannot prove that it is the one that it says it is
 * @TB_ERROR_NO_KEYRING: the desktop keeps no passwords, or its store is locked
 * @TB_ERROR_PASSPHRASE: the passphrase is not the one that an encrypted file was made with
 * @TB_ERROR_STRANGER: an exchange file may be of another tower: a person is to be asked
 *
 * Cancellation is %G_IO_ERROR_CANCELLED, as everywhere in GIO.
 */
typedef enum
{
  TB_ERROR_INVALID,
  TB_ERROR_NOT_FOUND,
  TB_ERROR_CONFLICT,
  TB_ERROR_FILE,
  TB_ERROR_LIMIT,
  TB_ERROR_DATABASE,
  TB_ERROR_LOCKED,
  TB_ERROR_NEWER,
  TB_ERROR_FULL,
  TB_ERROR_READ_ONLY,
  TB_ERROR_SERVICE_OFFLINE,
  TB_ERROR_SERVICE_REFUSED,
  TB_ERROR_SERVICE_FORBIDDEN,
  TB_ERROR_SERVICE_BUSY,
  TB_ERROR_SERVICE_TOO_LARGE,
  TB_ERROR_SERVICE_INVALID,
  TB_ERROR_SERVICE_CERTIFICATE,
  TB_ERROR_NO_KEYRING,
  TB_ERROR_PASSPHRASE,
  TB_ERROR_STRANGER,
} TbError;

GQuark tb_error_quark (void);

G_END_DECLS
