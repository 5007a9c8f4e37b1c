/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sample-words.h"

#include "tb-sample-words-data.h"

#define REGION "440399" /* assigned to nobody, so that no number is anybody's */
#define CODE_ALPHABET "0123456789ABCDEFGHJKLMNPQRTUWXY"
#define N_CODE_SERIALS (31u * 31u * 31u * 31u * 31u)
#define FIRST_BIRTH_YEAR 1930
#define N_BIRTH_DAYS (110u * 372u)
#define N_SEQUENCES 499u /* of one sex on one day: 001 to 999, odd or even */

struct _TbSampleWords
{
  GRand *rand; /* (owned) */
  TbDate today;
  guint offset; /* from the seed, so that seeds do not share firms */
  guint next_firm;
  guint8 *born[2]; /* (owned): identity numbers given out, by day of birth, for each sex */
  guint surname_weights;
};

/**
 * tb_sample_words_new:
 * @seed: which words
 * @today: the calendar day
 */
TbSampleWords *
tb_sample_words_new (guint32 seed, TbDate today)
{
  TbSampleWords *self = g_new0 (TbSampleWords, 1);

  self->rand = g_rand_new_with_seed (seed);
  self->today = today;
  self->offset = (guint)g_rand_int_range (self->rand, 0, 100000);
  self->born[0] = g_new0 (guint8, N_BIRTH_DAYS);
  self->born[1] = g_new0 (guint8, N_BIRTH_DAYS);
  for (guint i = 0; i < tb_sample_n_surnames; i++)
    self->surname_weights += tb_sample_surnames[i].weight;
  return self;
}

/**
 * tb_sample_words_free:
 * @self: (transfer full)
 */
void
tb_sample_words_free (TbSampleWords *self)
{
  g_rand_free (self->rand);
  g_free (self->born[0]);
  g_free (self->born[1]);
  g_free (self);
}

/**
 * tb_sample_words_below:
 * @limit: at least 1
 *
 * Returns: a number from 0 to @limit - 1
 */
guint
tb_sample_words_below (TbSampleWords *self, guint limit)
{
  return (guint)g_rand_int_range (self->rand, 0, (gint32)limit);
}

/**
 * tb_sample_words_chance:
 * @percent: how often in a hundred times
 */
gboolean
tb_sample_words_chance (TbSampleWords *self, guint percent)
{
  return tb_sample_words_below (self, 100) < percent;
}

/**
 * tb_sample_words_pick:
 * @choices: ended by %NULL
 */
const char *
tb_sample_words_pick (TbSampleWords *self, const char *const *choices)
{
  return choices[tb_sample_words_below (self, g_strv_length ((char **)choices))];
}

static guint
days_of (TbDate date)
{
  g_autoptr (GDate) day = g_date_new_dmy (date.day, (GDateMonth)date.month, date.year);

  return g_date_get_julian (day);
}

/**
 * tb_sample_words_date_between:
 * @from: the first day
 * @to: the last day; @from is given where it is not later
 */
TbDate
tb_sample_words_date_between (TbSampleWords *self, TbDate from, TbDate to)
{
  guint first = days_of (from);
  guint last = days_of (to);

  if (last <= first)
    return from;
  return tb_date_add_days (from, (int)tb_sample_words_below (self, last - first + 1));
}

static const char *
pick_surname (TbSampleWords *self)
{
  guint weight = tb_sample_words_below (self, self->surname_weights);

  for (guint i = 0; i < tb_sample_n_surnames; i++)
    {
      if (weight < tb_sample_surnames[i].weight)
        return tb_sample_surnames[i].surname;
      weight -= tb_sample_surnames[i].weight;
    }
  g_assert_not_reached ();
}

static const char *
pick_ethnic (TbSampleWords *self)
{
  static const char *const minorities[] = { "08", "08", "08", "15", "15", "06", "11", "03",
                                            "13", "12", "02", "22", "10", "07", NULL };

  return tb_sample_words_chance (self, 5) ? tb_sample_words_pick (self, minorities) : "01";
}

/**
 * tb_sample_words_dup_person_name:
 * @sex: of the person
 * @ethnic: (out): code of `ethnic`
 */
char *
tb_sample_words_dup_person_name (TbSampleWords *self, TbSex sex, const char **ethnic)
{
  const char *const *given = sex == TB_SEX_MALE ? tb_sample_male_names : tb_sample_female_names;
  const char *surname, *first;

  if (tb_sample_words_below (self, 500) == 0)
    {
      *ethnic = "05";
      return g_strdup (tb_sample_words_pick (self, sex == TB_SEX_MALE ? tb_sample_uyghur_men
                                                                      : tb_sample_uyghur_women));
    }

  *ethnic = pick_ethnic (self);
  surname = pick_surname (self);
  first = tb_sample_words_pick (self, given);
  if (tb_sample_words_chance (self, 14))
    return g_strconcat (surname, first, NULL);
  return g_strconcat (surname, first, tb_sample_words_pick (self, given), NULL);
}

