/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-core-test.h"
#include "tb-report.h"

G_BEGIN_DECLS

/**
 * TbReportTest:
 * @base: its register
 * @organisation: (owned): a branch
 * @event: (owned): a meeting of it that was held, with everything that a record has
 * @project: (owned): published
 * @claim: (owned): of the project
 *
 * A register in which there is something to report on.
 */
typedef struct
{
  TbCoreTest base;
  TbRecord *organisation;
  TbRecord *event;
  TbRecord *project;
  TbRecord *claim;
} TbReportTest;

void tb_report_test_set_up (TbReportTest *test, gconstpointer data);
void tb_report_test_tear_down (TbReportTest *test, gconstpointer data);

#define tb_report_test_add(path, func)                                                             \
  g_test_add (path, TbReportTest, NULL, tb_report_test_set_up, func, tb_report_test_tear_down)

/* Builds a report and saves it under @file_name; gives the path. */
char *tb_report_test_save (TbReportTest *test, const char *name, const TbReportArguments *arguments,
                           const char *file_name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
