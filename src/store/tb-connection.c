/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-connection.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "tb-backup-files.h"
#include "tb-connection-private.h"
#include "tb-error.h"
#include "tb-late-index.h"
#include "tb-migrations.h"
#include "tb-search-match.h"

/* How long to wait for another process before saying that the register is in use. */
#define BUSY_TIMEOUT_MS 1000

/* How long until a write-ahead log is asked for again. */
#define LOG_RETRY_MS 20

/* How many steps of SQLite's machine lie between two looks at the cancellable. */
#define STEPS_BETWEEN_CHECKS 4000

/* Pages in the write-ahead log that are worth moving: as many as SQLite itself waits for. */
#define TIDY_PAGES 1000

/* So many pages are seldom in memory, and not needed again soon. */
#define LARGE_PAGES 8192

/* Queries are put together from filters, so their texts have no end; the cache must. */
#define PREPARED_MAX 128

/* Reading goes through the system's cache; a page cache of ours as well would be paid for in memory
 * by every reader. A writer must hold what it changed, and a bulk, which makes whole indexes, more
 * of it. */
#define READER_CACHE "PRAGMA cache_size = -1024"
#define WRITER_CACHE "PRAGMA cache_size = -16384"
#define BULK_CACHE "PRAGMA cache_size = -32768"

struct _TbConnection
{
  char *path;                /* (owned) */
  TbClock *clock;            /* (owned) */
  char *actor;               /* (owned) */
  sqlite3 *handle;           /* (owned) */
  GThread *owner;            /* (not owned) (nullable): the thread that used it first; atomic */
  GCancellable *cancellable; /* (owned) (nullable) */
  GHashTable *prepared;      /* (owned): SQL (of the statement itself) to idle sqlite3_stmt */
  GHashTable *attached;      /* (owned): name (static) to Attached */
  GHashTable *transient;     /* (owned): the same, until the transaction ends */
  guint64 transaction_number;
  char *instant;         /* (owned) (nullable): the last that was asked for */
  gint64 instant_ms;     /* of instant */
  guint n_log_pages;     /* of the write-ahead log after the last commit */
  gboolean in_bulk;      /* whether the transaction adds many records */
  gboolean late_indexes; /* whether some may be missing */
  gboolean may_create;   /* whether the file is made where it is not there */
};

typedef struct
{
  gpointer data;
  GDestroyNotify free_func;
} Attached;

static void
attached_free (Attached *attached)
{
  attached->free_func (attached->data);
  g_free (attached);
}

/* Statements name every column, so their texts are long, and each is looked up at every use: a few
 * of its letters must do. */
static guint
hash_sql (gconstpointer key)
{
  const char *sql = key;
  gsize length = strlen (sql);
  guint hash = (guint)length;

  for (gsize i = 0; i < length; i += 1 + length / 32)
    hash = hash * 31 + (guchar)sql[i];

  return hash;
}

static int
progress_cb (void *user_data)
{
  TbConnection *self = user_data;

  return self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable);
}

/* What must hold of every connection before the first statement of the program runs on it. */
static gboolean
set_up (TbConnection *self, gboolean writable, GError **error)
{
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_progress_handler (self->handle, STEPS_BETWEEN_CHECKS, progress_cb, self);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);

  return tb_search_match_register (self, error)
         && tb_connection_run (self, "PRAGMA cell_size_check = ON", error)
         && tb_connection_run (self, "PRAGMA recursive_triggers = ON", error)
         && tb_connection_run (self, "PRAGMA synchronous = FULL", error)
         && tb_connection_run (self, "PRAGMA journal_size_limit = 16777216", error)
         && tb_connection_run (self, writable ? WRITER_CACHE : READER_CACHE, error);
}

/* A register is nobody else's to read. SQLite gives what belongs beside a file the same
 * permissions; a file that is there keeps those that its owner gave it. */
static void
make_private_file (const char *path)
{
  int fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  /* Where it could not be made, SQLite says why. */
  if (fd >= 0)
    close (fd);
}

