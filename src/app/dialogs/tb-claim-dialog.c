/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-claim-dialog.h"

#include <glib/gi18n.h>

#include "tb-alert.h"
#include "tb-dialog-focus.h"
#include "tb-field-row.h"
#include "tb-form-fields.h"
#include "tb-form-section.h"
#include "tb-transition.h"
#include "tb-type-claim.h"

/**
 * TbClaimDialog:
 *
 * The form of a new claim. The kind of claimant decides what is chosen from: organisations,
 * enterprises, persons, property companies, or a name alone. Where a project is assigned, the claim
 * is confirmed with it.
 *
 * Signals:
 *  - `saved (const char *batch, const char *type, const char *id)`: of the claim's project
 *
 * Actions: `claim.save`, `claim.cancel`.
 */
struct _TbClaimDialog
{
  AdwDialog parent_instance;

  TbSession *session; /* (owned) */
  TbRecord *original; /* (owned): as it was when the form was opened */
  TbRecord *record;   /* (owned): as it is to be */
  TbRecord *project;  /* (owned) (nullable): to be assigned */
  char *kind;         /* (owned) (nullable): the kind that @claimant_row is for */

  AdwBanner *banner;
  GtkWidget *save_button;
  AdwPreferencesPage *page;
  AdwPreferencesGroup *project_group;
  AdwPreferencesGroup *claimant_group;
  TbFormSection *contact_section;
  TbFormSection *pledge_section;
  GtkWidget *claimant_row; /* (not owned) (nullable): a child of the group */
  GPtrArray *rows; /* (owned) (element-type GtkWidget) not owned: the other rows of the groups */
};

enum
{
  SIGNAL_SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbClaimDialog, tb_claim_dialog, ADW_TYPE_DIALOG)

static void update (TbClaimDialog *self);

static gboolean
has_faults (TbClaimDialog *self)
{
  if (self->claimant_row != NULL
      && tb_field_row_get_fault (TB_FIELD_ROW (self->claimant_row)) != NULL)
    return TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    if (tb_field_row_get_fault (g_ptr_array_index (self->rows, i)) != NULL)
      return TRUE;

  return tb_form_section_has_faults (self->contact_section)
         || tb_form_section_has_faults (self->pledge_section);
}

/* What is doubtful is said below it. */
static void
show_findings (TbClaimDialog *self)
{
  g_autoptr (TbFindings) findings
      = tb_form_fields_check (self->record, tb_clock_today (tb_session_get_clock (self->session)));

  tb_form_section_show_findings (self->contact_section, findings, FALSE);
  tb_form_section_show_findings (self->pledge_section, findings, FALSE);
}

/* Where the claimant is in the register, the register has the name. */
static gboolean
names_claimant (TbClaimDialog *self)
{
  guint field
      = tb_claim_get_claimant_field (tb_record_get_text (self->record, TB_CLAIM_CLAIMANT_KIND));

  return tb_record_has (self->record, field != TB_FIELD_NOT_FOUND ? field : TB_CLAIM_CLAIMANT);
}

static void
set_error (TbClaimDialog *self, const char *message)
{
  adw_banner_set_title (self->banner, message != NULL ? message : "");
  adw_banner_set_revealed (self->banner, message != NULL);
}

/* Rows */

static GtkWidget *
add_row (TbClaimDialog *self, AdwPreferencesGroup *group, guint field)
{
  GtkWidget *row = tb_field_row_new (self->session, self->record, field);

  g_signal_connect_object (row, "changed-by-user", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, row);

  return row;
}

/* What named a claimant of another kind does not name this one. */
static void
clear_claimant (TbClaimDialog *self)
{
  static const guint fields[] = { TB_CLAIM_ORGANISATION, TB_CLAIM_ENTERPRISE, TB_CLAIM_PERSON,
                                  TB_CLAIM_PROPERTY_COMPANY, TB_CLAIM_CLAIMANT };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    tb_record_clear (self->record, fields[i]);
}

static void
show_claimant_row (TbClaimDialog *self)
{
  const char *kind = tb_record_get_text (self->record, TB_CLAIM_CLAIMANT_KIND);
  guint field = tb_claim_get_claimant_field (kind);

  if (g_strcmp0 (self->kind, kind) == 0)
    return;

  if (self->claimant_row != NULL)
    {
      adw_preferences_group_remove (self->claimant_group, self->claimant_row);
      self->claimant_row = NULL;
      clear_claimant (self);
    }
  g_set_str (&self->kind, kind);
  if (kind != NULL)
    self->claimant_row = add_row (self, self->claimant_group,
                                  field != TB_FIELD_NOT_FOUND ? field : TB_CLAIM_CLAIMANT);
}

static void
update (TbClaimDialog *self)
{
  show_claimant_row (self);
  set_error (self, NULL);
  show_findings (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "claim.save",
                                 tb_record_has (self->record, TB_CLAIM_PROJECT)
                                     && names_claimant (self) && !has_faults (self));
  adw_dialog_set_can_close (ADW_DIALOG (self), tb_record_equal (self->original, self->record));
}

