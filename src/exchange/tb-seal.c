/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-seal.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/rand.h>
#include <string.h>

#define VERSION 1
#define KEY_SIZE 32
#define NONCE_SIZE 12
#define HASH_SIZE 32

#define AT_VERSION 8
#define AT_COST 12
#define AT_SALT 24
#define SALT_SIZE 16
#define AT_NONCE 40
#define NONCE_PREFIX_SIZE 7
#define AT_ZERO 47
#define AT_PROOF 48
#define AT_CHECKSUM 80
#define CHECKSUM_SIZE 16

/* A header may ask for no more than these. Together they are about two seconds on a desk of ten
 * years ago. */
#define MAX_MEMORY_KIB (256 * 1024)
#define MAX_PASSES 8
#define MAX_LANES 8
/* Less than that Argon2 itself refuses. */
#define MIN_MEMORY_KIB_PER_LANE 8

/* The second of the two recommended choices of RFC 9106 §4. */
static const TbSealCost default_cost = { .memory_kib = 64 * 1024, .n_passes = 3, .n_lanes = 4 };

static const guint8 magic[AT_VERSION] = { 'T', 'B', 'X', '\r', '\n', 0x1A, '\n', 0 };

struct _TbSeal
{
  guint8 header[TB_SEAL_HEADER_SIZE];
  guint8 keys[2 * KEY_SIZE]; /* of the chunks, then of the header */
  EVP_CIPHER_CTX *cipher;    /* (owned) */
  guint32 n_chunks;          /* closed or opened so far */
  gboolean is_finished;      /* the last chunk was among them, or one did not open */
};

static void
put_32 (guint8 *to, guint32 value)
{
  value = GUINT32_TO_BE (value);
  memcpy (to, &value, sizeof value);
}

static guint32
get_32 (const guint8 *from)
{
  guint32 value;

  memcpy (&value, from, sizeof value);
  return GUINT32_FROM_BE (value);
}

static void
put_cost (guint8 *header, const TbSealCost *cost)
{
  put_32 (header + AT_COST, cost->memory_kib);
  put_32 (header + AT_COST + 4, cost->n_passes);
  put_32 (header + AT_COST + 8, cost->n_lanes);
}

static TbSealCost
get_cost (const guint8 *header)
{
  return (TbSealCost){
    .memory_kib = get_32 (header + AT_COST),
    .n_passes = get_32 (header + AT_COST + 4),
    .n_lanes = get_32 (header + AT_COST + 8),
  };
}

static gboolean
is_bearable (const TbSealCost *cost)
{
  return cost->n_lanes >= 1 && cost->n_lanes <= MAX_LANES && cost->n_passes >= 1
         && cost->n_passes <= MAX_PASSES && cost->memory_kib <= MAX_MEMORY_KIB
         && cost->memory_kib >= MIN_MEMORY_KIB_PER_LANE * cost->n_lanes;
}

static void
compute_checksum (const guint8 *header, guint8 *checksum)
{
  g_autoptr (GChecksum) sha256 = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[HASH_SIZE];
  gsize length = sizeof digest;

  g_checksum_update (sha256, header, AT_CHECKSUM);
  g_checksum_get_digest (sha256, digest, &length);
  memcpy (checksum, digest, CHECKSUM_SIZE);
}

static void
compute_proof (TbSeal *self, const guint8 *header, guint8 *proof)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, self->keys + KEY_SIZE, KEY_SIZE);
  gsize length = HASH_SIZE;

  g_hmac_update (hmac, header, AT_PROOF);
  g_hmac_get_digest (hmac, proof, &length);
}

/* One passphrase typed on two machines is the same text, though not always the same bytes. */
static gboolean
derive_keys (TbSeal *self, const char *passphrase, const guint8 *header)
{
  g_autofree char *normal = g_utf8_normalize (passphrase, -1, G_NORMALIZE_NFC);
  TbSealCost cost = get_cost (header);
  EVP_KDF *kdf;
  EVP_KDF_CTX *context;
  OSSL_PARAM parameters[6];
  gboolean ok = FALSE;

  if (normal == NULL)
    return FALSE;
  parameters[0]
      = OSSL_PARAM_construct_octet_string (OSSL_KDF_PARAM_PASSWORD, normal, strlen (normal));
  parameters[1] = OSSL_PARAM_construct_octet_string (OSSL_KDF_PARAM_SALT,
                                                     (guint8 *)header + AT_SALT, SALT_SIZE);
  parameters[2] = OSSL_PARAM_construct_uint32 (OSSL_KDF_PARAM_ARGON2_MEMCOST, &cost.memory_kib);
  parameters[3] = OSSL_PARAM_construct_uint32 (OSSL_KDF_PARAM_ITER, &cost.n_passes);
  parameters[4] = OSSL_PARAM_construct_uint32 (OSSL_KDF_PARAM_ARGON2_LANES, &cost.n_lanes);
  parameters[5] = OSSL_PARAM_construct_end ();

  kdf = EVP_KDF_fetch (NULL, "ARGON2ID", NULL);
  context = EVP_KDF_CTX_new (kdf);
  if (context != NULL)
    ok = EVP_KDF_derive (context, self->keys, sizeof self->keys, parameters) == 1;
  EVP_KDF_CTX_free (context);
  EVP_KDF_free (kdf);
  OPENSSL_cleanse (normal, strlen (normal));
  return ok;
}

