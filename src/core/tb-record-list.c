/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-record-list.h"

#include "tb-record-item-private.h"
#include "tb-record-pages.h"
#include "tb-record-renewal.h"
#include "tb-record-telling.h"
#include "tb-row-reader.h"

/* Replacing more rows than that is told as a removal and an addition: told as one change it makes
 * GTK ask for every item to find what stayed. */
#define MAX_REPLACED 256

/* A short list that grows by more than that is another one: to put rows between those that a view
 * has widgets for has it style all of them anew. */
#define MAX_INSERTED 16

/* How many rows a view is told of at once where it has none for them: what a frame has the time to
 * make. */
#define N_ROWS_AT_ONCE 8

struct _TbRecordList
{
  GObject parent_instance;

  TbSession *session;       /* (owned) */
  TbQuery *query;           /* (owned) */
  GArray *rows;             /* (owned) (element-type gint64): what the list shows */
  GHashTable *items;        /* (owned): &item->row to item (not owned): those that somebody holds */
  TbRecordPages *pages;     /* (owned): fetches records */
  TbRowReader *reader;      /* (owned): reads row numbers */
  TbRecordTelling *telling; /* (owned): what is still to be told */
  const TbRecordListView *view; /* (nullable): one that draws the list */
  gpointer view_data;
  gboolean following;         /* whether the list changes with the register */
  gboolean missed;            /* whether the register has changed while the list did not follow */
  gboolean loading;           /* whether the rows of a new query are still being read */
  gboolean begun;             /* whether the first of them are shown */
  gboolean changed_meanwhile; /* whether the register has changed since the reading began */
  GError *error;              /* (owned) (nullable) */
};

