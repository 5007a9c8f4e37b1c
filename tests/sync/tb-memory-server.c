/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-memory-server.h"

#include "tb-canonical-json.h"
#include "tb-error.h"
#include "tb-revision.h"

/* One revision. The bodies are text, as on a disk, so that no desk can change another's. */
typedef struct
{
  char *rev;    /* (owned) */
  char *parent; /* (owned) (nullable) */
  char *body;   /* (owned) (nullable): NULL where only its name is known */
  gboolean deleted;
  gboolean leaf;
} Revision;

typedef struct
{
  GPtrArray *revisions; /* (owned) (element-type Revision) */
  guint64 seq;          /* of its last change */
} Document;

struct _TbMemoryServer
{
  GMutex mutex;          /* guards the rest: a desk exchanges on a thread of its own */
  GHashTable *documents; /* (owned) (element-type utf8 Document) */
  GHashTable *locals;    /* (owned) (element-type utf8 utf8) */
  guint64 seq;
  guint start; /* counts how often the database was made anew */
};

static void
revision_free (Revision *self)
{
  g_free (self->rev);
  g_free (self->parent);
  g_free (self->body);
  g_free (self);
}

static Document *
document_new (void)
{
  Document *self = g_new0 (Document, 1);

  self->revisions = g_ptr_array_new_with_free_func ((GDestroyNotify)revision_free);
  return self;
}

static void
document_free (Document *self)
{
  g_ptr_array_unref (self->revisions);
  g_free (self);
}

static Revision *
document_find (Document *self, const char *rev)
{
  for (guint i = 0; i < self->revisions->len; i++)
    {
      Revision *revision = g_ptr_array_index (self->revisions, i);

      if (strcmp (revision->rev, rev) == 0)
        return revision;
    }
  return NULL;
}

static Revision *
document_find_winner (Document *self)
{
  Revision *winner = NULL;

  for (guint i = 0; i < self->revisions->len; i++)
    {
      Revision *revision = g_ptr_array_index (self->revisions, i);

      if (revision->leaf
          && (winner == NULL
              || tb_revision_compare_leaves (revision->rev, revision->deleted, winner->rev,
                                             winner->deleted)
                     > 0))
        winner = revision;
    }
  return winner;
}

static gboolean
document_descends (Document *self, Revision *revision, const char *ancestor)
{
  while (revision != NULL && strcmp (revision->rev, ancestor) != 0)
    revision = revision->parent != NULL ? document_find (self, revision->parent) : NULL;
  return revision != NULL;
}

static char *
dup_body (TbPeerDocument *leaf)
{
  g_autoptr (GString) text = g_string_new (NULL);

  tb_peer_document_append_body (leaf, text);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* A leaf with the path that leads to it, which is joined to the tree where it meets it. */
static gboolean
document_add (Document *self, TbPeerDocument *leaf)
{
  if (document_find (self, leaf->rev) != NULL)
    return FALSE;

  for (guint i = 0; leaf->ancestry[i] != NULL; i++)
    {
      Revision *revision = document_find (self, leaf->ancestry[i]);

      if (revision != NULL)
        {
          revision->leaf = FALSE;
          break;
        }
      revision = g_new0 (Revision, 1);
      revision->rev = g_strdup (leaf->ancestry[i]);
      revision->parent = g_strdup (leaf->ancestry[i + 1]);
      if (i == 0)
        {
          revision->body = dup_body (leaf);
          revision->deleted = leaf->deleted;
          revision->leaf = TRUE;
        }
      g_ptr_array_add (self->revisions, revision);
    }
  return TRUE;
}

/*
 * tb_memory_server_new:
 *
 * Returns: (transfer full): an empty database
 */
TbMemoryServer *
tb_memory_server_new (void)
{
  TbMemoryServer *self = g_new0 (TbMemoryServer, 1);

  g_mutex_init (&self->mutex);
  self->documents
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)document_free);
  self->locals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->start = 1;
  return self;
}

/*
 * tb_memory_server_free:
 * @self: a server
 */
