/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-batch-row.h"

#include "tb-batch-words.h"
#include "tb-when.h"

#include <glib/gi18n.h>

/**
 * TbBatchRow:
 *
 * What somebody did, when, and the button that takes it back. It leads to the changes one by one.
 */
struct _TbBatchRow
{
  AdwActionRow parent_instance;

  GtkImage *icon;
  GtkButton *undo_button;
};

static const char *const icon_names[] = {
  [TB_BATCH_ADD] = "list-add-symbolic",
  [TB_BATCH_EDIT] = "document-edit-symbolic",
  [TB_BATCH_REMOVE] = "user-trash-symbolic",
  [TB_BATCH_IMPORT] = "document-open-symbolic",
  [TB_BATCH_UNDO] = "edit-undo-symbolic",
  [TB_BATCH_SAMPLE] = "document-new-symbolic",
  [TB_BATCH_REVEAL] = "view-reveal-symbolic",
  [TB_BATCH_EXPORT] = "document-save-symbolic",
  [TB_BATCH_SETUP] = "tb-tower-symbolic",
  [TB_BATCH_TRANSITION] = "media-skip-forward-symbolic",
  [TB_BATCH_CORRECT] = "document-edit-symbolic",
  [TB_BATCH_INVITE] = "mail-send-symbolic",
  [TB_BATCH_SIGN_IN] = "object-select-symbolic",
  [TB_BATCH_PLAN] = "x-office-calendar-symbolic",
  [TB_BATCH_ATTACH] = "mail-attachment-symbolic",
  [TB_BATCH_SYNC] = "view-refresh-symbolic",
  [TB_BATCH_RESOLVE] = "object-select-symbolic",
  [TB_BATCH_ERASE] = "edit-clear-all-symbolic",
};

G_DEFINE_FINAL_TYPE (TbBatchRow, tb_batch_row, ADW_TYPE_ACTION_ROW)

static void
tb_batch_row_class_init (TbBatchRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-batch-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbBatchRow, icon);
  gtk_widget_class_bind_template_child (widget_class, TbBatchRow, undo_button);
}

static void
tb_batch_row_init (TbBatchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_circumstances (const TbBatchInfo *info, TbClock *clock)
{
  g_autofree char *when = tb_when_dup_words (info->at, clock);

  if (info->undone_by != NULL)
    /* Translators: said of an action: when it was done and who did it. */
    return g_strdup_printf (_ ("%s · %s · taken back since"), when, info->actor);
  if (info->n_changes > 1)
    return g_strdup_printf (
        ngettext ("%s · %s · %d change", "%s · %s · %d changes", (gulong)info->n_changes), when,
        info->actor, (int)info->n_changes);

  return g_strdup_printf (_ ("%s · %s"), when, info->actor);
}

/**
 * tb_batch_row_new:
 * @info: a batch
 * @clock: says what time it is
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
tb_batch_row_new (const TbBatchInfo *info, TbClock *clock)
{
  TbBatchRow *self = g_object_new (TB_TYPE_BATCH_ROW, NULL);

  tb_batch_row_set_info (self, info, clock);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->undo_button), "win.undo-batch");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.show-batch");

  return GTK_WIDGET (self);
}

/**
 * tb_batch_row_set_info:
 * @self: a row
 * @info: a batch
 * @clock: says what time it is
 *
 * Shows another batch, or the same at another time.
 */
void
tb_batch_row_set_info (TbBatchRow *self, const TbBatchInfo *info, TbClock *clock)
{
  g_autofree char *title = tb_batch_info_dup_words (info);
  g_autofree char *subtitle = dup_circumstances (info, clock);
  /* Translators: %s says what somebody did, as in: Undo: Added Enterprise “A”. */
  g_autofree char *undo = g_strdup_printf (_ ("Undo: %s"), title);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_image_set_from_icon_name (self->icon, icon_names[info->kind]);

  gtk_widget_set_visible (GTK_WIDGET (self->undo_button), tb_batch_info_can_undo (info));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->undo_button), "s", info->id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->undo_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  undo, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", info->id);
}
