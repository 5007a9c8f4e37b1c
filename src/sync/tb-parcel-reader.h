/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "tb-parcel.h"
#include "tb-sync-peer.h"

G_BEGIN_DECLS

/**
 * TbParcelReader:
 *
 * Reads an exchange file that was proven whole before any of it is given out: documents, then
 * contents of attachments. One thread at a time.
 */
typedef struct _TbParcelReader TbParcelReader;

/**
 * TbParcelItem:
 * @TB_PARCEL_ERROR: it cannot be read
 * @TB_PARCEL_DOCUMENT: a document
 * @TB_PARCEL_FILE: a file follows
 * @TB_PARCEL_END: that was all
 */
typedef enum
{
  TB_PARCEL_ERROR,
  TB_PARCEL_DOCUMENT,
  TB_PARCEL_FILE,
  TB_PARCEL_END,
} TbParcelItem;

TbParcelReader *tb_parcel_reader_open (GFile *file, const char *passphrase,
                                       GCancellable *cancellable,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_parcel_reader_free (TbParcelReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbParcelReader, tb_parcel_reader_free)

const TbParcelHeader *tb_parcel_reader_get_header (TbParcelReader *self);
gboolean tb_parcel_reader_set_damaged (TbParcelReader *self, GError **error);
TbParcelItem tb_parcel_reader_next (TbParcelReader *self, TbPeerDocument **document,
                                    GCancellable *cancellable, GError **error);
const char *tb_parcel_reader_get_sha256 (TbParcelReader *self);
GBytes *tb_parcel_reader_read_file (TbParcelReader *self, GCancellable *cancellable,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