enum
{
  PROP_SESSION = 1,
  PROP_QUERY,
  PROP_N_ITEMS,
  PROP_LOADING,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void list_model_init (GListModelInterface *iface);
static void read_rows (TbRecordList *self, gboolean tell_first);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbRecordList, tb_record_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* Replaces rows and says so. */
static void
splice_rows (TbRecordList *self, guint position, guint n_removed, const gint64 *added,
             guint n_added)
{
  if (n_removed > 0)
    g_array_remove_range (self->rows, position, n_removed);
  if (n_added > 0)
    g_array_insert_vals (self->rows, position, added, n_added);

  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
  if (n_removed != n_added)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
replace_rows (TbRecordList *self, guint position, guint n_removed, const gint64 *added,
              guint n_added)
{
  if (n_removed > 0 && n_added > 0 && n_removed + n_added > MAX_REPLACED)
    {
      splice_rows (self, position, n_removed, NULL, 0);
      splice_rows (self, position, 0, added, n_added);
    }
  else if (n_removed > 0 || n_added > 0)
    {
      splice_rows (self, position, n_removed, added, n_added);
    }
}

static void
replace_cb (gpointer list, guint position, guint n_removed, const gint64 *added, guint n_added)
{
  replace_rows (list, position, n_removed, added, n_added);
}

static gboolean
pace_cb (gpointer list)
{
  TbRecordList *self = list;

  return self->view != NULL && self->view->pace (self->view_data);
}

static void
set_loading (TbRecordList *self, gboolean loading)
{
  if (self->loading == loading)
    return;

  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
take_error (TbRecordList *self, GError *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
finish_reading (TbRecordList *self, const GError *error)
{
  take_error (self, error != NULL ? g_error_copy (error) : NULL);
  set_loading (self, FALSE);

  if (self->changed_meanwhile && self->reader != NULL && !tb_row_reader_is_running (self->reader))
    read_rows (self, FALSE);
}

static void
told_cb (gpointer list)
{
  finish_reading (list, NULL);
}

static const TbRecordTellingFunctions telling_functions = { replace_cb, pace_cb, told_cb };

/* The rows that a view has widgets for stand for other records, and the rows behind them go. Those
 * that are still to come, or to go, are blank until they are told. Whoever asked for another query
 * sees all of them at once; what the register changes comes a few at a time. */
static void
renew_rows (TbRecordList *self, const gint64 *rows, guint n_rows)
{
  const guint n_renewed = MIN (self->rows->len, TB_RECORD_VIEW_ROWS);
  g_autofree gint64 *renewed = g_new (gint64, n_renewed + 1);
  GPtrArray *items = NULL;

  if (n_renewed == 0)
    return;

  if (!self->begun)
    self->view->renew (self->view_data);
  if (self->rows->len > n_renewed)
    splice_rows (self, n_renewed, self->rows->len - n_renewed, NULL, 0);
  for (guint i = 0; i < n_renewed; i++)
    renewed[i] = i < n_rows ? rows[i] : -(gint64)i - 1;
  items = tb_record_renewal_set_rows (self->rows, self->items, self->pages, renewed, n_renewed);
  tb_record_telling_take_items (self->telling, items);
  if (self->loading)
    tb_record_telling_tell_items (self->telling);
}

/* The first rows of a new query take the place of what was there. A view that has widgets for fewer
 * is told of some of them, and of the others when all are told. */
static void
first_rows_cb (GArray *rows, gpointer user_data)
{
  TbRecordList *self = user_data;

  if (self->view == NULL)
    {
      replace_rows (self, 0, self->rows->len, (const gint64 *)rows->data, rows->len);
    }
  else
    {
      const guint n_rows = MIN (rows->len, N_ROWS_AT_ONCE);

      renew_rows (self, (const gint64 *)rows->data, rows->len);
      if (n_rows > self->rows->len)
        splice_rows (self, self->rows->len, 0, (const gint64 *)rows->data + self->rows->len,
                     n_rows - self->rows->len);
    }
  self->begun = TRUE;
}

/* Whether much of what a view has widgets for becomes something else. */
static gboolean
is_renewed (TbRecordList *self, GArray *rows)
{
  return self->view != NULL
         && (self->loading
             || (self->rows->len < TB_RECORD_VIEW_ROWS
                 && rows->len > self->rows->len + MAX_INSERTED));
}

/* No row of a reading that failed is to come any more. */
static void
remove_blank_rows (TbRecordList *self)
{
  guint n_known = self->rows->len;

  while (n_known > 0 && g_array_index (self->rows, gint64, n_known - 1) < 0)
    n_known--;
  if (n_known < self->rows->len)
    splice_rows (self, n_known, self->rows->len - n_known, NULL, 0);
}

/* What is shown of the same query is a beginning of it: the rest is added behind. */
static void
rows_read_cb (GArray *rows, const GError *error, gpointer user_data)
{
  g_autoptr (TbRecordList) self = g_object_ref (user_data);

  if (rows == NULL)
    {
      remove_blank_rows (self);
      finish_reading (self, error);
      return;
    }

  if (is_renewed (self, rows))
    {
      renew_rows (self, (const gint64 *)rows->data, rows->len);
      set_loading (self, FALSE);
    }
  tb_record_telling_start (self->telling, rows, self->view != NULL || !self->loading);
}

static const TbRowReaderFunctions reader_functions = { first_rows_cb, rows_read_cb };

/* Reads all row numbers. What is shown stays until there is something to show instead. */
static void
read_rows (TbRecordList *self, gboolean tell_first)
{
  self->changed_meanwhile = FALSE;
  self->begun = FALSE;
  tb_record_telling_stop (self->telling);
  tb_row_reader_start (self->reader, self->query, tell_first);
}

/* Whether a change of records of these types can change what the list shows: its own, and those its
 * records name. */
static gboolean
is_concerned (TbRecordList *self, const char *const *type_names)
{
  const TbRecordType *type = tb_query_get_record_type (self->query);

  if (g_strv_contains (type_names, type->name))
    return TRUE;

  for (guint i = 0; i < type->n_fields; i++)
    {
      if (type->fields[i].type == TB_FIELD_REFERENCE
          && g_strv_contains (type_names, type->fields[i].target))
        return TRUE;
    }

  return FALSE;
}

/* The bodies on screen are fetched again at once; the rows are read again beside that. While a
 * reading is under way another one waits for its end, so that a hail of changes does not keep the
 * list from ever being read. */
static void
follow_change (TbRecordList *self)
{
  GHashTableIter iter;
  gpointer item;

  tb_record_pages_reset (self->pages);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    {
      TbRecordItem *stale = item;

      if (stale->record == NULL && !stale->stale)
        continue;
      stale->stale = TRUE;
      tb_record_pages_want (self->pages, stale);
    }

  if (tb_row_reader_is_running (self->reader) || tb_record_telling_is_under_way (self->telling))
    self->changed_meanwhile = TRUE;
  else
    read_rows (self, FALSE);
}

static void
session_changed_cb (TbSession *session, const char *const *type_names, gpointer user_data)
{
  TbRecordList *self = TB_RECORD_LIST (user_data);

  if (!is_concerned (self, type_names))
    return;

  if (self->following)
    follow_change (self);
  else
    self->missed = TRUE;
}

static void
want_item (TbRecordItem *item, gpointer owner)
{
  TbRecordList *self = owner;

  tb_record_pages_want (self->pages, item);
}

static void
forget_item (TbRecordItem *item, gpointer owner)
{
  TbRecordList *self = owner;

  g_hash_table_remove (self->items, &item->row);
}

static const TbRecordItemOwner item_owner = { want_item, forget_item };

static void
pages_failed_cb (const GError *error, gpointer user_data)
{
  take_error (TB_RECORD_LIST (user_data), g_error_copy (error));
}

static GType
tb_record_list_get_item_type (GListModel *model)
{
  return TB_TYPE_RECORD_ITEM;
}

static guint
tb_record_list_get_n_items (GListModel *model)
{
  return TB_RECORD_LIST (model)->rows->len;
}

static gpointer
tb_record_list_get_item (GListModel *model, guint position)
{
  TbRecordList *self = TB_RECORD_LIST (model);
  TbRecordItem *item = NULL;
  gint64 row;

  if (position >= self->rows->len)
    return NULL;

  row = g_array_index (self->rows, gint64, position);
  item = g_hash_table_lookup (self->items, &row);
  if (item != NULL)
    {
      item->position = position;
      return g_object_ref (item);
    }

  item = tb_record_item_new (&item_owner, self, row, position);
  item->record = tb_record_pages_dup_cached (self->pages, row);
  g_hash_table_insert (self->items, &item->row, item);

  return item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = tb_record_list_get_item_type;
  iface->get_n_items = tb_record_list_get_n_items;
  iface->get_item = tb_record_list_get_item;
}

static void
tb_record_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  TbRecordList *self = TB_RECORD_LIST (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_QUERY:
      g_value_set_boxed (value, self->query);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->rows->len);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tb_record_list_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  TbRecordList *self = TB_RECORD_LIST (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;
    case PROP_QUERY:
      tb_record_list_set_query (self, g_value_get_boxed (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tb_record_list_constructed (GObject *object)
{
  TbRecordList *self = TB_RECORD_LIST (object);

  G_OBJECT_CLASS (tb_record_list_parent_class)->constructed (object);

  self->telling = tb_record_telling_new (G_OBJECT (self), self->rows, &telling_functions);
  self->pages = tb_record_pages_new (self->session, self->rows, self->items, pages_failed_cb, self);
  self->reader = tb_row_reader_new (self->session, &reader_functions, self);
  g_signal_connect_object (self->session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_DEFAULT);
}

static void
tb_record_list_dispose (GObject *object)
{
  TbRecordList *self = TB_RECORD_LIST (object);
  GHashTableIter iter;
  gpointer item;

  tb_record_telling_stop (self->telling);
  g_clear_pointer (&self->reader, tb_row_reader_free);
  g_clear_pointer (&self->pages, tb_record_pages_free);

  /* Items that others still hold live on without the list. */
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    ((TbRecordItem *)item)->owner = NULL;
  g_hash_table_remove_all (self->items);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (tb_record_list_parent_class)->dispose (object);
}

static void
tb_record_list_finalize (GObject *object)
{
  TbRecordList *self = TB_RECORD_LIST (object);

  g_clear_pointer (&self->telling, tb_record_telling_free);
  g_clear_pointer (&self->items, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->query, tb_query_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (tb_record_list_parent_class)->finalize (object);
}

static void
tb_record_list_class_init (TbRecordListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tb_record_list_get_property;
  object_class->set_property = tb_record_list_set_property;
  object_class->constructed = tb_record_list_constructed;
  object_class->dispose = tb_record_list_dispose;
  object_class->finalize = tb_record_list_finalize;

  properties[PROP_SESSION]
      = g_param_spec_object ("session", NULL, NULL, TB_TYPE_SESSION,
                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS
                                 | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_QUERY]
      = g_param_spec_boxed ("query", NULL, NULL, TB_TYPE_QUERY,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_N_ITEMS]
      = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_LOADING]
      = g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_ERROR]
      = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tb_record_list_init (TbRecordList *self)
{
  self->following = TRUE;
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->items = g_hash_table_new (g_int64_hash, g_int64_equal);
}

/**
 * tb_record_list_new:
 * @session: the register; opened on this thread, so that its changes are told here
 * @query: which records, in which order
 *
 * A list that begins to fill at once. Main thread only, like everything about it.
 *
 * Returns: (transfer full): the list
 */
TbRecordList *
tb_record_list_new (TbSession *session, TbQuery *query)
{
  TbRecordList *self = NULL;

  g_return_val_if_fail (TB_IS_SESSION (session), NULL);
  g_return_val_if_fail (query != NULL, NULL);

  self = g_object_new (TB_TYPE_RECORD_LIST, "session", session, NULL);
  tb_record_list_set_query (self, query);

  return self;
}

/**
 * tb_record_list_get_query:
 *
 * Returns: (transfer none): which records the list shows, or is about to
 */
TbQuery *
tb_record_list_get_query (TbRecordList *self)
{
  g_return_val_if_fail (TB_IS_RECORD_LIST (self), NULL);

  return self->query;
}

/**
 * tb_record_list_set_query:
 * @query: which records, in which order
 *
 * Shows other records, or the same in another order. The old rows stay until the first new ones are
 * there; those that make a screen are shown as soon as they are known, the others when all are.
 */
void
tb_record_list_set_query (TbRecordList *self, TbQuery *query)
{
  gboolean other_type;

  g_return_if_fail (TB_IS_RECORD_LIST (self));
  g_return_if_fail (query != NULL);

  if (self->query != NULL && tb_query_equal (self->query, query))
    return;

  other_type = self->query != NULL
               && tb_query_get_record_type (self->query) != tb_query_get_record_type (query);
  tb_query_ref (query);
  g_clear_pointer (&self->query, tb_query_unref);
  self->query = query;

  /* Rows of another type would be looked up in the wrong table. */
  if (other_type)
    replace_rows (self, 0, self->rows->len, NULL, 0);
  tb_record_pages_set_record_type (self->pages, tb_query_get_record_type (query));

  read_rows (self, TRUE);
  take_error (self, NULL);
  set_loading (self, TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUERY]);
}

/**
 * tb_record_list_set_following:
 * @following: whether the list changes with the register, as it does at first
 *
 * Lets a list rest that nobody sees. It catches up when it follows again.
 */
void
tb_record_list_set_following (TbRecordList *self, gboolean following)
{
  g_return_if_fail (TB_IS_RECORD_LIST (self));

  self->following = following;
  if (!following || !self->missed)
    return;

  self->missed = FALSE;
  follow_change (self);
}

/**
 * tb_record_list_get_loading:
 *
 * Returns: whether the rows of a new query are still being read
 */
gboolean
tb_record_list_get_loading (TbRecordList *self)
{
  g_return_val_if_fail (TB_IS_RECORD_LIST (self), FALSE);

  return self->loading;
}

/**
 * tb_record_list_get_n_records:
 *
 * Returns: how many records the list shows when all of them are told
 */
guint
tb_record_list_get_n_records (TbRecordList *self)
{
  const GArray *coming = NULL;

  g_return_val_if_fail (TB_IS_RECORD_LIST (self), 0);

  coming = tb_record_telling_get_coming (self->telling);
  return coming != NULL ? coming->len : self->rows->len;
}

/**
 * tb_record_list_get_error:
 *
 * Returns: (transfer none) (nullable): why the records could not be read, if they could not
 */
const GError *
tb_record_list_get_error (TbRecordList *self)
{
  g_return_val_if_fail (TB_IS_RECORD_LIST (self), NULL);

  return self->error;
}

/**
 * tb_record_list_find:
 * @row: number of a record's row
 *
 * Returns: the position of the record, or %G_MAXUINT where the list does not show it (yet)
 */
guint
tb_record_list_find (TbRecordList *self, gint64 row)
{
  g_return_val_if_fail (TB_IS_RECORD_LIST (self), G_MAXUINT);

  for (guint i = 0; i < self->rows->len; i++)
    {
      if (g_array_index (self->rows, gint64, i) == row)
        return i;
    }

  return G_MAXUINT;
}

/**
 * tb_record_list_set_view:
 * @view: (nullable): what the view does; static
 * @user_data: handed to it
 *
 * Spares a view that draws frames what would take it longer than one. It says when places are told:
 * at the beginning of a frame, which then has the time to lay them out. And where all that it has
 * widgets for becomes something else, its items stand for other records from then on, rather than
 * that it has to take all widgets away and make others. Without a view, or where it draws nothing
 * at present, places are told when the main loop comes to it; without one an item stands for one
 * record.
 */
void
tb_record_list_set_view (TbRecordList *self, const TbRecordListView *view, gpointer user_data)
{
  g_return_if_fail (TB_IS_RECORD_LIST (self));

  self->view = view;
  self->view_data = user_data;
}

/**
 * tb_record_list_tell:
 *
 * Tells the next piece of what has changed, which takes far less than a frame.
 *
 * Returns: whether there is more to tell
 */
gboolean
tb_record_list_tell (TbRecordList *self)
{
  g_return_val_if_fail (TB_IS_RECORD_LIST (self), FALSE);

  return tb_record_telling_tell (self->telling);
}

/**
 * tb_record_list_settle:
 * @patience_us: for how long to wait at most, in µs
 *
 * Waits a moment for the records that are being fetched, so that a frame that shows other rows
 * shows them filled. Those that take longer come by themselves, as always.
 */
void
tb_record_list_settle (TbRecordList *self, guint patience_us)
{
  g_return_if_fail (TB_IS_RECORD_LIST (self));

  tb_record_pages_settle (self->pages, g_get_monotonic_time () + patience_us);
}
