/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-seal.h"

G_BEGIN_DECLS

#define TB_SEALED_MIN_PASSPHRASE 8

/**
 * TbSealedWriter:
 *
 * Writes a sealed file: what is put into it, deflated and encrypted with a passphrase. Until
 * tb_sealed_writer_commit() nothing shows under the file's name; if that never comes, nothing is
 * left. One thread at a time.
 */
typedef struct _TbSealedWriter TbSealedWriter;

TbSealedWriter *tb_sealed_writer_open (GFile *file, const char *passphrase, const TbSealCost *cost,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_sealed_writer_free (TbSealedWriter *self);
gboolean tb_sealed_writer_write (TbSealedWriter *self, const char *data, gsize length,
                                 GError **error);
gboolean tb_sealed_writer_commit (TbSealedWriter *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSealedWriter, tb_sealed_writer_free)

G_END_DECLS
