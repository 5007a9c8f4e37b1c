/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-bench-desk.h"

#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

struct _TbBenchDesk
{
  TbReplicatorDesk interface;
  FILE *file;        /* (owned): a document a line: id, revision, those before it, body */
  GHashTable *known; /* (owned) (element-type utf8): id and revision */
  TbReplicatorState state;
  glong given; /* up to where in the file the peer was given all */
  glong end;   /* where the file ended in the beginning: what comes later is the peer's own */
};

static gboolean
begin (gpointer data, TbReplicatorState *state, GCancellable *cancellable, GError **error)
{
  TbBenchDesk *self = data;

  *state = (TbReplicatorState){
    .device = g_strdup ("bench"),
    .since = g_strdup (self->state.since),
    .start = g_strdup (self->state.start),
    .rounds = self->state.rounds,
  };
  return TRUE;
}

static gboolean
restart (gpointer data, TbReplicatorLoss loss, TbReplicatorState *state, GCancellable *cancellable,
         GError **error)
{
  g_assert_not_reached ();
}

static gboolean
nothing_to_do (gpointer data, gboolean *more, GCancellable *cancellable, GError **error)
{
  *more = FALSE;
  return TRUE;
}

static GPtrArray *
find_unknown (gpointer data, GPtrArray *changes, GCancellable *cancellable, GError **error)
{
  TbBenchDesk *self = data;
  GPtrArray *unknown = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);

  for (guint i = 0; i < changes->len; i++)
    {
      TbPeerChange *change = g_ptr_array_index (changes, i);

      for (guint j = 0; change->revs[j] != NULL; j++)
        {
          g_autofree char *key = g_strconcat (change->id, " ", change->revs[j], NULL);

          if (!g_hash_table_contains (self->known, key))
            g_ptr_array_add (unknown, tb_peer_revision_new (change->id, change->revs[j]));
        }
    }
  return unknown;
}

static gboolean
store (gpointer data, GPtrArray *documents, const char *since, GCancellable *cancellable,
       GError **error)
{
  TbBenchDesk *self = data;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < documents->len; i++)
    {
      TbPeerDocument *document = g_ptr_array_index (documents, i);

      g_autofree char *ancestry = NULL;

      g_assert_no_error (document->error);
      g_assert_false (document->deleted);
      ancestry = g_strjoinv (" ", document->ancestry);
      g_string_append_printf (text, "%s\t%s\t", document->id, ancestry);
      tb_peer_document_append_body (document, text);
      g_string_append_c (text, '\n');
      g_hash_table_add (self->known, g_strconcat (document->id, " ", document->rev, NULL));
    }
  g_assert_cmpuint (fwrite (text->str, 1, text->len, self->file), ==, text->len);
  g_set_str (&self->state.since, since);
  return TRUE;
}

/* As a register gives what it has stored. */
static TbPeerDocument *
read_document (char *line)
{
  TbPeerDocument *document = g_new0 (TbPeerDocument, 1);
  char *ancestry = strchr (line, '\t');
  char *body = strchr (ancestry + 1, '\t');

  *ancestry++ = '\0';
  *body++ = '\0';
  document->id = g_strdup (line);
  document->ancestry = g_strsplit (ancestry, " ", -1);
  document->rev = g_strdup (document->ancestry[0]);
  document->text = g_strdup (body);
  return document;
}

static TbReplicatorOffer *
offer (gpointer data, gint64 after, GCancellable *cancellable, GError **error)
{
  TbBenchDesk *self = data;
  TbReplicatorOffer *made = g_new0 (TbReplicatorOffer, 1);
  char *line = NULL;
  size_t size = 0;
  ssize_t length = 0;

  made->documents = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_document_free);
  g_assert_no_errno (fseek (self->file, MAX (after, self->given), SEEK_SET));
  while (made->documents->len < TB_SYNC_PAGE_MAX && ftell (self->file) < self->end
         && (length = getline (&line, &size, self->file)) > 0)
    {
      line[length - 1] = '\0';
      g_ptr_array_add (made->documents, read_document (line));
    }
  free (line);
  made->last = ftell (self->file);
  return made;
}

static gboolean
offered (gpointer data, gint64 last, GPtrArray *refusals, GCancellable *cancellable, GError **error)
{
  TbBenchDesk *self = data;

  g_assert_cmpuint (refusals->len, ==, 0);
  self->given = last;
  return TRUE;
}

static gboolean
remember_rounds (gpointer data, const char *start, gint64 rounds, GCancellable *cancellable,
                 GError **error)
{
  TbBenchDesk *self = data;

  g_set_str (&self->state.start, start);
  self->state.rounds = rounds;
  return TRUE;
}

/**
 * tb_bench_desk_new:
 * @path: a file of documents, from an earlier exchange; an empty or new one to take what a peer has
 *
 * Returns: (transfer full): the desk
 */
TbBenchDesk *
tb_bench_desk_new (const char *path)
{
  TbBenchDesk *self = g_new0 (TbBenchDesk, 1);

  self->interface = (TbReplicatorDesk){
    .data = self,
    .begin = begin,
    .restart = restart,
    .stage = nothing_to_do,
    .find_unknown = find_unknown,
    .store = store,
    .settle = nothing_to_do,
    .offer = offer,
    .offered = offered,
    .confirm = remember_rounds,
    .end = remember_rounds,
  };
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->file = fopen (path, "a+");
  g_assert (self->file != NULL);
  g_assert_no_errno (fseek (self->file, 0, SEEK_END));
  self->end = ftell (self->file);
  return self;
}

/**
 * tb_bench_desk_free:
 * @self: (transfer full): a desk; its file stays
 */
void
tb_bench_desk_free (TbBenchDesk *self)
{
  fclose (self->file);
  g_hash_table_unref (self->known);
  tb_replicator_state_clear (&self->state);
  g_free (self);
}

/**
 * tb_bench_desk_get_interface:
 *
 * Returns: (transfer none): what the replicator does with it
 */
const TbReplicatorDesk *
tb_bench_desk_get_interface (TbBenchDesk *self)
{
  return &self->interface;
}
