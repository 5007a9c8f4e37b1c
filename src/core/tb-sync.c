/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sync.h"

#include "tb-sync-private.h"

enum
{
  PROP_STATE = 1,
  PROP_ACCOUNT,
  PROP_LAST_SUCCESS,
  PROP_MESSAGE,
  PROP_N_WAITING,
  PROP_N_REVIEW,
  PROP_N_REFUSED,
  PROP_PROGRESS,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TbSync, tb_sync, G_TYPE_OBJECT)

/* Something to be told on the thread of the properties. */
typedef struct
{
  GWeakRef sync;
  TbSyncState state;
  char *message; /* (owned) (nullable) */
  gboolean needs_password;
  TbSyncAccount *account; /* (owned) (nullable) */
  double progress;
} Telling;

static void
telling_free (Telling *self)
{
  g_weak_ref_clear (&self->sync);
  g_free (self->message);
  tb_sync_account_free (self->account);
  g_free (self);
}

/* Not by g_main_context_invoke(), which would tell it on any thread whenever that of the properties
 * is not in its loop at the moment. */
static void
tell (TbSync *self, GSourceFunc func, Telling *telling)
{
  g_autoptr (GSource) source = NULL;

  g_weak_ref_init (&telling->sync, self);
  if (self->own_thread == g_thread_self ())
    {
      func (telling);
      telling_free (telling);
      return;
    }

  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, telling, (GDestroyNotify)telling_free);
  g_source_attach (source, self->context);
}

static void
set_uint (TbSync *self, guint *value, guint64 number, guint property)
{
  guint clamped = (guint)MIN (number, G_MAXUINT);

  if (*value == clamped)
    return;
  *value = clamped;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_state (TbSync *self, TbSyncState state, const char *message, gboolean needs_password)
{
  /* Who hears of one finds the others as they belong to it. */
  g_object_freeze_notify (G_OBJECT (self));
  if (self->state != state)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  self->state = state;
  self->needs_password = needs_password;
  if (g_set_str (&self->message, message))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
publish_cb (gpointer data)
{
  Telling *telling = data;
  g_autoptr (TbSync) self = g_weak_ref_get (&telling->sync);

  if (self != NULL)
    set_state (self, telling->state, telling->message, telling->needs_password);
  return G_SOURCE_REMOVE;
}

/*< private >
 * tb_sync_publish:
 * @message: (nullable): what is wrong, for people
 * @needs_password: whether a person mends it with another password
 */
void
tb_sync_publish (TbSync *self, TbSyncState state, const char *message, gboolean needs_password)
{
  Telling *telling = g_new0 (Telling, 1);

  telling->state = state;
  telling->message = g_strdup (message);
  telling->needs_password = needs_password;
  tell (self, publish_cb, telling);
}

static gboolean
publish_progress_cb (gpointer data)
{
  Telling *telling = data;
  g_autoptr (TbSync) self = g_weak_ref_get (&telling->sync);

  if (self != NULL && self->progress != telling->progress)
    {
      self->progress = telling->progress;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
    }
  return G_SOURCE_REMOVE;
}

/*< private >
 * tb_sync_publish_progress:
 * @progress: from 0 to 1; below 0 where it is not known
 */
void
tb_sync_publish_progress (TbSync *self, double progress)
{
  Telling *telling = g_new0 (Telling, 1);

  telling->progress = progress;
  tell (self, publish_progress_cb, telling);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TbSync) self = TB_SYNC (source);
  g_autoptr (TbSyncStatus) status = tb_sync_get_status_finish (self, result, NULL);

  self->is_counting = FALSE;
  if (self->count_again)
    tb_sync_recount (self);
  if (status == NULL)
    return;

  set_uint (self, &self->n_waiting, status->n_waiting, PROP_N_WAITING);
  set_uint (self, &self->n_review, status->n_review, PROP_N_REVIEW);
  set_uint (self, &self->n_refused, status->n_refused, PROP_N_REFUSED);
  if (g_set_str (&self->last_success, status->last_success))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_SUCCESS]);
}

static gboolean
recount_cb (gpointer data)
{
  Telling *telling = data;
  g_autoptr (TbSync) self = g_weak_ref_get (&telling->sync);

  if (self == NULL || self->changed_handler == 0)
    return G_SOURCE_REMOVE;
  self->count_again = self->is_counting;
  if (self->is_counting)
    return G_SOURCE_REMOVE;
  self->is_counting = TRUE;
  tb_sync_get_status_async (g_object_ref (self), NULL, counted_cb, NULL);
  return G_SOURCE_REMOVE;
}

/*< private >
 * tb_sync_recount:
 *
 * Has the numbers read anew, where somebody looks at them.
 */
void
tb_sync_recount (TbSync *self)
{
  tell (self, recount_cb, g_new0 (Telling, 1));
}

static void
changed_cb (TbSession *session, GStrv type_names, TbSync *self)
{
  tb_sync_note_change (self);
  tb_sync_recount (self);
}

