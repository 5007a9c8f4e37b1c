/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sample-private.h"

#include "tb-code-list.h"
#include "tb-type-floor.h"
#include "tb-type-organisation.h"
#include "tb-type-property-company.h"
#include "tb-type-tower.h"
#include "tb-type-unit.h"

#define FIRST_OFFICE_FLOOR 4 /* below are shops and the lobby */

static void
make_street (TbSampleState *self, guint index)
{
  const TbCodeList *list = tb_code_lists_find ("street");
  guint n_known = tb_code_list_get_n_items (list);
  TbRecord *record = tb_sample_record_new (self, &tb_type_organisation);
  TbSampleBranch street = { 0 };
  g_autofree char *street_name = NULL;
  g_autofree char *full_name = NULL;

  if (index < n_known)
    {
      /* Only the fifth where one is wanted: the street of the founding documents. */
      const TbCodeItem *item
          = tb_code_list_get_item (list, self->plan->n_streets == 1 ? 4 % n_known : index);

      street_name = g_strdup (item->label);
      tb_record_set_text (record, TB_ORGANISATION_STREET, item->code);
    }
  else
    {
      street_name = g_strdup_printf ("第%u街道", index + 1);
    }

  full_name = g_strdup_printf ("中共深圳市%s工作委员会", street_name);
  street.name = g_strdup_printf ("%s党工委", street_name);
  street.established_on = (TbDate){ .year = 2005, .month = 7, .day = 1 };
  tb_sample_take_id (record, street.id);

  tb_record_set_text (record, TB_ORGANISATION_NAME, full_name);
  tb_record_set_text (record, TB_ORGANISATION_SHORT_NAME, street.name);
  tb_record_set_text (record, TB_ORGANISATION_KIND, "street_committee");
  tb_record_set_text (record, TB_ORGANISATION_STATUS, "running");
  tb_record_set_int (record, TB_ORGANISATION_CAN_APPROVE_PROBATIONARY, TRUE);
  tb_record_set_int (record, TB_ORGANISATION_CAN_TRANSFER_NATIONWIDE, TRUE);
  tb_sample_set_date (record, TB_ORGANISATION_ESTABLISHED_ON, street.established_on);
  tb_sample_insert (self, record);
  g_array_append_val (self->streets, street);
}

static void
make_property_company (TbSampleState *self)
{
  TbRecord *record = tb_sample_record_new (self, &tb_type_property_company);
  g_auto (TbSampleFirm) firm = { 0 };
  g_autofree char *name = NULL;
  const char *ethnic;
  TbSampleId id;

  tb_sample_words_make_firm (self->words, &firm);
  name = g_strdup_printf ("深圳市%s物业服务有限公司", firm.brand);
  tb_sample_take_id (record, id.id);
  tb_record_set_text (record, TB_PROPERTY_COMPANY_NAME, name);
  tb_record_set_text (record, TB_PROPERTY_COMPANY_CREDIT_CODE, firm.credit_code);
  tb_record_take_text (record, TB_PROPERTY_COMPANY_MANAGER,
                       tb_sample_words_dup_person_name (self->words, TB_SEX_MALE, &ethnic));
  tb_record_take_text (record, TB_PROPERTY_COMPANY_PHONE, tb_sample_words_dup_mobile (self->words));
  tb_record_set_int (record, TB_PROPERTY_COMPANY_HAS_PARTY_ORG,
                     tb_sample_words_chance (self->words, 60));
  tb_record_set_int (record, TB_PROPERTY_COMPANY_STAFF_COUNT,
                     30 + tb_sample_words_below (self->words, 170));
  tb_record_set_int (record, TB_PROPERTY_COMPANY_MEMBER_COUNT,
                     tb_sample_words_below (self->words, 15));
  tb_record_set_text (record, TB_PROPERTY_COMPANY_TASKS,
                      "企业进驻信息报送\n活动场地与宣传屏维护\n联络员值班");
  tb_sample_insert (self, record);
  g_array_append_val (self->property_companies, id);
}

/*
 * tb_sample_make_streets:
 *
 * Makes what stands above and beside the towers: the streets' committees and the property
 * companies.
 */
void
tb_sample_make_streets (TbSampleState *self)
{
  for (guint i = 0; i < self->plan->n_streets; i++)
    make_street (self, i);
  for (guint i = 0; i < self->plan->n_property_companies; i++)
    make_property_company (self);
}

static void
make_unit (TbSampleState *self, const char *floor, guint level, guint number)
{
  TbRecord *record = tb_sample_record_new (self, &tb_type_unit);
  gboolean let = !tb_sample_words_chance (self->words, 9);
  TbSampleId id;

  tb_sample_take_id (record, id.id);
  tb_record_set_text (record, TB_UNIT_FLOOR, floor);
  tb_record_take_text (record, TB_UNIT_ROOM_NO, g_strdup_printf ("%u%02u", level, number));
  tb_record_set_int (record, TB_UNIT_AREA, 6000 + tb_sample_words_below (self->words, 54000));
  tb_record_set_text (record, TB_UNIT_STATUS, let ? "let" : "vacant");
  tb_sample_insert (self, record);
  if (let)
    g_array_append_val (self->units, id);
}

static const char *
get_usage (int level)
{
  if (level < 0)
    return level == -1 ? "equipment" : "parking";
  return level < FIRST_OFFICE_FLOOR ? "commercial" : "office";
}