/**
 * tb_sample_words_dup_id_number:
 * @birth: to the day
 * @sex: male or female
 *
 * Returns: (transfer full) (nullable): a valid number that was not given out before, or %NULL where
 * a day's are used up
 */
char *
tb_sample_words_dup_id_number (TbSampleWords *self, TbDate birth, TbSex sex)
{
  guint day = (birth.year - FIRST_BIRTH_YEAR) * 372u + (birth.month - 1) * 31u + (birth.day - 1);
  guint8 *given_out = self->born[sex == TB_SEX_MALE];
  char first_17[18];
  guint sequence;

  g_assert (day < N_BIRTH_DAYS);
  if (given_out[day] == G_MAXUINT8)
    return NULL;

  /* Counted from a place that depends on the day, or everybody would be the first child of it. */
  sequence = (day * 37 + self->offset + given_out[day]++ * 7) % N_SEQUENCES;
  sequence = sex == TB_SEX_MALE ? sequence * 2 + 1 : sequence * 2 + 2;
  g_snprintf (first_17, sizeof first_17, REGION "%04u%02u%02u%03u", birth.year, birth.month,
              birth.day, sequence);
  return g_strdup_printf ("%s%c", first_17, tb_id_number_compute_check (first_17));
}

/**
 * tb_sample_words_dup_mobile:
 *
 * Returns: (transfer full): eleven digits in the shape of a mobile number
 */
char *
tb_sample_words_dup_mobile (TbSampleWords *self)
{
  return g_strdup_printf ("1%u%09u", 3 + tb_sample_words_below (self, 7),
                          tb_sample_words_below (self, 1000000000));
}

/**
 * tb_sample_words_dup_tower_name:
 * @index: which tower; names of different towers differ
 */
char *
tb_sample_words_dup_tower_name (TbSampleWords *self, guint index)
{
  const guint n_brands = g_strv_length ((char **)tb_sample_tower_brands);
  const guint n_forms = g_strv_length ((char **)tb_sample_tower_forms);
  guint brand = (index + self->offset) % n_brands;
  guint form = (index / n_brands + index + self->offset) % n_forms;

  return g_strconcat (tb_sample_tower_brands[brand], tb_sample_tower_forms[form], NULL);
}

/**
 * tb_sample_words_dup_place:
 *
 * Returns: (transfer full): a province and a city people come from
 */
char *
tb_sample_words_dup_place (TbSampleWords *self)
{
  return g_strdup (tb_sample_words_pick (self, tb_sample_places));
}

static char *
dup_credit_code (TbSampleWords *self, const char *prefix, const char *inner_prefix)
{
  /* The factor has no divisor in common with the number of serials, so that none comes twice. */
  guint serial
      = (guint)(((guint64)(self->next_firm + self->offset * 64u) * 7654321u) % N_CODE_SERIALS);
  char inner[9];
  char first_17[18];

  g_strlcpy (inner, inner_prefix, sizeof inner);
  for (guint i = 7; i >= 3; i--, serial /= 31)
    inner[i] = CODE_ALPHABET[serial % 31];
  inner[8] = '\0';

  g_snprintf (first_17, sizeof first_17, "%s" REGION "%s%c", prefix, inner,
              tb_organisation_code_compute_check (inner));
  return g_strdup_printf ("%s%c", first_17, tb_credit_code_compute_check (first_17));
}

/**
 * tb_sample_words_make_firm:
 * @firm: (out caller-allocates): freed with tb_sample_firm_clear()
 *
 * Makes the next firm. The first few thousand of a seed have names of their own.
 */
void
tb_sample_words_make_firm (TbSampleWords *self, TbSampleFirm *firm)
{
  const guint n_characters = g_strv_length ((char **)tb_sample_brand_characters);
  const guint n_brands = n_characters * n_characters;
  guint brand = (guint)(((guint64)self->next_firm * 1009u + self->offset) % n_brands);
  const TbSampleTrade *trade = &tb_sample_trades[tb_sample_words_below (self, tb_sample_n_trades)];
  const TbSampleForm *form = &tb_sample_forms[trade->form];
  const char *region
      = form->region != NULL ? form->region : tb_sample_words_pick (self, tb_sample_regions);

  firm->brand = g_strconcat (tb_sample_brand_characters[brand / n_characters],
                             tb_sample_brand_characters[brand % n_characters], NULL);
  firm->short_name = g_strconcat (firm->brand, trade->word, NULL);
  firm->name = g_strconcat (region, firm->short_name, form->ending, NULL);
  firm->business = trade->business;
  firm->industry = trade->industry;
  firm->kind = form->kind;
  firm->ownership = form->ownership;
  firm->credit_code = dup_credit_code (self, form->code_prefix, form->inner_prefix);
  self->next_firm++;
}

/**
 * tb_sample_firm_clear:
 * @firm: whose texts are freed
 */
void
tb_sample_firm_clear (TbSampleFirm *firm)
{
  g_clear_pointer (&firm->name, g_free);
  g_clear_pointer (&firm->brand, g_free);
  g_clear_pointer (&firm->short_name, g_free);
  g_clear_pointer (&firm->credit_code, g_free);
}
