/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to the sample: what events and projects are about. Arrays of strings end with %NULL. */

#include <glib.h>

G_BEGIN_DECLS

/**
 * TbSampleTheme:
 * @title: of the theme day
 * @agenda: what is done, one thing a line
 *
 * What the theme day of a month is about.
 */
typedef struct
{
  const char *title;
  const char *agenda;
} TbSampleTheme;

/**
 * TbSampleNeed:
 * @category: code of `project-kind`
 * @title: of the project
 * @need: what is needed
 * @goal: by what it is judged
 * @target: for whom
 * @n_beneficiaries: how many are hoped for
 * @budget: yuan; 0 where no money is needed
 *
 * A project that a tower could have.
 */
typedef struct
{
  const char *category;
  const char *title;
  const char *need;
  const char *goal;
  const char *target;
  guint n_beneficiaries;
  guint budget;
} TbSampleNeed;

extern const TbSampleTheme tb_sample_themes[12];
extern const char *const tb_sample_class_topics[];
extern const char *const tb_sample_committee_topics[];
extern const char *const tb_sample_group_topics[];
extern const char *const tb_sample_general_topics[];
extern const char *const tb_sample_leave_reasons[];
extern const char *const tb_sample_teams[];
extern const char *const tb_sample_departments[];
extern const char *const tb_sample_pledges[];
extern const char *const tb_sample_resources[];
extern const char *const tb_sample_problems[];
extern const TbSampleNeed tb_sample_needs[];
extern const guint tb_sample_n_needs;

G_END_DECLS