static void
make_floor (TbSampleState *self, int level, guint n_units)
{
  TbRecord *record = tb_sample_record_new (self, &tb_type_floor);
  char id[TB_ID_SIZE];

  tb_sample_take_id (record, id);
  tb_record_set_text (record, TB_FLOOR_TOWER, self->tower_id);
  tb_record_take_text (record, TB_FLOOR_LABEL,
                       level < 0 ? g_strdup_printf ("B%d", -level) : g_strdup_printf ("%d", level));
  tb_record_set_int (record, TB_FLOOR_LEVEL, level);
  tb_record_set_int (record, TB_FLOOR_AREA, 120000 + tb_sample_words_below (self->words, 80000));
  tb_record_set_text (record, TB_FLOOR_USAGE, get_usage (level));
  tb_sample_insert (self, record);

  for (guint i = 1; i <= n_units; i++)
    make_unit (self, id, (guint)level, i);
}

static void
make_floors (TbSampleState *self)
{
  guint n_firms = tb_sample_share (self, self->plan->n_enterprises);
  guint n_office_floors = self->plan->storeys_above - FIRST_OFFICE_FLOOR + 1;
  guint n_units = MAX (2, (n_firms * 13 / 10 + n_office_floors - 1) / n_office_floors);

  g_array_set_size (self->units, 0);
  for (int level = -(int)self->plan->storeys_below; level <= (int)self->plan->storeys_above;
       level++)
    {
      if (level != 0)
        make_floor (self, level, level >= FIRST_OFFICE_FLOOR ? n_units : 0);
    }
}

static void
fill_in_tower (TbSampleState *self, TbRecord *record)
{
  const char *ethnic;
  guint completed = 1988 + tb_sample_words_below (self->words, 34);
  guint gross = 4000000 + tb_sample_words_below (self->words, 8000000);

  tb_record_set_text (record, TB_TOWER_NAME, self->tower_name);
  tb_record_set_text (record, TB_TOWER_KIND, "office");
  tb_record_set_text (record, TB_TOWER_STATUS, "in_use");
  tb_record_set_int (record, TB_TOWER_STOREYS_ABOVE, self->plan->storeys_above);
  tb_record_set_int (record, TB_TOWER_STOREYS_BELOW, self->plan->storeys_below);
  tb_record_set_int (record, TB_TOWER_HEIGHT, self->plan->storeys_above * 380);
  tb_record_set_int (record, TB_TOWER_GROSS_AREA, gross);
  tb_record_set_int (record, TB_TOWER_OFFICE_AREA, gross / 10 * 7);
  tb_sample_set_date (record, TB_TOWER_STARTED_ON,
                      (TbDate){ .year = (guint16)(completed - 3), .month = 5 });
  tb_sample_set_date (record, TB_TOWER_COMPLETED_ON,
                      (TbDate){ .year = (guint16)completed, .month = 12 });
  tb_record_set_text (record, TB_TOWER_DISTRICT, "440303");
  tb_record_take_text (
      record, TB_TOWER_ADDRESS,
      g_strdup_printf ("深圳市罗湖区样例路%u号", 1 + tb_sample_words_below (self->words, 3000)));
  tb_record_take_text (record, TB_TOWER_STEWARD,
                       tb_sample_words_dup_person_name (self->words, TB_SEX_FEMALE, &ethnic));
  tb_record_set_int (record, TB_TOWER_OCCUPANCY_RATE,
                     8000 + tb_sample_words_below (self->words, 1900));
  tb_record_set_int (record, TB_TOWER_FOCUS, self->plan->storeys_above >= 20);
}

/*
 * tb_sample_make_tower:
 *
 * Makes a tower with its floors and rooms, and the Party committee that leads it.
 */
void
tb_sample_make_tower (TbSampleState *self)
{
  const TbSampleBranch *street
      = &g_array_index (self->streets, TbSampleBranch, self->tower % self->streets->len);
  const TbSampleId *company = &g_array_index (self->property_companies, TbSampleId,
                                              self->tower % self->property_companies->len);
  g_autoptr (TbRecord) tower = tb_sample_record_new (self, &tb_type_tower);
  g_autofree char *committee_name = NULL;
  const TbDate earliest = { .year = 2008, .month = 1, .day = 1 };
  const TbDate latest = { .year = 2018, .month = 12, .day = 31 };

  g_free (self->tower_name);
  self->tower_name = tb_sample_words_dup_tower_name (self->words, self->tower);
  tb_sample_take_id (tower, self->tower_id);
  fill_in_tower (self, tower);
  tb_record_set_text (tower, TB_TOWER_PROPERTY_COMPANY, company->id);
  tb_sample_insert (self, g_object_ref (tower));

  /* The tower names its committee and the committee its tower: the tower comes first and is
   * completed after. */
  committee_name = g_strdup_printf ("%s联合党委", self->tower_name);
  tb_sample_branch_clear (&self->committee);
  self->n_committee_posts = 0;
  tb_sample_make_branch (self, &self->committee, "joint_committee", committee_name, street->id,
                         NULL, tb_sample_words_date_between (self->words, earliest, latest));
  tb_sample_complete (self, tower, TB_TOWER_ORGANISATION, self->committee.id);

  make_floors (self);
}
