/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-journal-chain.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "tb-fault.h"
#include "tb-statement.h"

/* A journal that was tampered with can be wrong at every entry: the first few say enough. */
#define FAULTS_MAX 20

void
tb_journal_digest (GChecksum *checksum, const char *text, gsize length, guint8 digest[TB_HASH_SIZE])
{
  gsize size = TB_HASH_SIZE;

  g_checksum_reset (checksum);
  g_checksum_update (checksum, (const guchar *)text, length);
  g_checksum_get_digest (checksum, digest, &size);
}

/* Text with the zero at its end, so that no two rows of texts read the same; one more zero where
 * there is none. */
static void
hash_text (GChecksum *checksum, const char *text)
{
  if (text != NULL)
    g_checksum_update (checksum, (const guchar *)text, strlen (text) + 1);
  else
    g_checksum_update (checksum, (const guchar *)"\0", 2);
}

static void
hash_digest (GChecksum *checksum, const guint8 *digest)
{
  static const guint8 none[TB_HASH_SIZE];

  g_checksum_update (checksum, digest != NULL ? digest : none, TB_HASH_SIZE);
}

/*
 * tb_journal_hash:
 * @checksum: a SHA-256 checksum to work with
 * @link: the entry
 * @hash: (out): its hash
 *
 * The hash of an entry is the SHA-256 of, one after another: its number in decimal, at, actor,
 * batch, record_type, record_id, op, each ended by a zero byte (two for one that is not there); the
 * digests of before and of after (32 zero bytes for one that is not there); the hash of the entry
 * before it (32 zero bytes for the first).
 */
void
tb_journal_hash (GChecksum *checksum, const TbChainLink *link, guint8 hash[TB_HASH_SIZE])
{
  char seq[24];
  gsize size = TB_HASH_SIZE;

  g_snprintf (seq, sizeof seq, "%" G_GINT64_FORMAT, link->seq);

  g_checksum_reset (checksum);
  hash_text (checksum, seq);
  hash_text (checksum, link->at);
  hash_text (checksum, link->actor);
  hash_text (checksum, link->batch);
  hash_text (checksum, link->record_type);
  hash_text (checksum, link->record_id);
  hash_text (checksum, link->op);
  hash_digest (checksum, link->before_digest);
  hash_digest (checksum, link->after_digest);
  g_checksum_update (checksum, link->prev_hash, TB_HASH_SIZE);
  g_checksum_get_digest (checksum, hash, &size);
}

static const guint8 *
get_digest (TbStatement *statement, int column)
{
  gsize length;
  const guint8 *digest = tb_statement_get_blob (statement, column, &length);

  return length == TB_HASH_SIZE ? digest : NULL;
}

static gboolean
text_fits (GChecksum *checksum, TbStatement *statement, int text_column, const guint8 *digest)
{
  guint8 actual[TB_HASH_SIZE];
  const char *text = tb_statement_get_text (statement, text_column);

  /* What was erased cannot be checked; its digest still is, by the chain, and verify_erasure() asks
   * whether it may be missing. */
  if (text == NULL)
    return TRUE;

  tb_journal_digest (checksum, text, strlen (text), actual);
  return digest != NULL && memcmp (actual, digest, TB_HASH_SIZE) == 0;
}

static void
verify_entry (TbStatement *statement, GChecksum *checksum, gint64 expected_seq,
              const guint8 *prev_hash, GPtrArray *faults)
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

  tb_journal_hash (checksum, &link, hash);
  if (stated == NULL || memcmp (stated, hash, TB_HASH_SIZE) != 0 || stated_prev == NULL
      || memcmp (stated_prev, prev_hash, TB_HASH_SIZE) != 0)
    tb_faults_add (
        faults, "journal",
        _ ("Entry %" PRId64 " of the journal, or one before it, is not as it was written."),
        link.seq);

  if (!text_fits (checksum, statement, 7, link.before_digest)
      || !text_fits (checksum, statement, 8, link.after_digest))
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

/* Values that are missing must have been erased by tb_journal_erase(), which says so afterwards. */
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
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
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

      verify_entry (statement, checksum, last_seq + 1, prev_hash, faults);
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
