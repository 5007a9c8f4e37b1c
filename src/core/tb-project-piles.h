/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "tb-connection.h"
#include "tb-query.h"

G_BEGIN_DECLS

/**
 * TbProjectColumn:
 * @name: stable name
 * @title: (translatable): its heading
 * @states: the states of the projects that stand in it, ended by %NULL; the first is the usual one
 *
 * A column of the board of projects.
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *states[6];
} TbProjectColumn;

/**
 * TbProjectCard:
 * @due_on: (nullable)
 * @n_claims: claims that are neither rejected nor withdrawn
 * @n_confirmed: those of them that have been confirmed
 *
 * What a board shows of a project. Texts are owned.
 */
typedef struct
{
  char *id;
  char *code;
  char *title;
  char *initiator;
  char *state;
  char *due_on;
  gint64 progress;
  gint64 n_claims;
  gint64 n_confirmed;
} TbProjectCard;

/**
 * TbProjectPile:
 * @cards: (element-type TbProjectCard): the first of them
 * @n_cards: how many there are
 *
 * The projects of a column.
 */
typedef struct
{
  GPtrArray *cards;
  gint64 n_cards;
} TbProjectPile;

const TbProjectColumn *tb_project_columns_get_all (guint *n_columns);

GPtrArray *tb_project_piles_read (TbConnection *connection, TbQuery *query, guint limit,
                                  GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
