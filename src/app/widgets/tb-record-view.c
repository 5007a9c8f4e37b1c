/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-record-view.h"

#include <glib/gi18n.h>

G_DEFINE_INTERFACE (TbRecordView, tb_record_view, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
tb_record_view_default_init (TbRecordViewInterface *iface)
{
  /**
   * TbRecordView::opened:
   * @id: a record
   *
   * The record is to be shown, over the view where there is no room beside it.
   */
  signals[SIGNAL_OPENED] = g_signal_new ("opened", TB_TYPE_RECORD_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

/**
 * tb_record_view_get_title:
 *
 * Returns: (transfer none): what the view is called, translated
 */
const char *
tb_record_view_get_title (TbRecordView *self)
{
  g_return_val_if_fail (TB_IS_RECORD_VIEW (self), NULL);

  return _ (TB_RECORD_VIEW_GET_IFACE (self)->title);
}

/**
 * tb_record_view_get_icon_name:
 *
 * Returns: (transfer none): its symbolic icon
 */
const char *
tb_record_view_get_icon_name (TbRecordView *self)
{
  g_return_val_if_fail (TB_IS_RECORD_VIEW (self), NULL);

  return TB_RECORD_VIEW_GET_IFACE (self)->icon_name;
}

/**
 * tb_record_view_takes_all:
 *
 * Returns: whether the view needs the width of the whole page
 */
gboolean
tb_record_view_takes_all (TbRecordView *self)
{
  g_return_val_if_fail (TB_IS_RECORD_VIEW (self), FALSE);

  return TB_RECORD_VIEW_GET_IFACE (self)->takes_all;
}

/**
 * tb_record_view_shows_nothing:
 *
 * Returns: whether the view is of use with no record in it
 */
gboolean
tb_record_view_shows_nothing (TbRecordView *self)
{
  g_return_val_if_fail (TB_IS_RECORD_VIEW (self), FALSE);

  return TB_RECORD_VIEW_GET_IFACE (self)->shows_nothing;
}

/**
 * tb_record_view_bind:
 * @session: the register
 *
 * Says where records are read from. Called once; the view follows the register's changes.
 */
void
tb_record_view_bind (TbRecordView *self, TbSession *session)
{
  g_return_if_fail (TB_IS_RECORD_VIEW (self));

  TB_RECORD_VIEW_GET_IFACE (self)->bind (self, session);
}

/**
 * tb_record_view_set_query:
 * @query: search and filters of the page
 *
 * Shows the records that @query lets through; its order does not matter.
 */
void
tb_record_view_set_query (TbRecordView *self, TbQuery *query)
{
  g_return_if_fail (TB_IS_RECORD_VIEW (self));

  TB_RECORD_VIEW_GET_IFACE (self)->set_query (self, query);
}

/**
 * tb_record_view_focus:
 *
 * Moves the focus into the view.
 */
void
tb_record_view_focus (TbRecordView *self)
{
  g_return_if_fail (TB_IS_RECORD_VIEW (self));

  TB_RECORD_VIEW_GET_IFACE (self)->focus (self);
}

/**
 * tb_record_view_emit_opened:
 * @id: a record
 *
 * For implementations: the record is to be shown.
 */
void
tb_record_view_emit_opened (TbRecordView *self, const char *id)
{
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, id);
}
