/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-search-build.h"

#include <string.h>

#include "tb-connection-private.h"

/* Documents that change hands at once. */
#define CHUNK_DOCUMENTS 256

/* Chunks that wait at most: some ten megabytes, so that the writer need not wait for the index
 * where it is faster for a while. */
#define MAX_WAITING 96

#define DELETED ((gsize) - 1)

/* FTS5 gathers a megabyte of terms, writes them as a segment, and merges segments again and again.
 * With four megabytes a roster of 100,000 is two segments, which are well left as they are. The
 * register's own index keeps its settings. */
#define LARGE_SEGMENTS                                                                             \
  "INSERT INTO search (search, rank) VALUES ('hashsize', 4194304);"                                \
  "INSERT INTO search (search, rank) VALUES ('automerge', 0)"

/* The tables in which FTS5 keeps an index, whose format is that of the file and lasts. */
static const char *const shadows[] = { "search_data", "search_idx", "search_docsize" };

/* One document; its terms are at @terms in the chunk's text, or it is to be deleted. */
typedef struct
{
  gint64 document;
  gsize terms;
  gsize length;
} Entry;

typedef struct
{
  GArray *entries; /* (owned) (element-type Entry) */
  GString *text;   /* (owned) */
} Chunk;

struct _TbSearchBuild
{
  TbConnection *connection; /* (not owned) */
  sqlite3 *memory;          /* (owned): the index; used by the thread until that has ended */
  GThread *thread;          /* (owned) (nullable): until it has ended */
  int code;                 /* of SQLite, from the thread */
  Chunk *filling;           /* (owned): for the next documents */
  gboolean sealed;          /* whether there are none */

  GMutex lock;
  GCond changed;
  GQueue waiting; /* (element-type Chunk): guarded by lock */
  GQueue empty;   /* (element-type Chunk): to be filled again; guarded by lock */
  gboolean ended; /* whether no more will come; guarded by lock */
};

static Chunk *
chunk_new (void)
{
  Chunk *chunk = g_new0 (Chunk, 1);

  chunk->entries = g_array_sized_new (FALSE, FALSE, sizeof (Entry), CHUNK_DOCUMENTS);
  chunk->text = g_string_new (NULL);
  return chunk;
}

static void
chunk_free (gpointer data)
{
  Chunk *chunk = data;

  g_array_unref (chunk->entries);
  g_string_free (chunk->text, TRUE);
  g_free (chunk);
}

