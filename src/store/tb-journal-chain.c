/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-journal-chain.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <openssl/evp.h>
#include <string.h>

#include "tb-fault.h"
#include "tb-statement.h"

/* A journal that was tampered with can be wrong at every entry: the first few say enough. */
#define FAULTS_MAX 20

static GPrivate context_key = G_PRIVATE_INIT ((GDestroyNotify)EVP_MD_CTX_free);

/* This thread's, ready for a new SHA-256. Where the processor has instructions for it, libcrypto is
 * five times as fast as GChecksum, and an import makes two hashes a record. */
static EVP_MD_CTX *
begin_hash (void)
{
  static gsize fetched = 0;
  EVP_MD_CTX *context = g_private_get (&context_key);
  int ready;

  if (g_once_init_enter (&fetched))
    g_once_init_leave (&fetched, (gsize)EVP_MD_fetch (NULL, "SHA256", NULL));
  if (context == NULL)
    {
      context = EVP_MD_CTX_new ();
      g_private_set (&context_key, context);
    }

  ready = fetched != 0 && context != NULL
          && EVP_DigestInit_ex2 (context, (const EVP_MD *)fetched, NULL);
  if (!ready)
    g_error ("libcrypto has no SHA-256.");
  return context;
}

static void
end_hash (EVP_MD_CTX *context, guint8 hash[TB_HASH_SIZE])
{
  EVP_DigestFinal_ex (context, hash, NULL);
}

/*
 * tb_journal_digest:
 * @text: the values of a record as JSON
 * @length: how many bytes
 * @digest: (out): their SHA-256
 *
 * Any thread.
 */
void
tb_journal_digest (const char *text, gsize length, guint8 digest[TB_HASH_SIZE])
{
  EVP_MD_CTX *context = begin_hash ();

  EVP_DigestUpdate (context, text, length);
  end_hash (context, digest);
}

/* Text with the zero at its end, so that no two rows of texts read the same; one more zero where
 * there is none. */
static void
hash_text (EVP_MD_CTX *context, const char *text)
{
  if (text != NULL)
    EVP_DigestUpdate (context, text, strlen (text) + 1);
  else
    EVP_DigestUpdate (context, "\0", 2);
}

static void
hash_digest (EVP_MD_CTX *context, const guint8 *digest)
{
  static const guint8 none[TB_HASH_SIZE];

  EVP_DigestUpdate (context, digest != NULL ? digest : none, TB_HASH_SIZE);
}

/*
 * tb_journal_hash:
 * @link: the entry
 * @hash: (out): its hash
 *
 * The hash of an entry is the SHA-256 of, one after another: its number in decimal, at, actor,
 * batch, record_type, record_id, op, each ended by a zero byte (two for one that is not there); the
 * digests of before and of after (32 zero bytes for one that is not there); the hash of the entry
 * before it (32 zero bytes for the first).
 */
void
tb_journal_hash (const TbChainLink *link, guint8 hash[TB_HASH_SIZE])
{
  EVP_MD_CTX *context = begin_hash ();
  char seq[24];

  g_snprintf (seq, sizeof seq, "%" G_GINT64_FORMAT, link->seq);

  hash_text (context, seq);
  hash_text (context, link->at);
  hash_text (context, link->actor);
  hash_text (context, link->batch);
  hash_text (context, link->record_type);
  hash_text (context, link->record_id);
  hash_text (context, link->op);
  hash_digest (context, link->before_digest);
  hash_digest (context, link->after_digest);
  EVP_DigestUpdate (context, link->prev_hash, TB_HASH_SIZE);
  end_hash (context, hash);
}

static const guint8 *
get_digest (TbStatement *statement, int column)
{
  gsize length;
  const guint8 *digest = tb_statement_get_blob (statement, column, &length);

  return length == TB_HASH_SIZE ? digest : NULL;
}

static gboolean
text_fits (TbStatement *statement, int text_column, const guint8 *digest)
{
  guint8 actual[TB_HASH_SIZE];
  const char *text = tb_statement_get_text (statement, text_column);

  /* What was erased cannot be checked; its digest still is, by the chain, and verify_erasure() asks
   * whether it may be missing. */
  if (text == NULL)
    return TRUE;

  tb_journal_digest (text, strlen (text), actual);
  return digest != NULL && memcmp (actual, digest, TB_HASH_SIZE) == 0;
}