TbConnection *
tb_connection_open_raw (const char *path, int flags, TbClock *clock, GError **error)
{
  g_autoptr (TbConnection) self = g_new0 (TbConnection, 1);
  int code;

  self->path = g_strdup (path);
  self->clock = tb_clock_ref (clock);
  self->actor = g_strdup ("");
  self->may_create = (flags & SQLITE_OPEN_CREATE) != 0;
  self->prepared
      = g_hash_table_new_full (hash_sql, g_str_equal, NULL, (GDestroyNotify)sqlite3_finalize);
  self->attached
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)attached_free);
  self->transient
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)attached_free);

  if (self->may_create)
    make_private_file (path);
  code = sqlite3_open_v2 (path, &self->handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                          NULL);
  if (code != SQLITE_OK)
    {
      tb_connection_set_error (self, code, error);
      return NULL;
    }

  if (!set_up (self, (flags & SQLITE_OPEN_READWRITE) != 0, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* Instead of SQLite's own, which empties the log before a commit returns. */
static int
committed_cb (void *user_data, sqlite3 *handle, const char *database, int n_log_pages)
{
  TbConnection *self = user_data;

  self->n_log_pages = n_log_pages;
  return SQLITE_OK;
}

/* Asks once for a write-ahead log; gives the mode that the file has then. */
static char *
ask_for_write_ahead_log (TbConnection *self, GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (self, "PRAGMA journal_mode = WAL", error);

  if (statement == NULL || tb_statement_step (statement, error) != TB_STEP_ROW)
    return NULL;
  return g_strdup (tb_statement_get_text (statement, 0));
}

/* SQLite waits for others at everything but this, which needs the file alone once: two programs
 * that open a new register, or one that was just restored, would refuse each other. */
static char *
wait_for_write_ahead_log (TbConnection *self, GError **error)
{
  for (guint waited = 0;; waited += LOG_RETRY_MS)
    {
      g_autoptr (GError) local_error = NULL;
      char *mode = ask_for_write_ahead_log (self, &local_error);

      if (local_error == NULL)
        return mode;
      if (waited >= BUSY_TIMEOUT_MS || !g_error_matches (local_error, TB_ERROR, TB_ERROR_LOCKED))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      g_usleep (LOG_RETRY_MS * 1000);
    }
}

static gboolean
turn_on_write_ahead_log (TbConnection *self, GError **error)
{
  g_autofree char *mode = NULL;

  /* SQLite opens a file that may not be written for reading, and says nothing. */
  if (sqlite3_db_readonly (self->handle, "main") == 1)
    {
      tb_connection_set_error (self, SQLITE_READONLY, error);
      return FALSE;
    }

  mode = wait_for_write_ahead_log (self, error);
  if (mode == NULL)
    return FALSE;
  if (!g_str_equal (mode, "wal"))
    {
      g_set_error (error, TB_ERROR, TB_ERROR_DATABASE,
                   _ ("The register “%s” lies in a place that cannot hold it safely. Move it to a "
                      "disk of this computer."),
                   self->path);
      return FALSE;
    }
  sqlite3_wal_hook (self->handle, committed_cb, self);
  return TRUE;
}

/* A backup has the register's files in it. One that is opened as a register is one from then on. */
static gboolean
take_files_out (TbConnection *self, GError **error)
{
  g_autoptr (TbFileStore) store = tb_file_store_new (self->path);

  return tb_backup_files_take_out (self, store, error);
}

/**
 * tb_connection_open:
 * @path: the file
 * @mode: for what
 * @clock: what time it is
 *
 * Opens a register. A file of another program is refused before anything is written to it; one of
 * an older version of this program is brought up to date (when opened for writing), after a copy
 * was put beside it. A file that is made can be read by its owner only.
 *
 * Returns: (transfer full) (nullable): the connection; %NULL with TB_ERROR_DATABASE (missing,
 * damaged, not a register), TB_ERROR_NEWER, TB_ERROR_LOCKED, TB_ERROR_READ_ONLY or TB_ERROR_FULL
 */
TbConnection *
tb_connection_open (const char *path, TbOpenMode mode, TbClock *clock, GError **error)
{
  static const int flags[] = {
    [TB_OPEN_READ] = SQLITE_OPEN_READONLY,
    [TB_OPEN_WRITE] = SQLITE_OPEN_READWRITE,
    [TB_OPEN_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
  };
  g_autoptr (TbConnection) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (clock != NULL, NULL);

  self = tb_connection_open_raw (path, flags[mode], clock, error);
  if (self == NULL)
    return NULL;

  if (!tb_migrations_check (self, mode, error))
    return NULL;
  if (mode != TB_OPEN_READ
      && !(turn_on_write_ahead_log (self, error) && tb_migrations_apply (self, error)
           && take_files_out (self, error)))
    return NULL;

  /* One that was killed may have left some. */
  self->late_indexes = mode != TB_OPEN_READ;
  g_atomic_pointer_set (&self->owner, NULL);
  return g_steal_pointer (&self);
}

/**
 * tb_connection_close:
 * @self: (transfer full): a connection that no thread uses any more
 *
 * Closes it. A transaction that was not committed is taken back.
 */
void
tb_connection_close (TbConnection *self)
{
  g_hash_table_unref (self->transient);
  g_hash_table_unref (self->attached);
  g_hash_table_unref (self->prepared);
  if (sqlite3_close (self->handle) != SQLITE_OK)
    g_critical ("A statement of “%s” was still in use when it was closed", self->path);
  g_clear_object (&self->cancellable);
  tb_clock_unref (self->clock);
  g_free (self->instant);
  g_free (self->actor);
  g_free (self->path);
  g_free (self);
}

/**
 * tb_connection_get_path:
 * @self: a connection
 *
 * Returns: (transfer none): the file
 */
const char *
tb_connection_get_path (TbConnection *self)
{
  return self->path;
}

/**
 * tb_connection_get_clock:
 * @self: a connection
 *
 * Returns: (transfer none): its clock
 */
TbClock *
tb_connection_get_clock (TbConnection *self)
{
  return self->clock;
}

/*
 * tb_connection_get_instant:
 *
 * As tb_clock_dup_instant(): a batch asks for it with every record, and it changes a thousand times
 * a second at most.
 *
 * Returns: (transfer none): ISO 8601 text, until it is asked for again
 */
const char *
tb_connection_get_instant (TbConnection *self)
{
  gint64 now_ms = tb_clock_now (self->clock) / 1000;

  tb_connection_assert_thread (self);
  if (self->instant == NULL || now_ms != self->instant_ms)
    {
      g_free (self->instant);
      self->instant = tb_clock_dup_instant (self->clock);
      self->instant_ms = now_ms;
    }
  return self->instant;
}

/**
 * tb_connection_get_actor:
 * @self: a connection
 *
 * Returns: (transfer none): who is at work, empty if nobody said
 */
const char *
tb_connection_get_actor (TbConnection *self)
{
  return self->actor;
}

/**
 * tb_connection_set_actor:
 * @self: a connection
 * @actor: who is at work
 */
void
tb_connection_set_actor (TbConnection *self, const char *actor)
{
  tb_connection_assert_thread (self);
  g_set_str (&self->actor, actor);
}

/**
 * tb_connection_set_cancellable:
 * @self: a connection
 * @cancellable: (nullable): what ends the work that follows
 */
void
tb_connection_set_cancellable (TbConnection *self, GCancellable *cancellable)
{
  tb_connection_assert_thread (self);
  g_set_object (&self->cancellable, cancellable);
}

/**
 * tb_connection_begin:
 * @self: a connection for writing, not in a transaction
 *
 * Begins a transaction, alone among all processes. It is not to be held while a person thinks.
 *
 * Returns: whether it began; otherwise TB_ERROR_LOCKED where another process is writing, or any
 * other of TB_ERROR
 */
gboolean
tb_connection_begin (TbConnection *self, GError **error)
{
  g_return_val_if_fail (!tb_connection_in_transaction (self), FALSE);

  self->transaction_number++;
  return tb_connection_run (self, "BEGIN IMMEDIATE", error);
}

static void
make_late_indexes (TbConnection *self)
{
  g_autoptr (GError) error = NULL;

  /* What others lock, or the disk has no room for, waits for the next time. */
  if (tb_late_index_make_all (self, &error))
    self->late_indexes = FALSE;
  else
    g_message ("Indexes of “%s” are not made yet: %s", self->path, error->message);
}

/**
 * tb_connection_tidy:
 * @self: a connection not in a transaction
 *
 * Makes the indexes that a bulk put off, moves what was written from the log to its place in the
 * file, if it is much, and gives back what a large transaction had in memory. It was durable
 * before: nobody need wait for this. Called between pieces of work.
 */
void
tb_connection_tidy (TbConnection *self)
{
  tb_connection_assert_thread (self);
  g_return_if_fail (!tb_connection_in_transaction (self));

  if (self->late_indexes)
    make_late_indexes (self);
  if (self->n_log_pages < TIDY_PAGES)
    return;
  /* What readers still look at, or the disk has no room for, waits for the next time. */
  sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  if (self->n_log_pages >= LARGE_PAGES)
    sqlite3_db_release_memory (self->handle);
  self->n_log_pages = 0;
}

/**
 * tb_connection_begin_reading:
 * @self: a connection, not in a transaction
 *
 * Holds on to the register as it is now, so that many questions get answers that fit together, and
 * get them without a lock each. Ended by tb_connection_rollback().
 *
 * Returns: whether it began; otherwise any of TB_ERROR
 */
gboolean
tb_connection_begin_reading (TbConnection *self, GError **error)
{
  g_return_val_if_fail (!tb_connection_in_transaction (self), FALSE);

  return tb_connection_run (self, "BEGIN", error);
}

void
tb_connection_expect_late_indexes (TbConnection *self)
{
  self->late_indexes = TRUE;
}

gboolean
tb_connection_enter_bulk (TbConnection *self, GError **error)
{
  g_return_val_if_fail (tb_connection_in_transaction (self), FALSE);

  self->in_bulk = TRUE;
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
  return tb_connection_run (self, "PRAGMA ignore_check_constraints = ON", error)
         && tb_connection_run (self, BULK_CACHE, error);
}

/* After the transaction. */
static void
forget_transaction (TbConnection *self)
{
  g_autoptr (GError) error = NULL;

  g_hash_table_remove_all (self->transient);
  if (!self->in_bulk)
    return;
  self->in_bulk = FALSE;
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  if (!tb_connection_run (self, "PRAGMA ignore_check_constraints = OFF", &error)
      || !tb_connection_run (self, WRITER_CACHE, &error))
    g_critical ("The CHECKs of “%s” stay out: %s", self->path, error->message);
}

/**
 * tb_connection_commit:
 * @self: a connection in a transaction
 *
 * Makes the transaction last: when this returns %TRUE, it is on the disk. It cannot be cancelled
 * any more.
 *
 * Returns: whether it was written; otherwise TB_ERROR_FULL or any other of TB_ERROR, and everything
 * is taken back
 */
gboolean
tb_connection_commit (TbConnection *self, GError **error)
{
  g_autoptr (GCancellable) cancellable = g_steal_pointer (&self->cancellable);
  gboolean committed;

  committed = tb_connection_run (self, "COMMIT", error);
  if (!committed)
    tb_connection_rollback (self);
  forget_transaction (self);
  self->cancellable = g_steal_pointer (&cancellable);
  return committed;
}

/**
 * tb_connection_rollback:
 * @self: a connection
 *
 * Takes the transaction back. Does nothing where there is none, as after a failure that made SQLite
 * do it.
 */
void
tb_connection_rollback (TbConnection *self)
{
  g_autoptr (GCancellable) cancellable = g_steal_pointer (&self->cancellable);
  g_autoptr (GError) error = NULL;

  if (tb_connection_in_transaction (self) && !tb_connection_run (self, "ROLLBACK", &error))
    g_warning ("Taking a transaction back: %s", error->message);
  forget_transaction (self);
  self->cancellable = g_steal_pointer (&cancellable);
}

sqlite3 *
tb_connection_get_handle (TbConnection *self)
{
  return self->handle;
}

void
tb_connection_assert_thread (TbConnection *self)
{
  GThread *thread = g_thread_self ();

  if (g_atomic_pointer_get (&self->owner) != thread)
    g_assert (g_atomic_pointer_compare_and_exchange (&self->owner, NULL, thread));
}

gboolean
tb_connection_enter_view (TbConnection *self, gboolean *entered, GError **error)
{
  *entered = !tb_connection_in_transaction (self);
  return !*entered || tb_connection_run (self, "BEGIN", error);
}

void
tb_connection_leave_view (TbConnection *self, gboolean entered)
{
  if (entered)
    tb_connection_rollback (self);
}

gboolean
tb_connection_may_create (TbConnection *self)
{
  return self->may_create;
}

gboolean
tb_connection_in_transaction (TbConnection *self)
{
  return !sqlite3_get_autocommit (self->handle);
}

guint64
tb_connection_get_transaction_number (TbConnection *self)
{
  return self->transaction_number;
}

sqlite3_stmt *
tb_connection_take_prepared (TbConnection *self, const char *sql, GError **error)
{
  gpointer cached = NULL;
  sqlite3_stmt *prepared = NULL;
  int code;

  tb_connection_assert_thread (self);

  if (g_hash_table_steal_extended (self->prepared, sql, NULL, &cached))
    return cached;

  code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, NULL);
  if (code != SQLITE_OK)
    {
      tb_connection_set_error (self, code, error);
      return NULL;
    }
  g_assert (prepared != NULL);
  return prepared;
}

void
tb_connection_give_prepared (TbConnection *self, sqlite3_stmt *prepared)
{
  tb_connection_assert_thread (self);

  sqlite3_reset (prepared);
  sqlite3_clear_bindings (prepared);

  if (g_hash_table_size (self->prepared) >= PREPARED_MAX)
    g_hash_table_remove_all (self->prepared);
  /* Where the same text was in use twice, one is enough to keep. The key is the statement's own
   * text. */
  if (g_hash_table_contains (self->prepared, sqlite3_sql (prepared)))
    sqlite3_finalize (prepared);
  else
    g_hash_table_insert (self->prepared, (gpointer)sqlite3_sql (prepared), prepared);
}

gboolean
tb_connection_check_cancelled (TbConnection *self, GError **error)
{
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static gpointer
look_up (GHashTable *table, const char *key)
{
  Attached *attached = g_hash_table_lookup (table, key);

  return attached != NULL ? attached->data : NULL;
}

static void
keep (GHashTable *table, const char *key, gpointer data, GDestroyNotify free_func)
{
  Attached *attached = g_new0 (Attached, 1);

  attached->data = data;
  attached->free_func = free_func;
  g_hash_table_replace (table, (gpointer)key, attached);
}

gpointer
tb_connection_get_attached (TbConnection *self, const char *key)
{
  return look_up (self->attached, key);
}

void
tb_connection_attach (TbConnection *self, const char *key, gpointer data, GDestroyNotify free_func)
{
  keep (self->attached, key, data, free_func);
}

gpointer
tb_connection_get_transient (TbConnection *self, const char *key)
{
  return look_up (self->transient, key);
}

void
tb_connection_attach_transient (TbConnection *self, const char *key, gpointer data,
                                GDestroyNotify free_func)
{
  g_return_if_fail (tb_connection_in_transaction (self));

  if (data != NULL)
    keep (self->transient, key, data, free_func);
  else
    g_hash_table_remove (self->transient, key);
}
