/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-prepared-record.h"

#include "tb-search-document.h"
#include "tb-search-match.h"

/* What a member of a roster comes to, with some room. */
#define JSON_SIZE 512
#define TERMS_SIZE 512

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
  TbPreparedRecord *self = g_new0 (TbPreparedRecord, 1);

  g_return_val_if_fail (tb_record_get_id (record) != NULL, NULL);

  self->record = record;
  self->json = g_string_sized_new (JSON_SIZE);
  tb_record_append_json (record, self->json);
  tb_journal_digest (self->json->str, self->json->len, self->digest);
  self->terms = g_string_sized_new (TERMS_SIZE);
  if (tb_search_match_type_is_searched (tb_record_get_record_type (record)))
    tb_search_document_append_carried (record, self->terms);
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
  g_string_free (self->json, TRUE);
  g_string_free (self->terms, TRUE);
  g_free (self);
}
