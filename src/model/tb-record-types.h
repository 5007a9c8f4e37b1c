/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * What the field tables are written with. The last two fields of every type are `remark` and
 * `incomplete`; the enum of a type ends with TB_<TYPE>_REMARK, TB_<TYPE>_INCOMPLETE.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "tb-record-type.h"

#define TB_REMARK_FIELD                                                                            \
  { .name = "remark",                                                                              \
    .label = N_ ("Remarks"),                                                                       \
    .section = N_ ("Other"),                                                                       \
    .type = TB_FIELD_TEXT,                                                                         \
    .format = TB_FORMAT_MULTILINE,                                                                 \
    .sensitivity = TB_SENSITIVITY_S1 }

#define TB_INCOMPLETE_FIELD                                                                        \
  { .name = "incomplete",                                                                          \
    .label = N_ ("Missing values"),                                                                \
    .type = TB_FIELD_INTEGER,                                                                      \
    .flags = TB_FIELD_DERIVED | TB_FIELD_HIDDEN,                                                   \
    .merge = TB_MERGE_DERIVED }

/* The key by which a Chinese text is sorted as people expect, by pinyin. */
#define TB_SORT_KEY_FIELD(column)                                                                  \
  { .name = column,                                                                                \
    .label = N_ ("Sort key"),                                                                      \
    .type = TB_FIELD_TEXT,                                                                         \
    .flags = TB_FIELD_DERIVED | TB_FIELD_HIDDEN,                                                   \
    .sensitivity = TB_SENSITIVITY_S1,                                                              \
    .merge = TB_MERGE_DERIVED }
