/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbRecordChooser:
 *
 * A page on which one record of a type is searched for and chosen, or added by its name alone.
 *
 * Signals:
 *  - `chosen (const char *id, const char *title)`
 */
#define TB_TYPE_RECORD_CHOOSER (tb_record_chooser_get_type ())
G_DECLARE_FINAL_TYPE (TbRecordChooser, tb_record_chooser, TB, RECORD_CHOOSER, AdwNavigationPage)

AdwNavigationPage *tb_record_chooser_new (TbSession *session, const TbRecordType *type,
                                          const char *title) G_GNUC_WARN_UNUSED_RESULT;
void tb_record_chooser_set_can_add (TbRecordChooser *self, gboolean can_add);

G_END_DECLS
