/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to the sample: what names are made of. Arrays of strings end with %NULL. */

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *surname;
  guint weight;
} TbSampleSurname;

/* A legal form of a firm, and how its name and its credit code begin and end. */
typedef struct
{
  const char *region; /* (nullable): any region if %NULL */
  const char *ending;
  const char *kind;
  const char *ownership;
  const char *code_prefix;
  const char *inner_prefix;
} TbSampleForm;

typedef struct
{
  const char *word;
  const char *business;
  const char *industry;
  guint form; /* index of a TbSampleForm */
} TbSampleTrade;

extern const TbSampleSurname tb_sample_surnames[];
extern const guint tb_sample_n_surnames;
extern const TbSampleForm tb_sample_forms[];
extern const TbSampleTrade tb_sample_trades[];
extern const guint tb_sample_n_trades;
extern const char *const tb_sample_male_names[];
extern const char *const tb_sample_female_names[];
extern const char *const tb_sample_uyghur_men[];
extern const char *const tb_sample_uyghur_women[];
extern const char *const tb_sample_brand_characters[];
extern const char *const tb_sample_regions[];
extern const char *const tb_sample_tower_brands[];
extern const char *const tb_sample_tower_forms[];
extern const char *const tb_sample_places[];

G_END_DECLS