void
tb_memory_server_free (TbMemoryServer *self)
{
  g_hash_table_unref (self->documents);
  g_hash_table_unref (self->locals);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static Document *
document_copy (Document *document)
{
  Document *copy = document_new ();

  copy->seq = document->seq;
  for (guint i = 0; i < document->revisions->len; i++)
    {
      Revision *revision = g_ptr_array_index (document->revisions, i);
      Revision *same = g_memdup2 (revision, sizeof *revision);

      same->rev = g_strdup (revision->rev);
      same->parent = g_strdup (revision->parent);
      same->body = g_strdup (revision->body);
      g_ptr_array_add (copy->revisions, same);
    }
  return copy;
}

/*
 * tb_memory_server_copy:
 * @self: a server
 *
 * Returns: (transfer full): a backup of it, as it is now
 */
TbMemoryServer *
tb_memory_server_copy (TbMemoryServer *self)
{
  G_MUTEX_AUTO_LOCK (&self->mutex, locker);
  TbMemoryServer *copy = tb_memory_server_new ();
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  copy->seq = self->seq;
  copy->start = self->start;
  g_hash_table_iter_init (&iter, self->documents);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (copy->documents, g_strdup (key), document_copy (value));
  g_hash_table_iter_init (&iter, self->locals);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (copy->locals, g_strdup (key), g_strdup (value));
  return copy;
}

/*
 * tb_memory_server_restore:
 * @self: a server
 * @copy: an older copy of it
 *
 * Puts the backup back in place. Nothing tells that this was done: it is the same database, only
 * younger.
 */
void
tb_memory_server_restore (TbMemoryServer *self, TbMemoryServer *copy)
{
  g_autoptr (TbMemoryServer) restored = tb_memory_server_copy (copy);
  G_MUTEX_AUTO_LOCK (&self->mutex, locker);

  g_clear_pointer (&self->documents, g_hash_table_unref);
  g_clear_pointer (&self->locals, g_hash_table_unref);
  self->documents = g_hash_table_ref (restored->documents);
  self->locals = g_hash_table_ref (restored->locals);
  self->seq = restored->seq;
  self->start = restored->start;
}

/*
 * tb_memory_server_forget:
 * @self: a server
 *
 * Deletes the database and makes a new one of that name.
 */
void
tb_memory_server_forget (TbMemoryServer *self)
{
  G_MUTEX_AUTO_LOCK (&self->mutex, locker);

  g_hash_table_remove_all (self->documents);
  g_hash_table_remove_all (self->locals);
  self->seq = 0;
  self->start++;
}

guint
tb_memory_server_get_n_documents (TbMemoryServer *self)
{
  G_MUTEX_AUTO_LOCK (&self->mutex, locker);

  return g_hash_table_size (self->documents);
}

/*
 * tb_memory_server_get_start:
 * @self: a server
 *
 * Returns: which of the databases of that name it is
 */
guint
tb_memory_server_get_start (TbMemoryServer *self)
{
  G_MUTEX_AUTO_LOCK (&self->mutex, locker);

  return self->start;
}

/*
 * tb_memory_server_put:
 * @self: a server
 * @leaf: a revision, with those before it
 */
void
tb_memory_server_put (TbMemoryServer *self, TbPeerDocument *leaf)
{
  G_MUTEX_AUTO_LOCK (&self->mutex, locker);
  Document *document = g_hash_table_lookup (self->documents, leaf->id);

  if (document == NULL)
    {
      document = document_new ();
      g_hash_table_insert (self->documents, g_strdup (leaf->id), document);
    }
  if (document_add (document, leaf))
    document->seq = ++self->seq;
}

static char *
dup_seq (TbMemoryServer *server, guint64 seq)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT "-g%u", seq, server->start);
}

char *
tb_memory_server_dup_seq (TbMemoryServer *self)
{
  G_MUTEX_AUTO_LOCK (&self->mutex, locker);

  return dup_seq (self, self->seq);
}

typedef struct
{
  const char *id;
  Document *document;
} Row;

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *a_row = a;
  const Row *b_row = b;

  return (a_row->document->seq > b_row->document->seq)
         - (a_row->document->seq < b_row->document->seq);
}

static TbPeerChange *
change_new (const Row *row)
{
  TbPeerChange *change = g_new0 (TbPeerChange, 1);
  g_autoptr (GStrvBuilder) revs = g_strv_builder_new ();

  change->id = g_strdup (row->id);
  for (guint i = 0; i < row->document->revisions->len; i++)
    {
      Revision *revision = g_ptr_array_index (row->document->revisions, i);

      if (revision->leaf)
        g_strv_builder_add (revs, revision->rev);
    }
  change->revs = g_strv_builder_end (revs);
  change->deleted = document_find_winner (row->document)->deleted;
  return change;
}

/*
 * tb_memory_server_list_changes:
 * @self: a server
 * @since: (nullable): where the page before ended
 * @limit: how many rows at the most
 *
 * Returns: (transfer full): as `_changes?style=all_docs`: each document at its last change
 */