static TbSeal *
new_for_keys (const char *passphrase, const guint8 *header)
{
  g_autoptr (TbSeal) self = g_new0 (TbSeal, 1);

  self->cipher = EVP_CIPHER_CTX_new ();
  if (self->cipher == NULL || !derive_keys (self, passphrase, header))
    return NULL;
  return g_steal_pointer (&self);
}

static void
fill_nonce (TbSeal *self, gboolean is_last, guint8 *nonce)
{
  memcpy (nonce, self->header + AT_NONCE, NONCE_PREFIX_SIZE);
  put_32 (nonce + NONCE_PREFIX_SIZE, self->n_chunks);
  nonce[NONCE_SIZE - 1] = is_last ? 1 : 0;
}

/* Chunks are numbered; after the last number, and after the last chunk, there is none. */
static gboolean
take_number (TbSeal *self, gboolean is_last)
{
  if (self->is_finished || self->n_chunks == G_MAXUINT32)
    return FALSE;
  self->n_chunks++;
  self->is_finished = is_last;
  return TRUE;
}

/**
 * tb_seal_new:
 * @passphrase: UTF-8
 * @cost: (nullable): what a guess at it shall cost; %NULL for what is good for people's files
 * @header: (out caller-allocates): %TB_SEAL_HEADER_SIZE bytes to stand at the beginning of the file
 *
 * Makes the keys of a new file. No two files have the same, though their passphrase be the same.
 * Takes some tenths of a second and 64 MiB, which is the purpose. Any thread.
 *
 * Returns: (transfer full) (nullable): the seal, or %NULL where there is no memory, or no
 * randomness to be had
 */
TbSeal *
tb_seal_new (const char *passphrase, const TbSealCost *cost, guint8 *header)
{
  g_autoptr (TbSeal) self = NULL;

  memcpy (header, magic, sizeof magic);
  put_32 (header + AT_VERSION, VERSION);
  put_cost (header, cost != NULL ? cost : &default_cost);
  if (RAND_bytes (header + AT_SALT, SALT_SIZE) != 1
      || RAND_bytes (header + AT_NONCE, NONCE_PREFIX_SIZE) != 1)
    return NULL;
  header[AT_ZERO] = 0;

  self = new_for_keys (passphrase, header);
  if (self == NULL)
    return NULL;
  compute_proof (self, header, header + AT_PROOF);
  compute_checksum (header, header + AT_CHECKSUM);
  memcpy (self->header, header, sizeof self->header);
  return g_steal_pointer (&self);
}

/**
 * tb_seal_new_for_header:
 * @passphrase: UTF-8
 * @header: the first %TB_SEAL_HEADER_SIZE bytes of a file
 * @state: (out): whether it opens, and why not
 *
 * Finds the keys of a file that is there. Before any work is done, what the header asks for is
 * held against limits (256 MiB, 8 passes); a header by which this program did not go is damage.
 * Any thread.
 *
 * Returns: (transfer full) (nullable): the seal when @state is %TB_SEAL_OPEN, else %NULL
 */
TbSeal *
tb_seal_new_for_header (const char *passphrase, const guint8 *header, TbSealState *state)
{
  g_autoptr (TbSeal) self = NULL;
  guint8 checksum[CHECKSUM_SIZE];
  guint8 proof[HASH_SIZE];
  TbSealCost cost = get_cost (header);

  compute_checksum (header, checksum);
  if (memcmp (header, magic, sizeof magic) != 0)
    *state = TB_SEAL_FOREIGN;
  else if (get_32 (header + AT_VERSION) > VERSION)
    *state = TB_SEAL_NEWER;
  else if (get_32 (header + AT_VERSION) != VERSION || header[AT_ZERO] != 0
           || memcmp (header + AT_CHECKSUM, checksum, sizeof checksum) != 0 || !is_bearable (&cost))
    *state = TB_SEAL_DAMAGED;
  else if ((self = new_for_keys (passphrase, header)) == NULL)
    *state = TB_SEAL_FAILED;
  else
    {
      compute_proof (self, header, proof);
      *state = CRYPTO_memcmp (header + AT_PROOF, proof, sizeof proof) == 0
                   ? TB_SEAL_OPEN
                   : TB_SEAL_WRONG_PASSPHRASE;
    }
  if (*state != TB_SEAL_OPEN)
    return NULL;
  memcpy (self->header, header, sizeof self->header);
  return g_steal_pointer (&self);
}

