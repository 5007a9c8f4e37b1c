/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-claim-row.h"

#include "tb-record-row.h"
#include "tb-step-bar.h"
#include "tb-type-claim.h"

#include <glib/gi18n.h>

/**
 * TbClaimRow:
 *
 * A claim in the detail of its project: who has it, how far it is, and, unfolded, the steps it can
 * take and the ways to what belongs to it.
 */
struct _TbClaimRow
{
  AdwExpanderRow parent_instance;

  TbStepBar *step_bar;
  TbRecordRow *open_row;
  TbRecordRow *report_row;
};

G_DEFINE_FINAL_TYPE (TbClaimRow, tb_claim_row, ADW_TYPE_EXPANDER_ROW)

/* Claims on which something is to be done are shown unfolded. */
static const char *const open_states[]
    = { "applied", "checked", "confirmed", "under_way", "submitted", "rework", NULL };

static char *
dup_subtitle (TbRecord *claim, TbDate today)
{
  static const guint fields[]
      = { TB_CLAIM_STATE, TB_CLAIM_CLAIMANT_KIND, TB_CLAIM_DUE_ON, TB_CLAIM_REWORK_DUE };
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *part = NULL;

      if (!tb_record_has (claim, fields[i]) || !tb_record_type_awaits (claim, fields[i]))
        continue;
      part = tb_record_dup_display (claim, fields[i], TB_DISPLAY_MASKED);
      if (fields[i] == TB_CLAIM_DUE_ON || fields[i] == TB_CLAIM_REWORK_DUE)
        g_string_append_printf (line, _ (" · due %s"), part);
      else
        g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", part);
    }
  if (tb_claim_is_overdue (claim, today))
    g_string_append_printf (line, " · %s", _ ("overdue"));
  if (tb_record_has (claim, TB_CLAIM_PROGRESS))
    g_string_append_printf (line, " · %d%%", (int)tb_record_get_int (claim, TB_CLAIM_PROGRESS));

  return g_string_free_and_steal (g_steal_pointer (&line));
}

static void
tb_claim_row_class_init (TbClaimRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TB_TYPE_STEP_BAR);
  g_type_ensure (TB_TYPE_RECORD_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-claim-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbClaimRow, step_bar);
  gtk_widget_class_bind_template_child (widget_class, TbClaimRow, open_row);
  gtk_widget_class_bind_template_child (widget_class, TbClaimRow, report_row);
}

static void
tb_claim_row_init (TbClaimRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_claim_row_new:
 * @session: the register
 * @claim: a claim, as last read
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
tb_claim_row_new (TbSession *session, TbRecord *claim)
{
  TbClaimRow *self = g_object_new (TB_TYPE_CLAIM_ROW, NULL);
  const char *state = tb_record_get_text (claim, TB_CLAIM_STATE);
  g_autofree char *title = tb_record_dup_title (claim);
  g_autofree char *subtitle = dup_subtitle (claim, tb_clock_today (tb_session_get_clock (session)));
  GVariantBuilder values;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self),
                                 state != NULL && g_strv_contains (open_states, state));
  tb_step_bar_set_record (self->step_bar, session, claim);

  tb_record_row_lead_to (self->open_row, "win.show-record",
                         g_variant_new ("(ss)", tb_type_claim.name, tb_record_get_id (claim)));
  gtk_widget_set_visible (GTK_WIDGET (self->report_row),
                          g_strcmp0 (state, "under_way") == 0 || g_strcmp0 (state, "rework") == 0);
  g_variant_builder_init (&values, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&values, "{ss}", "claim", tb_record_get_id (claim));
  tb_record_row_lead_to (self->report_row, "win.add-with",
                         g_variant_new ("(sa{ss})", "progress_report", &values));

  return GTK_WIDGET (self);
}
