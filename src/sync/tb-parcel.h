/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * What is in an exchange file, once it is unsealed: lines of JSON, each ended by a line feed.
 *
 *   {"format":"towerbranch-exchange","version":1, …}   the header, see TbParcelHeader
 *   {"id", "ancestry":[…], "deleted"?, "body"}          a leaf; ancestry begins with itself
 *   …
 *   {"file":sha256,"size":n}                            the content of an attachment
 *   {"data":base64}                                     in pieces
 *   …
 *   {"end":true,"documents":n,"files":n,"upto":n}       the trailer
 */
#define TB_PARCEL_VERSION 1

/* The longest line that is read, and the bytes of a piece of a file. */
#define TB_PARCEL_MAX_LINE (16 * 1024 * 1024)
#define TB_PARCEL_PIECE (384 * 1024)

/**
 * TbParcelHeader:
 * @id: (owned): of the file
 * @device: (owned): the desk that made it
 * @name: (owned): what people call that desk
 * @at: (owned): the UTC instant at which it was made
 * @key: (owned): what that desk notes the receiving one under
 * @your_key: (owned) (nullable): what the receiving desk notes that one under, where a file of the
 * receiving desk has told
 * @after: the receiving desk has everything up to this number of that desk's revisions, as far as
 * that desk knows: the file goes on from there
 * @your_device: (owned) (nullable): the receiving desk, where that is known
 * @acknowledged: that desk has everything up to this number of @your_device's revisions
 * @upto: from the trailer: who has everything up to @after has, with this file, everything up to
 * here
 * @n_documents: from the trailer
 * @n_files: from the trailer
 *
 * What an exchange file says of itself. Revisions are numbered by the desk that makes the file, in
 * the order in which it came to know them.
 */
typedef struct
{
  char *id;
  char *device;
  char *name;
  char *at;
  char *key;
  char *your_key;
  gint64 after;
  char *your_device;
  gint64 acknowledged;
  gint64 upto;
  gint64 n_documents;
  gint64 n_files;
} TbParcelHeader;

void tb_parcel_header_free (TbParcelHeader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbParcelHeader, tb_parcel_header_free)

JsonObject *tb_parcel_header_to_json (const TbParcelHeader *self) G_GNUC_WARN_UNUSED_RESULT;
TbParcelHeader *tb_parcel_header_new_from_json (JsonObject *object, const char *name,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_parcel_is_trailer (JsonObject *object);
JsonObject *tb_parcel_header_trailer_to_json (const TbParcelHeader *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_parcel_header_take_trailer (TbParcelHeader *self, JsonObject *object);

gboolean tb_parcel_set_damaged (const char *name, GError **error);
const char *tb_parcel_get_text (JsonObject *object, const char *member);
gint64 tb_parcel_get_number (JsonObject *object, const char *member);

G_END_DECLS
