/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-floor.h"

#include "tb-record.h"
#include "tb-record-types.h"

static const TbField fields[] = {
  [TB_FLOOR_TOWER]
  = { .name = "tower",
      .label = N_ ("Tower"),
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .target = "tower" },
  [TB_FLOOR_LABEL] = { .name = "label",
                       .label = N_ ("Floor"),
                       .type = TB_FIELD_TEXT,
                       .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE,
                       .sort_column = "level" },
  [TB_FLOOR_LEVEL] = { .name = "level",
                       .label = N_ ("Level"),
                       .type = TB_FIELD_INTEGER,
                       .flags = TB_FIELD_SORTABLE | TB_FIELD_SIGNED },
  [TB_FLOOR_AREA] = { .name = "area", .label = N_ ("Area (m²)"), .type = TB_FIELD_DECIMAL },
  [TB_FLOOR_USAGE] = { .name = "usage",
                       .label = N_ ("Use"),
                       .type = TB_FIELD_CODE,
                       .flags = TB_FIELD_LISTED | TB_FIELD_FILTER,
                       .code_list = "floor-use" },
  [TB_FLOOR_REMARK] = TB_REMARK_FIELD,
  [TB_FLOOR_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

/* `B2` is below ground, `12A` and `12F` are the twelfth floor; names such as `顶层` have no number
 * to go by. */
static gboolean
guess_level (const char *label, gint64 *level)
{
  gboolean below = g_ascii_toupper (label[0]) == 'B' || g_str_has_prefix (label, "负");
  const char *digits = label + strcspn (label, "0123456789");
  char *end;

  *level = g_ascii_strtoll (digits, &end, 10);
  if (end == digits)
    return FALSE;
  if (below || (digits > label && digits[-1] == '-'))
    *level = -*level;
  return TRUE;
}

static void
derive (TbRecord *record)
{
  const char *label = tb_record_get_text (record, TB_FLOOR_LABEL);
  gint64 level;

  if (label != NULL && !tb_record_has (record, TB_FLOOR_LEVEL) && guess_level (label, &level))
    tb_record_set_int (record, TB_FLOOR_LEVEL, level);
}

static const char *const subtitle_fields[] = { "tower", NULL };

const TbRecordType tb_type_floor = {
  .name = "floor",
  .label = N_ ("Floor"),
  .label_plural = N_ ("Floors"),
  .icon_name = "view-list-symbolic",
  .number = 2,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_FLOOR_LABEL,
  .subtitle_fields = subtitle_fields,
  .derive = derive,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_FLOOR_N_FIELDS);
