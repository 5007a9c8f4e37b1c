/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbFormSection:
 *
 * The fields of one section of a form. Those that matter stand open; the rest come with *More
 * Fields*. Under a field stands what is wrong with it.
 *
 * Signals:
 *  - `changed-by-user ()`: a value or a fault changed
 */
#define TB_TYPE_FORM_SECTION (tb_form_section_get_type ())
G_DECLARE_FINAL_TYPE (TbFormSection, tb_form_section, TB, FORM_SECTION, AdwPreferencesGroup)

GtkWidget *tb_form_section_new (TbSession *session, TbRecord *record,
                                const char *section) G_GNUC_WARN_UNUSED_RESULT;
void tb_form_section_bind (TbFormSection *self, TbSession *session, TbRecord *record);
void tb_form_section_add_field (TbFormSection *self, guint field);
void tb_form_section_add (TbFormSection *self, const char *section);
void tb_form_section_show_findings (TbFormSection *self, TbFindings *findings, gboolean all);
gboolean tb_form_section_has_faults (TbFormSection *self);
GtkWidget *tb_form_section_get_first (TbFormSection *self);
gboolean tb_form_section_focus_first (TbFormSection *self);

G_END_DECLS
