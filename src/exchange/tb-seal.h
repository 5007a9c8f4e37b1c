/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a sealed file is made of, in the order of its bytes; whole numbers have their highest byte
 * first. Only for tb-sealed-writer.c and tb-sealed-reader.c.
 *
 *    0   8  "TBX\r\n\x1a\n\0": what a transfer as text would spoil is seen at once
 *    8   4  version of the format: 1
 *   12   4  Argon2id: memory in KiB
 *   16   4  Argon2id: passes
 *   20   4  Argon2id: lanes
 *   24  16  salt
 *   40   7  beginning of every nonce
 *   47   1  0
 *   48  32  HMAC-SHA-256 of the 48 bytes above: the passphrase is the right one
 *   80  16  SHA-256 of the 80 bytes above, cut: tells damage from a wrong passphrase
 *   96      chunks of 64 KiB, each followed by its tag of 16 bytes; the last one may be shorter,
 * and empty
 *
 * Argon2id gives 64 bytes: the key of AES-256-GCM, then that of the HMAC. The nonce of a chunk is
 * the seven bytes, its number (4) and 1 for the last chunk, else 0; all of the header is its
 * associated data. So a chunk that is changed, moved, left out or taken from another file does not
 * open, and neither does a file that was cut between two chunks. The chunks together are one zlib
 * stream. */
#define TB_SEAL_HEADER_SIZE 96
#define TB_SEAL_CHUNK_SIZE (64 * 1024)
#define TB_SEAL_TAG_SIZE 16

/**
 * TbSealCost:
 * @memory_kib: how much memory a guess at the passphrase costs
 * @n_passes: how often it is gone through
 * @n_lanes: into how many parts it is cut
 */
typedef struct
{
  guint32 memory_kib;
  guint32 n_passes;
  guint32 n_lanes;
} TbSealCost;

/**
 * TbSealState:
 * @TB_SEAL_OPEN: the passphrase fits
 * @TB_SEAL_FOREIGN: this is no sealed file
 * @TB_SEAL_NEWER: a newer version of the program sealed it
 * @TB_SEAL_DAMAGED: the header was changed, or no program of ours wrote it
 * @TB_SEAL_WRONG_PASSPHRASE: the header is whole, the passphrase does not fit
 * @TB_SEAL_FAILED: the computer could not do it, as for lack of memory
 */
typedef enum
{
  TB_SEAL_OPEN,
  TB_SEAL_FOREIGN,
  TB_SEAL_NEWER,
  TB_SEAL_DAMAGED,
  TB_SEAL_WRONG_PASSPHRASE,
  TB_SEAL_FAILED,
} TbSealState;

/**
 * TbSeal:
 *
 * The keys of one sealed file, and the number of its next chunk. One thread at a time.
 */
typedef struct _TbSeal TbSeal;

TbSeal *tb_seal_new (const char *passphrase, const TbSealCost *cost,
                     guint8 *header) G_GNUC_WARN_UNUSED_RESULT;
TbSeal *tb_seal_new_for_header (const char *passphrase, const guint8 *header,
                                TbSealState *state) G_GNUC_WARN_UNUSED_RESULT;
void tb_seal_free (TbSeal *self);
gboolean tb_seal_close_chunk (TbSeal *self, gboolean is_last, const guint8 *plain, gsize length,
                              guint8 *sealed);
gboolean tb_seal_open_chunk (TbSeal *self, gboolean is_last, const guint8 *sealed, gsize length,
                             guint8 *plain);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSeal, tb_seal_free)

G_END_DECLS
