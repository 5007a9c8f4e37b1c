/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-session-erase.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "tb-erase.h"
#include "tb-error.h"
#include "tb-file-store.h"
#include "tb-file-sweep.h"
#include "tb-record-table.h"
#include "tb-session-private.h"
#include "tb-text.h"
#include "tb-type-person.h"

/* Personal Information Protection Law, article 47, paragraph 1. */
static const TbErasureGround grounds[] = {
  { "withdrawn", N_ ("The person has withdrawn consent"), "47(1)3" },
  { "purpose", N_ ("The purpose has been achieved, or cannot be"), "47(1)1" },
  { "retention", N_ ("The period of retention is over"), "47(1)2" },
  { "unlawful", N_ ("The data was processed unlawfully or against an agreement"), "47(1)4" },
  { "law", N_ ("Another law or regulation demands it"), "47(1)5" },
};

/* A person to be erased. */
typedef struct
{
  TbSession *session; /* (not owned): held by whoever waits, or by the task */
  char *id;           /* (owned) */
  char *note;         /* (owned): JSON */
} TbErase;

static void
erase_free (TbErase *self)
{
  g_free (self->id);
  g_free (self->note);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbErase, erase_free)

/**
 * tb_erasure_grounds_get_all:
 * @n_grounds: (out): how many
 *
 * Returns: (array length=n_grounds): on what grounds a person's data is deleted (Personal
 * Information Protection Law, article 47), the most frequent first
 */
const TbErasureGround *
tb_erasure_grounds_get_all (guint *n_grounds)
{
  *n_grounds = G_N_ELEMENTS (grounds);
  return grounds;
}

/**
 * tb_erasure_grounds_find:
 * @name: name of a ground
 *
 * Returns: (nullable): the ground
 */
const TbErasureGround *
tb_erasure_grounds_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (grounds); i++)
    if (g_strcmp0 (grounds[i].name, name) == 0)
      return &grounds[i];
  return NULL;
}

static gboolean
is_member (TbRecord *person)
{
  const char *category = tb_record_get_text (person, TB_PERSON_CATEGORY);

  return g_strcmp0 (category, "full") == 0 || g_strcmp0 (category, "probationary") == 0;
}

/**
 * tb_erasure_dup_warning:
 * @person: whose values may be erased
 *
 * Says what goes, what stays and why, before somebody decides. Where a law says how long a file is
 * to be kept, it is kept and not otherwise used (article 47, paragraph 2).
 *
 * Returns: (transfer full): translated sentences, a paragraph a line
 */
