/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-cli.h"

G_BEGIN_DECLS

/**
 * TbQueryOptions:
 *
 * Which records, as several commands let it be said.
 */
typedef struct
{
  char **where; /* (owned) (nullable) */
  char *match;  /* (owned) (nullable) */
  char *sort;   /* (owned) (nullable) */
  int limit;    /* 0 for all */
} TbQueryOptions;

void tb_query_options_clear (TbQueryOptions *self);
TbQuery *tb_query_options_build (TbQueryOptions *self, TbCli *cli, const TbRecordType *type,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Rows of a table of options. */
#define TB_QUERY_OPTION_ENTRIES(options)                                                           \
  { "where",                                                                                       \
    'w',                                                                                           \
    0,                                                                                             \
    G_OPTION_ARG_FILENAME_ARRAY,                                                                   \
    &(options).where,                                                                              \
    N_ ("Only records of which it is true: =, !=, >=, <=; several times for “and”"),               \
    N_ ("FIELD=VALUE") },                                                                          \
      { "match",                                                                                   \
        'm',                                                                                       \
        0,                                                                                         \
        G_OPTION_ARG_FILENAME,                                                                     \
        &(options).match,                                                                          \
        N_ ("Only records found by characters, pinyin, initials or numbers"),                      \
        N_ ("TEXT") },                                                                             \
      { "sort",                                                                                    \
        's',                                                                                       \
        0,                                                                                         \
        G_OPTION_ARG_FILENAME,                                                                     \
        &(options).sort,                                                                           \
        N_ ("In the order of a field; -FIELD for the reverse"),                                    \
        N_ ("FIELD") },                                                                            \
  {                                                                                                \
    "limit", 'n', 0, G_OPTION_ARG_INT, &(options).limit, N_ ("At most so many"), N_ ("N")          \
  }

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TbQueryOptions, tb_query_options_clear)

G_END_DECLS
