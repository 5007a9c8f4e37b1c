/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-parcel-reader.h"
#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbParcelStranger:
 * @sender: (owned): what people call the desk that made the file
 * @made_at: (owned): UTC instant at which it was made
 * @about: (owned) (nullable): the branch, or else the tower, that the file tells of first; %NULL
 * where it tells of none
 * @n_records: how many records the file brings
 * @own_about: (owned) (nullable): the branch, or else the tower, of this register
 * @n_own: how many records this register holds
 * @is_connected: whether this register is connected to a service, on which what is read goes on
 *
 * An exchange file of a desk that this register has never heard of, and with which it shares no
 * record: it may be of another tower.
 */
typedef struct
{
  char *sender;
  char *made_at;
  char *about;
  gint64 n_records;
  char *own_about;
  gint64 n_own;
  gboolean is_connected;
} TbParcelStranger;

void tb_parcel_stranger_free (TbParcelStranger *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbParcelStranger, tb_parcel_stranger_free)

char *tb_parcel_stranger_dup_words (const TbParcelStranger *self) G_GNUC_WARN_UNUSED_RESULT;
char *tb_parcel_stranger_dup_warning (const TbParcelStranger *self) G_GNUC_WARN_UNUSED_RESULT;

gboolean tb_parcel_stranger_find (TbSession *session, GFile *file, const char *passphrase,
                                  const TbParcelHeader *from, TbParcelStranger **stranger,
                                  GCancellable *cancellable, GError **error);
char *tb_parcel_stranger_keep (TbSession *session, GCancellable *cancellable,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
