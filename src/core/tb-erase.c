/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-erase.h"

#include <glib/gi18n-lib.h>

#include "tb-erasure.h"
#include "tb-error.h"
#include "tb-history-rules.h"
#include "tb-maintenance.h"
#include "tb-newer-rules.h"
#include "tb-record-table.h"
#include "tb-sync-stage.h"
#include "tb-type-affiliation.h"
#include "tb-type-attachment.h"
#include "tb-type-attendance.h"
#include "tb-type-claim.h"
#include "tb-type-employment.h"
#include "tb-type-hour-entry.h"
#include "tb-type-person.h"
#include "tb-type-post.h"

/* What stands where a value must stand. */
#define ERASED "***"

/* What tells of somebody beside the person's own record, by which field. Others only name a person
 * by reference: the host of an event, the candidate of a vote. */
static const struct
{
  const TbRecordType *type;
  guint field;
} parts[] = {
  { &tb_type_affiliation, TB_AFFILIATION_PERSON },
  { &tb_type_employment, TB_EMPLOYMENT_PERSON },
  { &tb_type_post, TB_POST_PERSON },
  { &tb_type_attendance, TB_ATTENDANCE_PERSON },
  { &tb_type_hour_entry, TB_HOUR_ENTRY_PERSON },
  { &tb_type_claim, TB_CLAIM_PERSON },
};

typedef struct
{
  TbBatchWriter *writer;    /* (not owned) */
  TbConnection *connection; /* (not owned) */
  GPtrArray *records;       /* (owned) (element-type TbRecord): as they are to be */
} Erasing;

static gboolean
is_removed_with (const TbRecordType *type, guint field)
{
  return type == &tb_type_attachment
         || tb_history_rules_is_owner_field (&tb_type_person, type, field);
}

/* The person's own record loses everything. What others count on loses what tells who it was: the
 * texts of a protected class, remarks, and every value that is masked; codes, dates and numbers
 * stay, so that the counts of events and organisations do. */
static gboolean
is_cleared (const TbRecordType *type, guint index)
{
  const TbField *field = &type->fields[index];

  if ((field->flags & TB_FIELD_DERIVED) != 0)
    return FALSE;
  if (type == &tb_type_person)
    return TRUE;
  if (type == &tb_type_attachment)
    return index == TB_ATTACHMENT_FILE_NAME || index == TB_ATTACHMENT_CAPTION
           || index == TB_ATTACHMENT_TAKEN_AT || index == TB_ATTACHMENT_REMARK;
  if (field->sensitivity >= TB_SENSITIVITY_S2)
    return TRUE;
  return field->type == TB_FIELD_TEXT
         && (field->sensitivity >= TB_SENSITIVITY_S1 || g_str_equal (field->name, "remark"));
}

static TbRecord *
make_cleared (TbRecord *before)
{
  const TbRecordType *type = tb_record_get_record_type (before);
  TbRecord *after = tb_record_copy (before);

  for (guint i = 0; i < type->n_fields; i++)
    {
      if (!is_cleared (type, i) || !tb_record_has (after, i))
        continue;
      if ((type->fields[i].flags & TB_FIELD_REQUIRED) != 0)
        tb_record_set_text (after, i, ERASED);
      else
        tb_record_clear (after, i);
    }
  tb_record_type_derive (after);
  return after;
}

/* Writes the row without what it said; nothing where it said nothing. */
static gboolean
clear_record (Erasing *self, TbRecord *before, gboolean remove, GError **error)
{
  TbRecord *after = make_cleared (before);
  gboolean was_removed = tb_record_is_removed (before);

  g_ptr_array_add (self->records, after);
  if (tb_record_equal (before, after) && (was_removed || !remove))
    return TRUE;
  return tb_batch_writer_write (self->writer,
                                was_removed || remove ? TB_CHANGE_REMOVE : TB_CHANGE_UPDATE, before,
                                after, error);
}

static gboolean
clear_loaded (Erasing *self, const TbRecordType *type, const char *id, gboolean remove,
              GError **error)
{
  g_autoptr (TbRecord) record = tb_record_table_load (self->connection, type, id, error);

  return record != NULL && clear_record (self, record, remove, error);
}

static gboolean
clear_referrers (Erasing *self, const TbRecordType *type, guint field, const char *id,
                 GError **error)
{
  g_autoptr (GPtrArray) ids = tb_erasure_list_referrers (self->connection, type, field, id, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!clear_loaded (self, type, ids->pdata[i], is_removed_with (type, field), error)
        || (type == &tb_type_claim
            && !clear_referrers (self, &tb_type_attachment, TB_ATTACHMENT_CLAIM, ids->pdata[i],
                                 error)))
      return FALSE;
  return TRUE;
}

