/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-action-card.h"

#include "tb-rules.h"
#include "tb-record-types.h"

#define OWNER N_ ("Belongs to")
#define CARD N_ ("5W1H")

static const TbField fields[] = {
  [TB_ACTION_CARD_EVENT] = { .name = "event",
                             .label = N_ ("Event"),
                             .section = OWNER,
                             .type = TB_FIELD_REFERENCE,
                             .flags = TB_FIELD_FILTER,
                             .target = "event" },
  [TB_ACTION_CARD_PROJECT] = { .name = "project",
                               .label = N_ ("Project"),
                               .section = OWNER,
                               .type = TB_FIELD_REFERENCE,
                               .flags = TB_FIELD_FILTER,
                               .target = "project" },
  [TB_ACTION_CARD_CLAIM] = { .name = "claim",
                             .label = N_ ("Claim"),
                             .section = OWNER,
                             .type = TB_FIELD_REFERENCE,
                             .flags = TB_FIELD_FILTER,
                             .target = "claim" },
  [TB_ACTION_CARD_WHAT] = { .name = "what",
                            .label = N_ ("What"),
                            .section = CARD,
                            .type = TB_FIELD_TEXT,
                            .format = TB_FORMAT_MULTILINE,
                            .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED },
  [TB_ACTION_CARD_WHY] = { .name = "why",
                           .label = N_ ("Why"),
                           .section = CARD,
                           .type = TB_FIELD_TEXT,
                           .format = TB_FORMAT_MULTILINE,
                           .flags = TB_FIELD_WANTED },
  [TB_ACTION_CARD_WHO] = { .name = "who",
                           .label = N_ ("Who"),
                           .section = CARD,
                           .type = TB_FIELD_TEXT,
                           .format = TB_FORMAT_MULTILINE,
                           .flags = TB_FIELD_WANTED,
                           .sensitivity = TB_SENSITIVITY_S1 },
  [TB_ACTION_CARD_WHEN] = { .name = "when",
                            .label = N_ ("When"),
                            .section = CARD,
                            .type = TB_FIELD_TEXT,
                            .format = TB_FORMAT_MULTILINE,
                            .flags = TB_FIELD_WANTED },
  [TB_ACTION_CARD_WHERE] = { .name = "where",
                             .label = N_ ("Where"),
                             .section = CARD,
                             .type = TB_FIELD_TEXT,
                             .format = TB_FORMAT_MULTILINE,
                             .flags = TB_FIELD_WANTED },
  [TB_ACTION_CARD_HOW] = { .name = "how",
                           .label = N_ ("How"),
                           .section = CARD,
                           .type = TB_FIELD_TEXT,
                           .format = TB_FORMAT_MULTILINE,
                           .flags = TB_FIELD_WANTED },
  [TB_ACTION_CARD_HOW_WELL] = { .name = "how_well",
                                .label = N_ ("How well"),
                                .section = CARD,
                                .type = TB_FIELD_TEXT,
                                .format = TB_FORMAT_MULTILINE,
                                .flags = TB_FIELD_WANTED },
  [TB_ACTION_CARD_PROOF] = { .name = "proof",
                             .label = N_ ("Proof"),
                             .section = CARD,
                             .type = TB_FIELD_TEXT,
                             .format = TB_FORMAT_MULTILINE,
                             .flags = TB_FIELD_WANTED },
  [TB_ACTION_CARD_REMARK] = TB_REMARK_FIELD,
  [TB_ACTION_CARD_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

static char *
dup_title (TbRecord *record)
{
  return tb_rules_dup_first_line (record, TB_ACTION_CARD_WHAT);
}

static void
check (TbRecord *record, TbDate today, TbFindings *findings)
{
  static const guint owners[]
      = { TB_ACTION_CARD_EVENT, TB_ACTION_CARD_PROJECT, TB_ACTION_CARD_CLAIM };

  tb_rules_check_one_owner (record, owners, G_N_ELEMENTS (owners), findings);
}

/**
 * tb_action_card_get_missing:
 * @card: (nullable): a card; %NULL for one that is not written yet
 * @missing: (out caller-allocates): the fields that have no answer, in the order of the card
 *
 * Which of the eight questions of a card are still open: what, why, who, when, where, how, how well
 * and the proof.
 *
 * Returns: how many are missing
 */
guint
tb_action_card_get_missing (TbRecord *card, guint missing[TB_ACTION_CARD_N_QUESTIONS])
{
  guint n_missing = 0;

  for (guint field = TB_ACTION_CARD_WHAT; field <= TB_ACTION_CARD_PROOF; field++)
    if (card == NULL || !tb_record_has (card, field))
      missing[n_missing++] = field;
  return n_missing;
}

G_STATIC_ASSERT (TB_ACTION_CARD_PROOF - TB_ACTION_CARD_WHAT + 1 == TB_ACTION_CARD_N_QUESTIONS);

static const char *const subtitle_fields[] = { "event", "project", "claim", NULL };

const TbRecordType tb_type_action_card = {
  .name = "action_card",
  .label = N_ ("5W1H card"),
  .label_plural = N_ ("5W1H cards"),
  .icon_name = "view-list-bullet-symbolic",
  .number = 23,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_ACTION_CARD_WHAT,
  .subtitle_fields = subtitle_fields,
  .dup_title = dup_title,
  .check = check,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_ACTION_CARD_N_FIELDS);