static void
set_account (TbSync *self, const TbSyncAccount *account)
{
  tb_sync_account_free (self->account);
  self->account = account != NULL ? tb_sync_account_copy (account) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

/* Another account is another exchange. */
static gboolean
reload_account_cb (gpointer data)
{
  Telling *telling = data;
  g_autoptr (TbSync) self = g_weak_ref_get (&telling->sync);

  if (self == NULL)
    return G_SOURCE_REMOVE;
  tb_sync_thread_stop (self);
  set_account (self, telling->account);
  set_state (self, TB_SYNC_OFF, NULL, FALSE);
  if (self->is_automatic && self->account != NULL)
    tb_sync_thread_start (self);
  tb_sync_recount (self);
  return G_SOURCE_REMOVE;
}

/*< private >
 * tb_sync_reload_account:
 * @account: (nullable): what was just remembered
 */
void
tb_sync_reload_account (TbSync *self, const TbSyncAccount *account)
{
  Telling *telling = g_new0 (Telling, 1);

  telling->account = account != NULL ? tb_sync_account_copy (account) : NULL;
  tell (self, reload_account_cb, telling);
}

/*< private >
 * tb_sync_set_peer_func:
 * @make_peer: (nullable): makes another peer than a service, for tests
 * @data: given to @make_peer
 */
void
tb_sync_set_peer_func (TbSync *self, TbSyncPeerFunc make_peer, gpointer data)
{
  self->make_peer = make_peer;
  self->make_peer_data = data;
}

/**
 * tb_sync_watch:
 * @self: a register's exchange
 *
 * From now on the account, the numbers and the last success are kept up to date, and nothing is
 * exchanged but what tb_sync_now() is called for. On the session's thread.
 */
void
tb_sync_watch (TbSync *self)
{
  g_autoptr (TbSyncAccount) account = NULL;

  g_return_if_fail (TB_IS_SYNC (self));

  if (self->changed_handler != 0)
    return;

  self->changed_handler
      = g_signal_connect (self->session, "changed", G_CALLBACK (changed_cb), self);
  tb_sync_set_watched (self->session, self);
  account = tb_sync_load_account (self->session, NULL);
  set_account (self, account);
  tb_sync_recount (self);
}

/**
 * tb_sync_start:
 * @self: a register's exchange
 *
 * From now on everything is exchanged as it happens: what others change at once, and what is
 * changed here two seconds after the last change. What cannot be exchanged is tried again by
 * itself, later and later, unless a person must do something first; then tb_sync_now() begins
 * again. Also the numbers are kept up to date. Where no service is set up, nothing happens until
 * one is. On the session's thread.
 */
void
tb_sync_start (TbSync *self)
{
  g_return_if_fail (TB_IS_SYNC (self));

  if (self->is_automatic)
    return;

  tb_sync_watch (self);
  self->is_automatic = TRUE;
  if (self->account != NULL)
    tb_sync_thread_start (self);
}

/**
 * tb_sync_pause:
 * @self: a register's exchange
 *
 * Ends what tb_sync_start() began, and waits for it, but keeps watching, as after
 * tb_sync_watch(). On the session's thread.
 */
void
tb_sync_pause (TbSync *self)
{
  g_return_if_fail (TB_IS_SYNC (self));

  self->is_automatic = FALSE;
  tb_sync_thread_stop (self);
  set_state (self, TB_SYNC_OFF, NULL, FALSE);
}

/**
 * tb_sync_stop:
 * @self: a register's exchange
 *
 * Ends what tb_sync_start() began, and waits for it. An exchange that is under way is given up; it
 * goes on where it was when it is started again. To be called before the session is closed. On the
 * session's thread.
 */
void
tb_sync_stop (TbSync *self)
{
  g_return_if_fail (TB_IS_SYNC (self));

  if (self->changed_handler != 0)
    g_signal_handler_disconnect (self->session, self->changed_handler);
  self->changed_handler = 0;
  if (tb_sync_find (self->session) == self)
    tb_sync_set_watched (self->session, NULL);
  tb_sync_pause (self);
}

static void
tb_sync_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TbSync *self = TB_SYNC (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_ACCOUNT:
      g_value_set_boxed (value, self->account);
      break;
    case PROP_LAST_SUCCESS:
      g_value_set_string (value, self->last_success);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    case PROP_N_WAITING:
      g_value_set_uint (value, self->n_waiting);
      break;
    case PROP_N_REVIEW:
      g_value_set_uint (value, self->n_review);
      break;
    case PROP_N_REFUSED:
      g_value_set_uint (value, self->n_refused);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_sync_dispose (GObject *object)
{
  TbSync *self = TB_SYNC (object);

  if (self->session != NULL)
    tb_sync_stop (self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (tb_sync_parent_class)->dispose (object);
}

static void
tb_sync_finalize (GObject *object)
{
  TbSync *self = TB_SYNC (object);

  g_clear_pointer (&self->account, tb_sync_account_free);
  g_clear_pointer (&self->last_success, g_free);
  g_clear_pointer (&self->message, g_free);
  g_clear_pointer (&self->override, tb_credentials_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_object (&self->waiting);
  g_clear_object (&self->exchanging);
  g_clear_error (&self->answer);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);

  G_OBJECT_CLASS (tb_sync_parent_class)->finalize (object);
}

static void
tb_sync_class_init (TbSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = tb_sync_get_property;
  object_class->dispose = tb_sync_dispose;
  object_class->finalize = tb_sync_finalize;

  properties[PROP_STATE]
      = g_param_spec_int ("state", NULL, NULL, TB_SYNC_OFF, TB_SYNC_STOPPED, TB_SYNC_OFF, flags);
  properties[PROP_ACCOUNT]
      = g_param_spec_boxed ("account", NULL, NULL, TB_TYPE_SYNC_ACCOUNT, flags);
  properties[PROP_LAST_SUCCESS] = g_param_spec_string ("last-success", NULL, NULL, NULL, flags);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  properties[PROP_N_WAITING] = g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_REVIEW] = g_param_spec_uint ("n-review", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_REFUSED] = g_param_spec_uint ("n-refused", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, -1, 1, -1, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tb_sync_init (TbSync *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->progress = -1;
}

/**
 * tb_sync_new:
 * @session: a register that may be written
 *
 * Nothing is exchanged until tb_sync_now() or tb_sync_start(). On the session's thread.
 *
 * Returns: (transfer full): the exchange of @session
 */
TbSync *
tb_sync_new (TbSession *session)
{
  TbSync *self;

  g_return_val_if_fail (TB_IS_SESSION (session), NULL);

  self = g_object_new (TB_TYPE_SYNC, NULL);
  self->session = g_object_ref (session);
  self->context = g_main_context_ref_thread_default ();
  self->own_thread = g_thread_self ();
  return self;
}

/**
 * tb_sync_get_session:
 * @self: a register's exchange
 *
 * Returns: (transfer none): the register
 */
TbSession *
tb_sync_get_session (TbSync *self)
{
  g_return_val_if_fail (TB_IS_SYNC (self), NULL);

  return self->session;
}

/**
 * tb_sync_get_state:
 * @self: a register's exchange
 *
 * Returns: what it is doing
 */
TbSyncState
tb_sync_get_state (TbSync *self)
{
  g_return_val_if_fail (TB_IS_SYNC (self), TB_SYNC_OFF);

  return self->state;
}

/**
 * tb_sync_is_automatic:
 *
 * Returns: whether everything is exchanged as it happens, and what failed tried again by itself
 */
gboolean
tb_sync_is_automatic (TbSync *self)
{
  g_return_val_if_fail (TB_IS_SYNC (self), FALSE);

  return self->is_automatic;
}

/**
 * tb_sync_get_account:
 * @self: a register's exchange
 *
 * Returns: (transfer none) (nullable): the service that is set up, as known since tb_sync_start()
 */
const TbSyncAccount *
tb_sync_get_account (TbSync *self)
{
  g_return_val_if_fail (TB_IS_SYNC (self), NULL);

  return self->account;
}

/**
 * tb_sync_get_last_success:
 * @self: a register's exchange
 *
 * Returns: (transfer none) (nullable): UTC instant at which everything had last been exchanged
 */
const char *
tb_sync_get_last_success (TbSync *self)
{
  g_return_val_if_fail (TB_IS_SYNC (self), NULL);

  return self->last_success;
}

/**
 * tb_sync_get_message:
 * @self: a register's exchange
 *
 * Returns: (transfer none) (nullable): what is wrong, for people
 */
const char *
tb_sync_get_message (TbSync *self)
{
  g_return_val_if_fail (TB_IS_SYNC (self), NULL);

  return self->message;
}

/**
 * tb_sync_needs_password:
 * @self: a register's exchange
 *
 * Returns: whether the exchange stopped because the service did not take name and password, or
 * there is no password; another password mends it then. Changes with `state` and `message`
 */
gboolean
tb_sync_needs_password (TbSync *self)
{
  g_return_val_if_fail (TB_IS_SYNC (self), FALSE);

  return self->needs_password;
}

/**
 * tb_sync_get_n_waiting:
 * @self: a register's exchange
 *
 * Returns: how many changes of this desk the service does not have yet
 */
guint
tb_sync_get_n_waiting (TbSync *self)
{
  g_return_val_if_fail (TB_IS_SYNC (self), 0);

  return self->n_waiting;
}

/**
 * tb_sync_get_n_review:
 * @self: a register's exchange
 *
 * Returns: how many values a person should look at
 */
guint
tb_sync_get_n_review (TbSync *self)
{
  g_return_val_if_fail (TB_IS_SYNC (self), 0);

  return self->n_review;
}

/**
 * tb_sync_get_n_refused:
 * @self: a register's exchange
 *
 * Returns: how many documents the service does not take
 */
guint
tb_sync_get_n_refused (TbSync *self)
{
  g_return_val_if_fail (TB_IS_SYNC (self), 0);

  return self->n_refused;
}

/**
 * tb_sync_get_progress:
 * @self: a register's exchange
 *
 * Returns: how far the present exchange is, from 0 to 1; below 0 where that is not known
 */
double
tb_sync_get_progress (TbSync *self)
{
  g_return_val_if_fail (TB_IS_SYNC (self), -1);

  return self->progress;
}