/* An organisation would be left with a secretary whom nobody knows. */
static gboolean
check_no_post (Erasing *self, TbRecord *person, GError **error)
{
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_post);
  gint64 n_posts;

  tb_query_add_filter (query, TB_POST_PERSON, TB_QUERY_EQUAL, tb_record_get_id (person));
  tb_query_add_filter (query, TB_POST_UNTIL, TB_QUERY_EMPTY, NULL);
  n_posts = tb_record_table_count (self->connection, query, error);
  if (n_posts > 0)
    g_set_error_literal (error, TB_ERROR, TB_ERROR_CONFLICT,
                         _ ("The values of this person cannot be erased while the person holds a "
                            "post. End the post first."));
  return n_posts == 0;
}

/* What others are to be told are the values as they are now, so documents are made of them before
 * the entries of the journal are emptied. A register that exchanges with nobody has none. */
static gboolean
stage (Erasing *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *staged = tb_setting_get (self->connection, TB_SYNC_STAGED, &local_error);
  gboolean more;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return staged == NULL || tb_sync_stage (self->connection, G_MAXINT, &more, error);
}

static gboolean
erase_values (Erasing *self, const char *reason, GError **error)
{
  g_autofree TbErasedRecord *erased = g_new0 (TbErasedRecord, self->records->len);

  for (guint i = 0; i < self->records->len; i++)
    erased[i] = (TbErasedRecord){
      .type = tb_record_get_record_type (self->records->pdata[i]),
      .id = tb_record_get_id (self->records->pdata[i]),
    };
  return tb_batch_writer_erase (self->writer, erased, self->records->len, reason, error);
}

static Erasing
begin (TbBatchWriter *writer)
{
  return (Erasing){
    .writer = writer,
    .connection = tb_batch_writer_get_connection (writer),
    .records = g_ptr_array_new_with_free_func (g_object_unref),
  };
}

static void
erasing_clear (Erasing *self)
{
  g_ptr_array_unref (self->records);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Erasing, erasing_clear)

/*< private >
 * tb_erase_person:
 * @person: a person as the register has it, removed or live
 * @reason: JSON that says on what ground
 *
 * Removes the person and takes every value from the record, who it was from all records that tell
 * of the same person, and both from the journal and from what is exchanged (Personal Information
 * Protection Law, article 47). Attachments of the person's own claims go too.
 *
 * Errors: %TB_ERROR_CONFLICT where the person holds a post, or where only a newer program may
 * change the record, and those of the store.
 */
gboolean
tb_erase_person (TbBatchWriter *writer, TbRecord *person, const char *reason, GError **error)
{
  g_auto (Erasing) self = begin (writer);

  if (!tb_newer_rules_check (self.connection, person, error)
      || !check_no_post (&self, person, error) || !clear_record (&self, person, TRUE, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!clear_referrers (&self, parts[i].type, parts[i].field, tb_record_get_id (person), error))
      return FALSE;
  return stage (&self, error) && erase_values (&self, reason, error);
}

/*< private >
 * tb_erase_as_told:
 * @type_name: the type of the record, which this program may not know
 * @id: its id
 * @reason: JSON that says on what ground
 *
 * Does for one record what another desk did: what it said is erased here, too, also values that are
 * not exchanged. Where the record has not come, that it was erased is remembered.
 */
gboolean
tb_erase_as_told (TbBatchWriter *writer, const char *type_name, const char *id, const char *reason,
                  GError **error)
{
  const TbRecordType *type = tb_record_types_find (type_name);
  g_auto (Erasing) self = begin (writer);
  gboolean known = FALSE;

  if (type != NULL && !tb_record_table_has (self.connection, type, id, &known, error))
    return FALSE;
  if (!known)
    return tb_batch_writer_note (writer, TB_CHANGE_ERASE, type_name, id, reason, error);
  return clear_loaded (&self, type, id, FALSE, error) && erase_values (&self, reason, error);
}

/*< private >
 * tb_erase_again:
 *
 * Erases what has come for a record after its values were erased, such as a change that a desk made
 * before it knew. Does nothing for other records.
 */
gboolean
tb_erase_again (TbBatchWriter *writer, const char *type_name, const char *id, GError **error)
{
  gboolean erased;

  if (!tb_erasure_is_erased (tb_batch_writer_get_connection (writer), id, &erased, error))
    return FALSE;
  return !erased || tb_erase_as_told (writer, type_name, id, "{}", error);
}