static void
add_rows (TbClaimDialog *self)
{
  static const guint contact[] = { TB_CLAIM_RESPONSIBLE, TB_CLAIM_PHONE };
  static const guint pledge[]
      = { TB_CLAIM_ROLE, TB_CLAIM_PLEDGE, TB_CLAIM_RESOURCES, TB_CLAIM_AMOUNT, TB_CLAIM_DUE_ON };

  if (!tb_record_has (self->original, TB_CLAIM_PROJECT))
    g_ptr_array_add (self->rows, add_row (self, self->project_group, TB_CLAIM_PROJECT));
  gtk_widget_set_visible (GTK_WIDGET (self->project_group), self->rows->len > 0);
  g_ptr_array_add (self->rows, add_row (self, self->claimant_group, TB_CLAIM_CLAIMANT_KIND));

  tb_form_section_bind (self->contact_section, self->session, self->record);
  for (guint i = 0; i < G_N_ELEMENTS (contact); i++)
    tb_form_section_add_field (self->contact_section, contact[i]);
  tb_form_section_bind (self->pledge_section, self->session, self->record);
  for (guint i = 0; i < G_N_ELEMENTS (pledge); i++)
    tb_form_section_add_field (self->pledge_section, pledge[i]);
}

/* Saving */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbClaimDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_commit_finish (TB_SESSION (source), result, &error);

  gtk_widget_set_sensitive (GTK_WIDGET (self->page), TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "claim.save", TRUE);
  if (batch == NULL)
    {
      set_error (self, error->message);
      return;
    }

  g_signal_emit (self, signals[SIGNAL_SAVED], 0, batch, "project",
                 tb_record_get_text (self->record, TB_CLAIM_PROJECT));
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbClaimDialog *self = TB_CLAIM_DIALOG (widget);

  /* An entry must give the focus up before it goes grey. */
  gtk_root_set_focus (gtk_widget_get_root (widget), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->page), FALSE);
  gtk_widget_action_set_enabled (widget, "claim.save", FALSE);
  if (self->project != NULL)
    tb_session_transition_with_async (self->session, self->project, "assign", NULL, self->record,
                                      NULL, saved_cb, g_object_ref (self));
  else
    tb_session_save_async (self->session, self->record, NULL, saved_cb, g_object_ref (self));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
tb_claim_dialog_dispose (GObject *object)
{
  TbClaimDialog *self = TB_CLAIM_DIALOG (object);

  self->claimant_row = NULL;
  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_CLAIM_DIALOG);

  G_OBJECT_CLASS (tb_claim_dialog_parent_class)->dispose (object);
}

static void
tb_claim_dialog_finalize (GObject *object)
{
  TbClaimDialog *self = TB_CLAIM_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->original);
  g_clear_object (&self->record);
  g_clear_object (&self->project);
  g_free (self->kind);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (tb_claim_dialog_parent_class)->finalize (object);
}

static void
tb_claim_dialog_class_init (TbClaimDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_claim_dialog_dispose;
  object_class->finalize = tb_claim_dialog_finalize;

  signals[SIGNAL_SAVED]
      = g_signal_new ("saved", TB_TYPE_CLAIM_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);

  g_type_ensure (TB_TYPE_FORM_SECTION);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-claim-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbClaimDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, TbClaimDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, TbClaimDialog, page);
  gtk_widget_class_bind_template_child (widget_class, TbClaimDialog, project_group);
  gtk_widget_class_bind_template_child (widget_class, TbClaimDialog, claimant_group);
  gtk_widget_class_bind_template_child (widget_class, TbClaimDialog, contact_section);
  gtk_widget_class_bind_template_child (widget_class, TbClaimDialog, pledge_section);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback_full (widget_class, "ask_discard",
                                                G_CALLBACK (tb_alert_ask_discard));

  gtk_widget_class_install_action (widget_class, "claim.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "claim.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "claim.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "claim.save",
                                       NULL);
}

static void
tb_claim_dialog_init (TbClaimDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_claim_dialog_new:
 * @session: the register
 * @claim: a new claim, with the values it begins with; it is copied
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
tb_claim_dialog_new (TbSession *session, TbRecord *claim)
{
  TbClaimDialog *self = g_object_new (TB_TYPE_CLAIM_DIALOG, NULL);

  g_return_val_if_fail (tb_record_get_id (claim) == NULL, NULL);

  self->session = g_object_ref (session);
  self->original = tb_record_copy (claim);
  self->record = tb_record_copy (claim);
  if (tb_record_has (claim, TB_CLAIM_PROJECT))
    adw_preferences_page_set_description (self->page,
                                          tb_record_get_reference_title (claim, TB_CLAIM_PROJECT));
  adw_dialog_set_title (ADW_DIALOG (self), _ ("New Claim"));
  add_rows (self);
  tb_dialog_focus_begin (ADW_DIALOG (self), g_ptr_array_index (self->rows, 0));
  update (self);

  return ADW_DIALOG (self);
}

/**
 * tb_claim_dialog_new_for_assignment:
 * @session: the register
 * @claim: a new claim on @project; it is copied
 * @project: a project that nobody claimed
 *
 * Returns: (transfer floating): the dialog, with which the project is assigned to a claimant
 */
AdwDialog *
tb_claim_dialog_new_for_assignment (TbSession *session, TbRecord *claim, TbRecord *project)
{
  AdwDialog *dialog = tb_claim_dialog_new (session, claim);

  TB_CLAIM_DIALOG (dialog)->project = g_object_ref (project);
  adw_dialog_set_title (dialog, _ ("Assign"));

  return dialog;
}
