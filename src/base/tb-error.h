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
} TbError;

GQuark tb_error_quark (void);

G_END_DECLS