/**
 * tb_seal_free:
 * @self: (transfer full): a seal, whose keys are wiped
 */
void
tb_seal_free (TbSeal *self)
{
  EVP_CIPHER_CTX_free (self->cipher);
  OPENSSL_cleanse (self->keys, sizeof self->keys);
  g_free (self);
}

/**
 * tb_seal_close_chunk:
 * @self: a seal of tb_seal_new()
 * @is_last: whether no chunk comes after this one
 * @plain: what to seal
 * @length: how much; up to %TB_SEAL_CHUNK_SIZE, and exactly that unless it is the last
 * @sealed: (out caller-allocates): room for @length + %TB_SEAL_TAG_SIZE bytes
 *
 * Seals the next chunk.
 *
 * Returns: %FALSE when the file has as many chunks as can be numbered (256 TiB)
 */
gboolean
tb_seal_close_chunk (TbSeal *self, gboolean is_last, const guint8 *plain, gsize length,
                     guint8 *sealed)
{
  guint8 nonce[NONCE_SIZE];
  int n;

  g_return_val_if_fail (length <= TB_SEAL_CHUNK_SIZE, FALSE);
  g_return_val_if_fail (is_last || length == TB_SEAL_CHUNK_SIZE, FALSE);

  fill_nonce (self, is_last, nonce);
  return take_number (self, is_last)
         && EVP_EncryptInit_ex2 (self->cipher, EVP_aes_256_gcm (), self->keys, nonce, NULL) == 1
         && EVP_EncryptUpdate (self->cipher, NULL, &n, self->header, sizeof self->header) == 1
         && EVP_EncryptUpdate (self->cipher, sealed, &n, plain, (int)length) == 1
         && EVP_EncryptFinal_ex (self->cipher, sealed + n, &n) == 1
         && EVP_CIPHER_CTX_ctrl (self->cipher, EVP_CTRL_AEAD_GET_TAG, TB_SEAL_TAG_SIZE,
                                 sealed + length)
                == 1;
}

/**
 * tb_seal_open_chunk:
 * @self: a seal of tb_seal_new_for_header()
 * @is_last: whether the file ends after this chunk
 * @sealed: the chunk with its tag
 * @length: of both; up to %TB_SEAL_CHUNK_SIZE + %TB_SEAL_TAG_SIZE
 * @plain: (out caller-allocates): room for @length - %TB_SEAL_TAG_SIZE bytes; holds nothing to be
 *   used when this fails
 *
 * Opens the next chunk. After one that did not open no other does.
 *
 * Returns: %FALSE when it is not what was sealed as this number in this file, or is not the last
 * one as @is_last says
 */
gboolean
tb_seal_open_chunk (TbSeal *self, gboolean is_last, const guint8 *sealed, gsize length,
                    guint8 *plain)
{
  guint8 nonce[NONCE_SIZE];
  gsize plain_length = length - TB_SEAL_TAG_SIZE;
  gboolean ok;
  int n;

  g_return_val_if_fail (length >= TB_SEAL_TAG_SIZE, FALSE);
  g_return_val_if_fail (plain_length <= TB_SEAL_CHUNK_SIZE, FALSE);

  fill_nonce (self, is_last, nonce);
  ok = take_number (self, is_last)
       && EVP_DecryptInit_ex2 (self->cipher, EVP_aes_256_gcm (), self->keys, nonce, NULL) == 1
       && EVP_DecryptUpdate (self->cipher, NULL, &n, self->header, sizeof self->header) == 1
       && EVP_DecryptUpdate (self->cipher, plain, &n, sealed, (int)plain_length) == 1
       && EVP_CIPHER_CTX_ctrl (self->cipher, EVP_CTRL_AEAD_SET_TAG, TB_SEAL_TAG_SIZE,
                               (guint8 *)sealed + plain_length)
              == 1
       && EVP_DecryptFinal_ex (self->cipher, plain + n, &n) == 1;
  if (!ok)
    self->is_finished = TRUE;
  return ok;
}
