/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-page.h"

#include <glib/gi18n.h>

typedef struct
{
  const TbPageInfo *info; /* (not owned) static */
  TbSession *session;     /* (owned) */
  TbSync *sync;           /* (owned) (nullable) */
  gboolean focus_due;     /* whether the keyboard goes to what the page is about once it is there */
} TbPagePrivate;

enum
{
  PROP_INFO = 1,
  PROP_SESSION,
  PROP_SYNC,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (TbPage, tb_page, ADW_TYPE_BIN)

static void
tb_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  TbPagePrivate *priv = tb_page_get_instance_private (TB_PAGE (object));

  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, priv->session);
      break;
    case PROP_TITLE:
      /* Templates bind it before the constructor has given the entry. */
      g_value_set_string (value, priv->info != NULL ? _ (priv->info->title) : "");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tb_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  TbPagePrivate *priv = tb_page_get_instance_private (TB_PAGE (object));

  switch (prop_id)
    {
    case PROP_INFO:
      priv->info = g_value_get_pointer (value);
      break;
    case PROP_SESSION:
      priv->session = g_value_dup_object (value);
      break;
    case PROP_SYNC:
      priv->sync = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tb_page_constructed (GObject *object)
{
  G_OBJECT_CLASS (tb_page_parent_class)->constructed (object);

  g_object_notify_by_pspec (object, properties[PROP_TITLE]);
}

static void
tb_page_dispose (GObject *object)
{
  TbPagePrivate *priv = tb_page_get_instance_private (TB_PAGE (object));

  g_clear_object (&priv->session);
  g_clear_object (&priv->sync);

  G_OBJECT_CLASS (tb_page_parent_class)->dispose (object);
}

static gboolean
tb_page_real_take_focus (TbPage *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);

  return TRUE;
}

static void
tb_page_class_init (TbPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tb_page_get_property;
  object_class->set_property = tb_page_set_property;
  object_class->constructed = tb_page_constructed;
  object_class->dispose = tb_page_dispose;

  klass->take_focus = tb_page_real_take_focus;

  /* The entry in the table of pages. */
  properties[PROP_INFO] = g_param_spec_pointer (
      "info", NULL, NULL, G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SESSION]
      = g_param_spec_object ("session", NULL, NULL, TB_TYPE_SESSION,
                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  /* The exchange with a service, where the register has one. */
  properties[PROP_SYNC]
      = g_param_spec_object ("sync", NULL, NULL, TB_TYPE_SYNC,
                             G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE]
      = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tb_page_init (TbPage *self)
{
}

/**
 * tb_page_get_info:
 * @self: a page
 *
 * Returns: (transfer none): its entry in the table of pages
 */
const TbPageInfo *
tb_page_get_info (TbPage *self)
{
  TbPagePrivate *priv = tb_page_get_instance_private (self);

  return priv->info;
}

/**
 * tb_page_get_record_type:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the type of the records it shows, where it shows one type
 */
const TbRecordType *
tb_page_get_record_type (TbPage *self)
{
  TbPagePrivate *priv = tb_page_get_instance_private (self);

  return priv->info->type_name != NULL ? tb_record_types_find (priv->info->type_name) : NULL;
}

/**
 * tb_page_get_session:
 * @self: a page
 *
 * Returns: (transfer none): the register it shows
 */
TbSession *
tb_page_get_session (TbPage *self)
{
  TbPagePrivate *priv = tb_page_get_instance_private (self);

  return priv->session;
}

/**
 * tb_page_get_sync:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the exchange of the register's changes; %NULL for one that
 * is not exchanged, such as the sample data
 */
TbSync *
tb_page_get_sync (TbPage *self)
{
  TbPagePrivate *priv = tb_page_get_instance_private (self);

  return priv->sync;
}

/**
 * tb_page_take_focus:
 * @self: a page that is shown
 *
 * Brings the keyboard to what the page is about: to the records of a list, not to its first button.
 * Where that is not there yet, it does so once it is, unless the person has turned to something
 * else by then.
 */
void
tb_page_take_focus (TbPage *self)
{
  TbPagePrivate *priv = tb_page_get_instance_private (self);

  priv->focus_due = TRUE;
  tb_page_give_due_focus (self);
}

/**
 * tb_page_give_due_focus:
 * @self: a page, some of which has just come
 *
 * For subclasses: brings the keyboard to what the page is about where it is still waited for, see
 * tb_page_take_focus().
 */
void
tb_page_give_due_focus (TbPage *self)
{
  TbPagePrivate *priv = tb_page_get_instance_private (self);

  if (priv->focus_due)
    priv->focus_due = !TB_PAGE_GET_CLASS (self)->take_focus (self);
}

/**
 * tb_page_go_back:
 * @self: a page that is shown
 *
 * Shows what the page is about where a record is pushed over it.
 */
void
tb_page_go_back (TbPage *self)
{
  if (TB_PAGE_GET_CLASS (self)->go_back != NULL)
    TB_PAGE_GET_CLASS (self)->go_back (self);
}

/**
 * tb_page_can_find:
 * @self: a page
 *
 * Returns: whether the page has a search of its own
 */
gboolean
tb_page_can_find (TbPage *self)
{
  return TB_PAGE_GET_CLASS (self)->find != NULL;
}

/**
 * tb_page_leave:
 * @self: a page that is shown
 *
 * Tells that another page takes its place: nobody is to be called back to this one by what comes
 * later.
 */
void
tb_page_leave (TbPage *self)
{
  TbPagePrivate *priv = tb_page_get_instance_private (self);

  priv->focus_due = FALSE;
}

/**
 * tb_page_find:
 * @self: a page
 *
 * Opens the search of the page, where it has one. Who types there goes on typing, whatever comes.
 */
void
tb_page_find (TbPage *self)
{
  TbPagePrivate *priv = tb_page_get_instance_private (self);

  priv->focus_due = FALSE;
  if (TB_PAGE_GET_CLASS (self)->find != NULL)
    TB_PAGE_GET_CLASS (self)->find (self);
}

/**
 * tb_page_show_record:
 * @self: a page
 * @id: id of a record of the page's type
 *
 * Shows a record in full, whether or not the present filters let it through.
 */
void
tb_page_show_record (TbPage *self, const char *id)
{
  if (TB_PAGE_GET_CLASS (self)->show_record != NULL)
    TB_PAGE_GET_CLASS (self)->show_record (self, id);
}

/**
 * tb_page_show_filtered:
 * @self: a page
 * @field: name of a field, or the empty string for the incomplete records
 * @value: the value it must have, or the empty string for none
 *
 * Replaces search and filters of the page by this one filter.
 */
void
tb_page_show_filtered (TbPage *self, const char *field, const char *value)
{
  if (TB_PAGE_GET_CLASS (self)->show_filtered != NULL)
    TB_PAGE_GET_CLASS (self)->show_filtered (self, field, value);
}

/**
 * tb_page_dup_query:
 * @self: a page
 *
 * Returns: (transfer full) (nullable): what the page shows at present, where it shows records
 */
TbQuery *
tb_page_dup_query (TbPage *self)
{
  return TB_PAGE_GET_CLASS (self)->dup_query != NULL ? TB_PAGE_GET_CLASS (self)->dup_query (self)
                                                     : NULL;
}