/* Runs a statement for one document. */
static int
run (sqlite3_stmt *statement)
{
  int code = sqlite3_step (statement);

  sqlite3_reset (statement);
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int
index_chunk (const Chunk *chunk, sqlite3_stmt *insert, sqlite3_stmt *remove)
{
  int code = SQLITE_OK;

  for (guint i = 0; code == SQLITE_OK && i < chunk->entries->len; i++)
    {
      const Entry *entry = &g_array_index (chunk->entries, Entry, i);

      if (entry->terms == DELETED)
        {
          sqlite3_bind_int64 (remove, 1, entry->document);
          code = run (remove);
          continue;
        }
      sqlite3_bind_int64 (insert, 1, entry->document);
      sqlite3_bind_text (insert, 2, chunk->text->str + entry->terms, (int)entry->length,
                         SQLITE_STATIC);
      code = run (insert);
    }
  return code;
}

/* The next chunk, for one that was indexed; %NULL at the end. */
static Chunk *
exchange (TbSearchBuild *self, Chunk *indexed)
{
  Chunk *next;

  g_mutex_lock (&self->lock);
  if (indexed != NULL)
    g_queue_push_tail (&self->empty, indexed);
  g_cond_broadcast (&self->changed);
  while (!self->ended && g_queue_is_empty (&self->waiting))
    g_cond_wait (&self->changed, &self->lock);
  next = g_queue_pop_head (&self->waiting);
  g_mutex_unlock (&self->lock);
  return next;
}

static gpointer
build_main (gpointer data)
{
  TbSearchBuild *self = data;
  sqlite3_stmt *insert = NULL;
  sqlite3_stmt *remove = NULL;
  Chunk *chunk = NULL;
  int code;

  code = sqlite3_exec (self->memory, "BEGIN", NULL, NULL, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_prepare_v2 (self->memory, "INSERT INTO search (rowid, terms) VALUES (?1, ?2)",
                               -1, &insert, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_prepare_v2 (self->memory, "DELETE FROM search WHERE rowid = ?1", -1, &remove,
                               NULL);

  /* After an error, what comes is only taken away. */
  while ((chunk = exchange (self, chunk)) != NULL)
    if (code == SQLITE_OK)
      code = index_chunk (chunk, insert, remove);

  sqlite3_finalize (insert);
  sqlite3_finalize (remove);
  if (code == SQLITE_OK)
    code = sqlite3_exec (self->memory, "COMMIT", NULL, NULL, NULL);
  self->code = code;
  return NULL;
}

/* Makes the table in memory as it is in the register. */
static gboolean
make_table (TbSearchBuild *self, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      self->connection, "SELECT sql FROM sqlite_schema WHERE name = 'search'", error);
  int code;

  if (statement == NULL || tb_statement_step (statement, error) != TB_STEP_ROW)
    return FALSE;

  code = sqlite3_open_v2 (":memory:", &self->memory,
                          SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_exec (self->memory, tb_statement_get_text (statement, 0), NULL, NULL, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_exec (self->memory, LARGE_SEGMENTS, NULL, NULL, NULL);
  if (code != SQLITE_OK)
    tb_connection_set_error (self->connection, code, error);
  return code == SQLITE_OK;
}

/**
 * tb_search_build_new:
 * @connection: the register, in a transaction
 * @error: where to put what went wrong
 *
 * Begins an index without documents.
 *
 * Returns: (transfer full) (nullable): the index to be; %NULL with any error of TB_ERROR
 */
TbSearchBuild *
tb_search_build_new (TbConnection *connection, GError **error)
{
  g_autoptr (TbSearchBuild) self = g_new0 (TbSearchBuild, 1);

  g_return_val_if_fail (tb_connection_in_transaction (connection), NULL);

  self->connection = connection;
  self->filling = chunk_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_queue_init (&self->waiting);
  g_queue_init (&self->empty);
  if (!make_table (self, error))
    return NULL;
  self->thread = g_thread_new ("tb-search-build", build_main, self);
  return g_steal_pointer (&self);
}

/* Waits until all that was handed over is indexed. */
static void
join (TbSearchBuild *self)
{
  if (self->thread == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->ended = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (g_steal_pointer (&self->thread));
}

/**
 * tb_search_build_free:
 * @self: (transfer full): an index to be
 *
 * Unless it was finished, the register's index is as it was.
 */
void
tb_search_build_free (TbSearchBuild *self)
{
  g_mutex_lock (&self->lock);
  g_queue_clear_full (&self->waiting, chunk_free);
  g_mutex_unlock (&self->lock);
  join (self);

  sqlite3_close (self->memory);
  chunk_free (self->filling);
  g_queue_clear_full (&self->empty, chunk_free);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

/* Hands what was filled to the thread; waits while enough lies there. */
static void
hand_over (TbSearchBuild *self)
{
  g_mutex_lock (&self->lock);
  while (g_queue_get_length (&self->waiting) >= MAX_WAITING)
    g_cond_wait (&self->changed, &self->lock);
  g_queue_push_tail (&self->waiting, self->filling);
  self->filling = g_queue_pop_head (&self->empty);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);

  if (self->filling == NULL)
    self->filling = chunk_new ();
  g_array_set_size (self->filling->entries, 0);
  g_string_truncate (self->filling->text, 0);
}

static void
push (TbSearchBuild *self, const Entry *entry)
{
  g_assert (!self->sealed);
  g_array_append_val (self->filling->entries, *entry);
  if (self->filling->entries->len == CHUNK_DOCUMENTS)
    hand_over (self);
}

void
tb_search_build_insert (TbSearchBuild *self, gint64 document, const char *terms)
{
  Entry entry = { .document = document, .terms = self->filling->text->len };

  entry.length = strlen (terms);
  g_string_append_len (self->filling->text, terms, entry.length);
  push (self, &entry);
}

void
tb_search_build_delete (TbSearchBuild *self, gint64 document)
{
  Entry entry = { .document = document, .terms = DELETED };

  push (self, &entry);
}

/* Puts the rows of one of the index's tables in the place of the register's. */
static int
copy_table (sqlite3 *from, sqlite3 *to, const char *table)
{
  g_autofree char *clear = g_strdup_printf ("DELETE FROM \"%s\"", table);
  g_autofree char *read = g_strdup_printf ("SELECT * FROM \"%s\"", table);
  g_autoptr (GString) write = g_string_new (NULL);
  sqlite3_stmt *source = NULL;
  sqlite3_stmt *target = NULL;
  int n_columns;
  int code = sqlite3_exec (to, clear, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_prepare_v2 (from, read, -1, &source, NULL);
  n_columns = sqlite3_column_count (source);
  g_string_printf (write, "INSERT INTO \"%s\" VALUES (", table);
  for (int i = 0; i < n_columns; i++)
    g_string_append (write, i > 0 ? ", ?" : "?");
  g_string_append_c (write, ')');
  if (code == SQLITE_OK)
    code = sqlite3_prepare_v2 (to, write->str, -1, &target, NULL);

  while (code == SQLITE_OK && (code = sqlite3_step (source)) == SQLITE_ROW)
    {
      for (int i = 0; i < n_columns; i++)
        sqlite3_bind_value (target, i + 1, sqlite3_column_value (source, i));
      code = run (target);
    }
  sqlite3_finalize (source);
  sqlite3_finalize (target);
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int
copy_index (TbSearchBuild *self)
{
  sqlite3 *handle = tb_connection_get_handle (self->connection);
  int code = SQLITE_OK;

  /* These tables are only to be written with care, so SQLite refuses it otherwise. */
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  for (guint i = 0; code == SQLITE_OK && i < G_N_ELEMENTS (shadows); i++)
    code = copy_table (self->memory, handle, shadows[i]);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);

  /* What FTS5 remembers of the tables as they were, it forgets when a change is taken back. */
  if (code == SQLITE_OK)
    code = sqlite3_exec (handle,
                         "SAVEPOINT search_build;"
                         "INSERT INTO search (rowid, terms) VALUES (-1, 'x');"
                         "ROLLBACK TO search_build;"
                         "RELEASE search_build",
                         NULL, NULL, NULL);
  return code;
}

/**
 * tb_search_build_seal:
 * @self: an index to be
 *
 * Says that no more will be added, so that the thread brings the index to its end while the writer
 * has other things to do before tb_search_build_finish(), which says so otherwise.
 */
void
tb_search_build_seal (TbSearchBuild *self)
{
  if (self->sealed)
    return;

  self->sealed = TRUE;
  hand_over (self);
  g_mutex_lock (&self->lock);
  self->ended = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

/**
 * tb_search_build_finish:
 * @self: an index to be
 * @error: where to put what went wrong
 *
 * Puts it in the place of the register's, in the same transaction. Nothing can be added any more.
 *
 * Returns: whether it is there; otherwise any error of TB_ERROR, and the transaction is to be taken
 * back
 */
gboolean
tb_search_build_finish (TbSearchBuild *self, GError **error)
{
  tb_search_build_seal (self);
  join (self);

  if (self->code == SQLITE_OK)
    self->code = copy_index (self);
  if (self->code != SQLITE_OK)
    tb_connection_set_error (self->connection, self->code, error);
  return self->code == SQLITE_OK;
}