TbChangesPage *
tb_memory_server_list_changes (TbMemoryServer *self, const char *since, guint limit)
{
  G_MUTEX_AUTO_LOCK (&self->mutex, locker);
  guint64 from = since != NULL ? g_ascii_strtoull (since, NULL, 10) : 0;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  TbChangesPage *page = g_new0 (TbChangesPage, 1);
  GHashTableIter iter;
  Row row;

  g_hash_table_iter_init (&iter, self->documents);
  while (g_hash_table_iter_next (&iter, (gpointer *)&row.id, (gpointer *)&row.document))
    if (row.document->seq > from)
      g_array_append_val (rows, row);
  g_array_sort (rows, compare_rows);

  page->changes = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_change_free);
  for (guint i = 0; i < MIN (rows->len, limit); i++)
    {
      g_ptr_array_add (page->changes, change_new (&g_array_index (rows, Row, i)));
      from = g_array_index (rows, Row, i).document->seq;
    }
  page->more = rows->len > limit;
  page->last_seq = dup_seq (self, from);
  return page;
}

static TbPeerDocument *
peer_document_new (const char *id, Document *document, Revision *revision)
{
  TbPeerDocument *answer = g_new0 (TbPeerDocument, 1);
  g_autoptr (GStrvBuilder) ancestry = g_strv_builder_new ();
  g_autoptr (JsonNode) body = json_from_string (revision->body, NULL);

  answer->id = g_strdup (id);
  answer->rev = g_strdup (revision->rev);
  answer->deleted = revision->deleted;
  answer->body = json_node_dup_object (body);
  for (; revision != NULL;
       revision = revision->parent != NULL ? document_find (document, revision->parent) : NULL)
    g_strv_builder_add (ancestry, revision->rev);
  answer->ancestry = g_strv_builder_end (ancestry);
  return answer;
}

/*
 * tb_memory_server_answer:
 * @self: a server
 * @wanted: a revision
 * @answers: (element-type TbPeerDocument): where the leaves that follow it are added, as with
 * `latest=true`
 */
void
tb_memory_server_answer (TbMemoryServer *self, TbPeerRevision *wanted, GPtrArray *answers)
{
  G_MUTEX_AUTO_LOCK (&self->mutex, locker);
  Document *document = g_hash_table_lookup (self->documents, wanted->id);
  const char *rev = wanted->rev;
  guint n_before = answers->len;
  TbPeerDocument *absent;

  if (document != NULL && rev == NULL)
    rev = document_find_winner (document)->rev;
  for (guint i = 0; document != NULL && i < document->revisions->len; i++)
    {
      Revision *revision = g_ptr_array_index (document->revisions, i);

      if (revision->leaf && document_descends (document, revision, rev))
        g_ptr_array_add (answers, peer_document_new (wanted->id, document, revision));
    }
  if (answers->len > n_before)
    return;

  absent = g_new0 (TbPeerDocument, 1);
  absent->id = g_strdup (wanted->id);
  absent->rev = g_strdup (wanted->rev);
  absent->error = g_error_new_literal (TB_ERROR, TB_ERROR_NOT_FOUND, "There is no such revision.");
  g_ptr_array_add (answers, absent);
}

/*
 * tb_memory_server_has:
 * @self: a server
 * @revision: a revision
 *
 * Returns: whether it has it, or something that follows it
 */
gboolean
tb_memory_server_has (TbMemoryServer *self, TbPeerRevision *revision)
{
  G_MUTEX_AUTO_LOCK (&self->mutex, locker);
  Document *document = g_hash_table_lookup (self->documents, revision->id);

  return document != NULL && document_find (document, revision->rev) != NULL;
}

/*
 * tb_memory_server_get_local:
 * @self: a server
 * @key: a name
 *
 * Returns: (transfer full) (nullable): what was left there under that name
 */
JsonObject *
tb_memory_server_get_local (TbMemoryServer *self, const char *key)
{
  G_MUTEX_AUTO_LOCK (&self->mutex, locker);
  const char *text = g_hash_table_lookup (self->locals, key);
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;

  return node != NULL ? json_node_dup_object (node) : NULL;
}

void
tb_memory_server_set_local (TbMemoryServer *self, const char *key, JsonObject *value)
{
  G_MUTEX_AUTO_LOCK (&self->mutex, locker);

  g_hash_table_replace (self->locals, g_strdup (key), tb_canonical_json_dup_object (value));
}
