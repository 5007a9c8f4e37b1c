/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-prepared-record.h"

#include <string.h>

#include "tb-search-document.h"
#include "tb-search-match.h"

/* What a member of a roster comes to, with some room. */
#define TEXTS_SIZE 2048

static void
free_texts (gpointer data)
{
  g_string_free (data, TRUE);
}

static GPrivate texts_key = G_PRIVATE_INIT (free_texts);

/* This thread's, empty, to write into before it is known how long it will be. */
static GString *
begin_texts (void)
{
  GString *texts = g_private_get (&texts_key);

  if (texts == NULL)
    {
      texts = g_string_sized_new (TEXTS_SIZE);
      g_private_set (&texts_key, texts);
    }
  return g_string_truncate (texts, 0);
}

/**
 * tb_prepared_record_new:
 * @record: (transfer full): a new record that was derived and checked, with its id; the titles that
 * it carries are those of what it refers to
 *
 * Any thread.
 *
 * Returns: (transfer full): what tb_batch_writer_apply_prepared() writes
 */
TbPreparedRecord *
tb_prepared_record_new (TbRecord *record)
{
  GString *texts = begin_texts ();
  TbPreparedRecord *self;
  gsize json;

  g_return_val_if_fail (tb_record_get_id (record) != NULL, NULL);

  if (tb_search_match_type_is_searched (tb_record_get_record_type (record)))
    tb_search_document_append_carried (record, texts);
  g_string_append_c (texts, '\0');
  json = texts->len;
  tb_record_append_json (record, texts);

  self = g_malloc (sizeof *self + texts->len + 1);
  memcpy (self->texts, texts->str, texts->len + 1);
  self->record = record;
  self->terms = self->texts;
  self->json = self->texts + json;
  self->json_length = texts->len - json;
  tb_journal_digest (self->json, self->json_length, self->digest);
  return self;
}

/**
 * tb_prepared_record_free:
 * @self: (transfer full): a prepared record
 *
 * Any thread.
 */
void
tb_prepared_record_free (TbPreparedRecord *self)
{
  g_object_unref (self->record);
  g_free (self);
}