static void
verify_entry (TbStatement *statement, gint64 expected_seq, const guint8 *prev_hash,
              GPtrArray *faults)
{
  TbChainLink link = {
    .seq = tb_statement_get_int (statement, 0),
    .at = tb_statement_get_text (statement, 1),
    .actor = tb_statement_get_text (statement, 2),
    .batch = tb_statement_get_text (statement, 3),
    .record_type = tb_statement_get_text (statement, 4),
    .record_id = tb_statement_get_text (statement, 5),
    .op = tb_statement_get_text (statement, 6),
    .before_digest = get_digest (statement, 9),
    .after_digest = get_digest (statement, 10),
    .prev_hash = prev_hash,
  };
  const guint8 *stated_prev = get_digest (statement, 11);
  const guint8 *stated = get_digest (statement, 12);
  guint8 hash[TB_HASH_SIZE];

  if (link.seq != expected_seq)
    tb_faults_add (faults, "journal", _ ("The journal lacks entries %" PRId64 " to %" PRId64 "."),
                   expected_seq, link.seq - 1);

  tb_journal_hash (&link, hash);
  if (stated == NULL || memcmp (stated, hash, TB_HASH_SIZE) != 0 || stated_prev == NULL
      || memcmp (stated_prev, prev_hash, TB_HASH_SIZE) != 0)
    tb_faults_add (
        faults, "journal",
        _ ("Entry %" PRId64 " of the journal, or one before it, is not as it was written."),
        link.seq);

  if (!text_fits (statement, 7, link.before_digest) || !text_fits (statement, 8, link.after_digest))
    tb_faults_add (
        faults, "journal",
        _ ("The values in entry %" PRId64 " of the journal are not as they were written."),
        link.seq);
}

static gboolean
is_emptied (TbStatement *statement)
{
  return (tb_statement_is_null (statement, 7) && !tb_statement_is_null (statement, 9))
         || (tb_statement_is_null (statement, 8) && !tb_statement_is_null (statement, 10));
}

/* Values that are missing must have been erased by tb_erasure_run(), which says so afterwards. */
static gboolean
verify_erasure (TbConnection *connection, gint64 seq, const char *record_id, GPtrArray *faults,
                GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection, "SELECT 1 FROM change WHERE record_id = ?1 AND op = 'erase' AND seq > ?2 LIMIT 1",
      error);
  TbStep step;

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, record_id);
  tb_statement_bind_int (statement, 2, seq);
  step = tb_statement_step (statement, error);
  if (step == TB_STEP_DONE)
    tb_faults_add (faults, "journal",
                   _ ("The values in entry %" PRId64
                      " of the journal are missing, and nobody is said to have "
                      "erased them."),
                   seq);
  return step != TB_STEP_ERROR;
}

/*
 * tb_journal_verify:
 * @connection: a connection
 * @faults: (element-type TbFault): where to add what is wrong
 * @error: where to put what went wrong
 *
 * Goes through the journal from its first entry and checks numbers, hashes, digests and erasures.
 *
 * Returns: whether it could be done; otherwise any error of TB_ERROR, or G_IO_ERROR_CANCELLED
 */
gboolean
tb_journal_verify (TbConnection *connection, GPtrArray *faults, GError **error)
{
  g_autoptr (TbStatement) statement = NULL;
  guint8 prev_hash[TB_HASH_SIZE] = { 0 };
  gint64 last_seq = 0;
  guint n_before = faults->len;
  TbStep step;

  statement = tb_connection_prepare (
      connection,
      "SELECT c.seq, c.at, c.actor, b.id, c.record_type, c.record_id, c.op, c.before, c.after,"
      " c.before_digest, c.after_digest, c.prev_hash, c.hash"
      " FROM change c LEFT JOIN batch b ON b.row = c.batch ORDER BY c.seq",
      error);
  if (statement == NULL)
    return FALSE;

  while ((step = tb_statement_step (statement, error)) == TB_STEP_ROW
         && faults->len - n_before < FAULTS_MAX)
    {
      const guint8 *hash = get_digest (statement, 12);

      verify_entry (statement, last_seq + 1, prev_hash, faults);
      last_seq = tb_statement_get_int (statement, 0);
      if (is_emptied (statement)
          && !verify_erasure (connection, last_seq, tb_statement_get_text (statement, 5), faults,
                              error))
        return FALSE;
      if (hash != NULL)
        memcpy (prev_hash, hash, TB_HASH_SIZE);
    }
  return step != TB_STEP_ERROR;
}