char *
tb_erasure_dup_warning (TbRecord *person)
{
  g_autofree char *title = tb_record_dup_title (person);
  g_autoptr (GString) words = g_string_new (NULL);

  g_string_append_printf (
      words,
      _ ("Every value of “%s” goes for good: the record, the histories of affiliation and "
         "employment, names and remarks in attendance, posts, hours and claims, attachments of own "
         "claims, and all of it in the history and in the search. This cannot be undone."),
      title);
  g_string_append (words, "\n\n");
  g_string_append (
      words,
      _ ("What stays is what others count on: that somebody attended, held a post or gave hours, "
         "with dates and numbers, and the chain of the journal with who erased, when and why "
         "(Personal Information Protection Law, articles 47 and 54). Names that were written into "
         "minutes and other free text stay there: search for them and change them."));
  if (is_member (person))
    {
      g_string_append (words, "\n\n");
      g_string_append (
          words,
          _ ("This person is a member of the Party. While rules demand that a member’s file is "
             "kept, it is to be kept and not otherwise used, and the person is told so (article "
             "47, paragraph 2)."));
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/**
 * tb_erasure_get_hint:
 *
 * Returns: translated sentences: what is still to be done elsewhere afterwards
 */
const char *
tb_erasure_get_hint (void)
{
  return _ ("Backups, exported files and copies of the register made before still hold the values: "
            "make a new backup and delete the old ones. Other desks erase the values when they "
            "exchange next; the service’s administrator has to compact its databases.");
}

static gboolean
check_reason (TbRecord *person, const char *reason, GError **error)
{
  g_autofree char *normal = reason != NULL ? tb_text_normalise (reason) : NULL;
  const char *name = tb_record_get_text (person, TB_PERSON_NAME);

  if (normal == NULL || *normal == '\0')
    {
      g_set_error_literal (error, TB_ERROR, TB_ERROR_INVALID,
                           _ ("Values are erased only for a reason, which stays in the journal. "
                              "Give the reason."));
      return FALSE;
    }
  if (name != NULL && strstr (normal, name) != NULL)
    {
      g_set_error_literal (error, TB_ERROR, TB_ERROR_INVALID,
                           _ ("The reason stays in the journal, so it may not have the name of the "
                              "person in it. Give the reason without the name."));
      return FALSE;
    }
  return TRUE;
}

static char *
dup_note (const TbErasureGround *ground, const char *reason)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *note = json_object_new ();

  json_object_set_string_member (note, "ground", ground->name);
  json_object_set_string_member (note, "article", ground->article);
  json_object_set_string_member (note, "reason", reason);
  json_node_take_object (root, note);
  return json_to_string (root, FALSE);
}

static TbErase *
new_erase (TbSession *session, TbRecord *person, const TbErasureGround *ground, const char *reason,
           GError **error)
{
  g_autofree char *normal = reason != NULL ? tb_text_normalise (reason) : NULL;
  TbErase *self;

  if (!check_reason (person, reason, error))
    return NULL;

  self = g_new0 (TbErase, 1);
  self->session = session;
  self->id = g_strdup (tb_record_get_id (person));
  self->note = dup_note (ground, normal);
  return self;
}

/* The values are gone from the register already. Where their traces cannot be taken out of its
 * files now, the next who opens it does so. */
static void
clean (TbConnection *connection)
{
  g_autoptr (TbFileStore) files = tb_file_store_new (tb_connection_get_path (connection));
  g_autoptr (GError) error = NULL;

  if (!tb_erasure_clean (connection, &error))
    g_message ("Traces of erased values are left in the file for now: %s", error->message);
  g_clear_error (&error);
  if (tb_file_store_sweep (files, connection, &error) < 0)
    g_message ("Files of erased attachments are left for now: %s", error->message);
}

static char *
commit (TbErase *self, TbConnection *connection, GError **error)
{
  g_autoptr (TbBatchWriter) writer = NULL;
  g_autoptr (TbRecord) person = NULL;

  writer = tb_batch_writer_begin (connection, self->session->actor, TB_BATCH_ERASE, &tb_type_person,
                                  NULL, NULL, error);
  if (writer == NULL)
    return NULL;
  person = tb_record_table_load (connection, &tb_type_person, self->id, error);
  if (person == NULL || !tb_erase_person (writer, person, self->note, error))
    return NULL;

  return tb_session_end_batch (self->session, writer, error);
}

static gpointer
erase_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  char *batch = commit (data, connection, error);

  if (batch != NULL)
    clean (connection);
  return batch;
}

/**
 * tb_session_erase:
 * @person: a person, live or removed
 * @ground: on what ground
 * @reason: why, without naming the person; it stays in the journal
 *
 * Erases for good what the register says of a person (Personal Information Protection Law, article
 * 47), as one batch that cannot be undone: the record, what belongs to it, who it was in what
 * others count on, and all of it in the journal, the search and what is exchanged. Then takes the
 * traces out of the file. On any thread but the writer's.
 *
 * Errors: %TB_ERROR_INVALID without a reason, or with one that names the person,
 * %TB_ERROR_CONFLICT where the person holds a post, and those of the store.
 *
 * Returns: (transfer full): the batch
 */
char *
tb_session_erase (TbSession *self, TbRecord *person, const TbErasureGround *ground,
                  const char *reason, GCancellable *cancellable, GError **error)
{
  g_autoptr (TbErase) erase = NULL;

  g_return_val_if_fail (TB_IS_SESSION (self), NULL);
  g_return_val_if_fail (tb_record_get_record_type (person) == &tb_type_person, NULL);
  g_return_val_if_fail (tb_record_get_id (person) != NULL && ground != NULL, NULL);

  erase = new_erase (self, person, ground, reason, error);
  return erase != NULL ? tb_session_run_write (self, erase_in_writer, erase, cancellable, error)
                       : NULL;
}

/**
 * tb_session_erase_async:
 *
 * As tb_session_erase(), without waiting. Finish with tb_session_commit_finish().
 */
void
tb_session_erase_async (TbSession *self, TbRecord *person, const TbErasureGround *ground,
                        const char *reason, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  TbErase *erase;

  g_return_if_fail (TB_IS_SESSION (self));
  g_return_if_fail (tb_record_get_record_type (person) == &tb_type_person);
  g_return_if_fail (tb_record_get_id (person) != NULL && ground != NULL);

  erase = new_erase (self, person, ground, reason, &error);
  if (erase == NULL)
    g_task_report_error (self, callback, user_data, tb_session_erase_async,
                         g_steal_pointer (&error));
  else
    tb_session_run_write_async (self, erase_in_writer, erase, (GDestroyNotify)erase_free, g_free,
                                cancellable, callback, user_data, tb_session_erase_async);
}
