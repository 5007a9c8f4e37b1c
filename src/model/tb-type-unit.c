/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-unit.h"

#include "tb-record.h"
#include "tb-record-types.h"

static const TbField fields[] = {
  [TB_UNIT_FLOOR]
  = { .name = "floor",
      .label = N_ ("Floor"),
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .target = "floor" },
  [TB_UNIT_ROOM_NO] = { .name = "room_no",
                        .label = N_ ("Room number"),
                        .type = TB_FIELD_TEXT,
                        .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE,
                        .search = TB_SEARCH_NUMBER,
                        .sort_column = "room_key" },
  [TB_UNIT_ROOM_KEY] = TB_SORT_KEY_FIELD ("room_key"),
  [TB_UNIT_AREA] = { .name = "area",
                     .label = N_ ("Area (m²)"),
                     .type = TB_FIELD_DECIMAL,
                     .flags = TB_FIELD_WANTED | TB_FIELD_LISTED | TB_FIELD_SORTABLE },
  [TB_UNIT_STATUS] = { .name = "status",
                       .label = N_ ("State of the room"),
                       .type = TB_FIELD_CODE,
                       .flags = TB_FIELD_LISTED | TB_FIELD_FILTER,
                       .code_list = "unit-status",
                       .merge = TB_MERGE_LATEST },
  [TB_UNIT_REPLACES]
  = { .name = "replaces", .label = N_ ("Replaces"), .type = TB_FIELD_REFERENCE, .target = "unit" },
  [TB_UNIT_REMARK] = TB_REMARK_FIELD,
  [TB_UNIT_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

/* Numbers sort by size within the text: 9A before 12. */
static char *
dup_room_key (const char *room_no)
{
  GString *key = g_string_new (NULL);

  for (const char *p = room_no; *p != '\0';)
    {
      gsize n_digits = strspn (p, "0123456789");

      if (n_digits == 0)
        {
          g_string_append_c (key, g_ascii_tolower (*p++));
          continue;
        }
      for (gsize i = n_digits; i < 6; i++)
        g_string_append_c (key, '0');
      g_string_append_len (key, p, n_digits);
      p += n_digits;
    }
  return g_string_free_and_steal (key);
}

static void
derive (TbRecord *record)
{
  const char *room_no = tb_record_get_text (record, TB_UNIT_ROOM_NO);

  tb_record_take_text (record, TB_UNIT_ROOM_KEY, room_no != NULL ? dup_room_key (room_no) : NULL);
}

static const char *const subtitle_fields[] = { "floor", NULL };

const TbRecordType tb_type_unit = {
  .name = "unit",
  .label = N_ ("Room"),
  .label_plural = N_ ("Rooms"),
  .icon_name = "mark-location-symbolic",
  .number = 3,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_UNIT_ROOM_NO,
  .subtitle_fields = subtitle_fields,
  .derive = derive,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_UNIT_N_FIELDS);
