/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to the sample: names, numbers and dates of people and firms that do not exist. */

#include "tb-check-digit.h"
#include "tb-date.h"

G_BEGIN_DECLS

/**
 * TbSampleWords:
 *
 * Makes words, the same for the same seed and day. Identity numbers and credit codes never repeat.
 * One thread at a time.
 */
typedef struct _TbSampleWords TbSampleWords;

/**
 * TbSampleFirm:
 * @name: (owned): full name
 * @brand: (owned): its two characters
 * @short_name: (owned): brand and trade
 * @business: main business; static
 * @kind: code of `enterprise-kind`; static
 * @ownership: code of `ownership`; static
 * @industry: code of `industry`; static
 * @credit_code: (owned)
 */
typedef struct
{
  char *name;
  char *brand;
  char *short_name;
  const char *business;
  const char *kind;
  const char *ownership;
  const char *industry;
  char *credit_code;
} TbSampleFirm;

TbSampleWords *tb_sample_words_new (guint32 seed, TbDate today) G_GNUC_WARN_UNUSED_RESULT;
void tb_sample_words_free (TbSampleWords *self);

gboolean tb_sample_words_chance (TbSampleWords *self, guint percent);
guint tb_sample_words_below (TbSampleWords *self, guint limit);
TbDate tb_sample_words_date_between (TbSampleWords *self, TbDate from, TbDate to);

const char *tb_sample_words_pick (TbSampleWords *self, const char *const *choices);
char *tb_sample_words_dup_person_name (TbSampleWords *self, TbSex sex, const char **ethnic);
char *tb_sample_words_dup_id_number (TbSampleWords *self, TbDate birth, TbSex sex);
char *tb_sample_words_dup_mobile (TbSampleWords *self);
char *tb_sample_words_dup_tower_name (TbSampleWords *self, guint index);
char *tb_sample_words_dup_place (TbSampleWords *self);
void tb_sample_words_make_firm (TbSampleWords *self, TbSampleFirm *firm);
void tb_sample_firm_clear (TbSampleFirm *firm);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSampleWords, tb_sample_words_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TbSampleFirm, tb_sample_firm_clear)

G_END_DECLS
