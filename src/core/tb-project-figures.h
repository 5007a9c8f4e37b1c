/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "tb-connection.h"

G_BEGIN_DECLS

/**
 * TbProjectScope:
 * @from: (nullable): first day of the period, ISO; %NULL for no beginning
 * @to: (nullable): its last day; %NULL for no end
 * @organisation: (nullable): id of an organisation: projects that it, or one below it, initiated;
 * %NULL for all
 *
 * Of what figures are reckoned.
 */
typedef struct
{
  const char *from;
  const char *to;
  const char *organisation;
} TbProjectScope;

/**
 * TbProjectFigures:
 * @published: projects published in the period
 * @claimed: those of them on which a claim was confirmed
 * @due: published projects that were due in the period and not after today, and not terminated
 * @on_time: those of them that were accepted, the last claim not later than the day they were due
 * @confirmed: claims confirmed in the period, on projects that were not terminated
 * @withdrawn: those of them that were withdrawn afterwards
 * @visits: beneficiaries counted by visits, entered for the period
 * @households: the same by households
 * @firms: the same by firms
 * @sample: how many people were asked how satisfied they are
 * @score: the sum of their marks (1.00 to 5.00), in hundredths
 *
 * Figures of projects and claims (domain model §1.9). Rates are kept as what they are made of.
 */
typedef struct
{
  gint64 published;
  gint64 claimed;
  gint64 due;
  gint64 on_time;
  gint64 confirmed;
  gint64 withdrawn;
  gint64 visits;
  gint64 households;
  gint64 firms;
  gint64 sample;
  gint64 score;
} TbProjectFigures;

/**
 * TbProjectIndicator:
 * @name: stable name
 * @label: (translatable): what it is called
 * @definition: (translatable): how it is reckoned, a sentence
 * @dup_value: what it is, for people; a dash where there is nothing to reckon it from
 *
 * One of the indicators that the figures make.
 */
typedef struct
{
  const char *name;
  const char *label;
  const char *definition;
  char *(*dup_value) (const TbProjectFigures *figures);
} TbProjectIndicator;

const TbProjectIndicator *tb_project_indicators_get_all (guint *n_indicators);

gboolean tb_project_figures_read (TbConnection *connection, const TbProjectScope *scope,
                                  TbProjectFigures *figures, GError **error);

G_END_DECLS
