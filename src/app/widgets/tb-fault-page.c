/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-fault-page.h"

#include "tb-error.h"

#include <glib/gi18n.h>

/**
 * TbFaultPage:
 *
 * What stands in the window when the register cannot be opened: what happened, and the one next
 * step.
 */
struct _TbFaultPage
{
  AdwBin parent_instance;

  AdwStatusPage *status;
  GtkButton *button;
  GtkButton *other_button;
};

typedef struct
{
  int code;
  const char *icon_name;
  const char *title;
  const char *button;
  const char *action;
} FaultPresentation;

/* The last one stands for every other error. */
static const FaultPresentation presentations[] = {
  { TB_ERROR_LOCKED, "changes-prevent-symbolic", N_ ("Register in Use"), N_ ("_Try Again"),
    "win.reopen" },
  { TB_ERROR_NEWER, "software-update-available-symbolic", N_ ("Newer Register"),
    N_ ("_Open Another Register…"), "win.open-other" },
  { TB_ERROR_DATABASE, "dialog-error-symbolic", N_ ("Register Not Usable"),
    N_ ("_Restore a Backup…"), "win.restore" },
  { TB_ERROR_READ_ONLY, "changes-prevent-symbolic", N_ ("Register Cannot Be Written"),
    N_ ("_Open for Reading"), "win.open-read-only" },
  { TB_ERROR_FULL, "drive-harddisk-symbolic", N_ ("Disk Full"), N_ ("_Try Again"), "win.reopen" },
  { -1, "dialog-error-symbolic", N_ ("Register Cannot Be Opened"), N_ ("_Try Again"),
    "win.reopen" },
};

G_DEFINE_FINAL_TYPE (TbFaultPage, tb_fault_page, ADW_TYPE_BIN)

static void
tb_fault_page_class_init (TbFaultPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-fault-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TbFaultPage, status);
  gtk_widget_class_bind_template_child (widget_class, TbFaultPage, button);
  gtk_widget_class_bind_template_child (widget_class, TbFaultPage, other_button);
}

static void
tb_fault_page_init (TbFaultPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_fault_page_set_error:
 * @self: a fault page
 * @error: why the register could not be opened
 *
 * Shows the error's message with the step that fits its kind.
 */
void
tb_fault_page_set_error (TbFaultPage *self, const GError *error)
{
  const FaultPresentation *fit = presentations;
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  while (fit->code != -1 && !g_error_matches (error, TB_ERROR, fit->code))
    fit++;

  adw_status_page_set_icon_name (self->status, fit->icon_name);
  adw_status_page_set_title (self->status, _ (fit->title));
  adw_status_page_set_description (self->status, escaped);
  gtk_button_set_label (self->button, _ (fit->button));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), fit->action);
  /* A file that is none of ours is told from a damaged one by people. */
  gtk_widget_set_visible (GTK_WIDGET (self->other_button), fit->code == TB_ERROR_DATABASE);
}
