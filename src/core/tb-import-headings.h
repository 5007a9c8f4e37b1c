/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-import-target.h"

G_BEGIN_DECLS

/**
 * TbImportHeading:
 * @target: what a column under this heading is imported as; %TB_IMPORT_IGNORED where it is known
 * that there is nothing to import (a serial number, a computed age)
 * @yuan: how many yuan the unit is that it names, 10000 for «(万元)»; 0 where it names none
 */
typedef struct
{
  guint target;
  double yuan;
} TbImportHeading;

gboolean tb_import_headings_recognise (const TbRecordType *type, const char *heading,
                                       TbImportHeading *found);
char *tb_import_headings_fold (const char *heading, double *yuan) G_GNUC_WARN_UNUSED_RESULT;

/* What the exporter writes, which is what the importer reads again. */
const guint *tb_import_headings_get_roster (const TbRecordType *type, guint *n_targets);
const char *tb_import_headings_get_written (const TbRecordType *type, guint target);

G_END_DECLS
