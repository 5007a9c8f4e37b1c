/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-edit-dialog.h"

#include <glib/gi18n.h>

#include "tb-alert.h"
#include "tb-dialog-focus.h"
#include "tb-form-fields.h"
#include "tb-form-section.h"
#include "tb-transition.h"

struct _TbEditDialog
{
  AdwDialog parent_instance;

  TbSession *session; /* (owned) */
  TbRecord *original; /* (owned): as it was when the form was opened */
  TbRecord *record;   /* (owned): as it is to be */
  GPtrArray *
      sections; /* (owned) (element-type TbFormSection): not owned; they are children of the page */
  TbRecord *moved;               /* (owned) (nullable): what is taken a step further with it */
  TbEditDialogVerbFunc get_verb; /* which step */
  gboolean tried;                /* whether saving was tried: from then on every finding is shown */
  guint check_source;

  AdwBanner *banner;
  AdwPreferencesPage *page;
  GtkWidget *save_button;
  GtkLabel *verdict_label;
};

enum
{
  SIGNAL_SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbEditDialog, tb_edit_dialog, ADW_TYPE_DIALOG)

static gboolean
has_changes (TbEditDialog *self)
{
  return !tb_record_equal (self->original, self->record);
}

static gboolean
has_faults (TbEditDialog *self)
{
  for (guint i = 0; i < self->sections->len; i++)
    {
      if (tb_form_section_has_faults (g_ptr_array_index (self->sections, i)))
        return TRUE;
    }
  return FALSE;
}

static void
set_error (TbEditDialog *self, const char *message)
{
  adw_banner_set_title (self->banner, message != NULL ? message : "");
  adw_banner_set_revealed (self->banner, message != NULL);
}

/* What follows from what is typed, while it is typed. */
static void
show_verdict (TbEditDialog *self)
{
  g_autofree char *verdict = tb_form_fields_dup_verdict (self->record);

  gtk_label_set_label (self->verdict_label, verdict != NULL ? verdict : "");
  gtk_widget_set_visible (GTK_WIDGET (self->verdict_label), verdict != NULL);
}

static gboolean
check (TbEditDialog *self)
{
  g_autoptr (TbFindings) findings
      = tb_form_fields_check (self->record, tb_clock_today (tb_session_get_clock (self->session)));
  const TbFinding *worst;
  gboolean fine;

  for (guint i = 0; i < self->sections->len; i++)
    tb_form_section_show_findings (g_ptr_array_index (self->sections, i), findings, self->tried);

  worst = tb_findings_get_worst (findings);
  fine = !has_faults (self) && !tb_findings_has_errors (findings);
  if (self->tried && worst != NULL && worst->severity == TB_SEVERITY_ERROR
      && worst->field == TB_FIELD_NOT_FOUND)
    set_error (self, worst->message);
  else
    set_error (self, NULL);
  gtk_widget_set_sensitive (self->save_button, fine || !self->tried);
  adw_dialog_set_can_close (ADW_DIALOG (self), !has_changes (self) && !has_faults (self));
  show_verdict (self);

  return fine;
}

static gboolean
check_soon_cb (gpointer user_data)
{
  TbEditDialog *self = user_data;

  self->check_source = 0;
  check (self);
  return G_SOURCE_REMOVE;
}

/* Once for the many signals of one keystroke. */
static void
section_changed_cb (TbEditDialog *self)
{
  if (self->check_source == 0)
    self->check_source = g_idle_add (check_soon_cb, self);
}

static void
focus_first_fault (TbEditDialog *self)
{
  for (guint i = 0; i < self->sections->len; i++)
    {
      if (tb_form_section_focus_first (g_ptr_array_index (self->sections, i)))
        return;
    }
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbEditDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_commit_finish (TB_SESSION (source), result, &error);
  TbRecord *shown;

  gtk_widget_set_sensitive (GTK_WIDGET (self->page), TRUE);
  gtk_widget_set_sensitive (self->save_button, TRUE);
  if (batch == NULL)
    {
      set_error (self, error->message);
      return;
    }

  shown = self->moved != NULL ? self->moved : self->record;
  g_signal_emit (self, signals[SIGNAL_SAVED], 0, batch, tb_record_get_record_type (shown)->name,
                 tb_record_get_id (shown));
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
save_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  TbEditDialog *self = TB_EDIT_DIALOG (widget);

  self->tried = TRUE;
  if (!check (self))
    {
      focus_first_fault (self);
      return;
    }
  if (tb_record_get_id (self->record) != NULL && !has_changes (self))
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }

  /* What is typed from here on would be lost; an entry must give the focus up before it goes grey.
   */
  gtk_root_set_focus (gtk_widget_get_root (widget), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->page), FALSE);
  gtk_widget_set_sensitive (self->save_button, FALSE);
  if (self->moved != NULL)
    tb_session_transition_with_async (self->session, self->moved, self->get_verb (self->record),
                                      NULL, self->record, NULL, saved_cb, g_object_ref (self));
  else
    tb_session_save_async (self->session, self->record, NULL, saved_cb, g_object_ref (self));
}

static void
cancel_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static gboolean
is_shown_before (TbRecord *record, guint field)
{
  const TbRecordType *type = tb_record_get_record_type (record);

  for (guint i = 0; i < field; i++)
    {
      if (g_strcmp0 (type->fields[i].section, type->fields[field].section) == 0
          && tb_form_fields_is_asked (record, i))
        return TRUE;
    }
  return FALSE;
}

/* Not over a button alone that has one more row. */
static gboolean
is_worth_a_heading (TbRecord *record, const char *section)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  guint n_fields = 0;

  for (guint i = 0; i < type->n_fields; i++)
    {
      if (g_strcmp0 (type->fields[i].section, section) != 0 || !tb_form_fields_is_asked (record, i))
        continue;
      if (tb_form_fields_is_shown_first (record, i))
        return TRUE;
      n_fields++;
    }

  return n_fields > 1;
}

static void
add_section (TbEditDialog *self, const char *name)
{
  GtkWidget *section;

  if (self->sections->len > 0 && !is_worth_a_heading (self->record, name))
    {
      tb_form_section_add (g_ptr_array_index (self->sections, self->sections->len - 1), name);
      return;
    }

  section = tb_form_section_new (self->session, self->record, name);
  g_signal_connect_object (section, "changed-by-user", G_CALLBACK (section_changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (section));
  g_ptr_array_add (self->sections, section);
}

/* The sections in the order in which the field table names them. */
static void
add_sections (TbEditDialog *self)
{
  const TbRecordType *type = tb_record_get_record_type (self->record);

  for (guint i = 0; i < type->n_fields; i++)
    if (tb_form_fields_is_asked (self->record, i) && !is_shown_before (self->record, i))
      add_section (self, type->fields[i].section);
}

static void
tb_edit_dialog_dispose (GObject *object)
{
  TbEditDialog *self = TB_EDIT_DIALOG (object);

  g_clear_handle_id (&self->check_source, g_source_remove);
  g_ptr_array_set_size (self->sections, 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_EDIT_DIALOG);

  G_OBJECT_CLASS (tb_edit_dialog_parent_class)->dispose (object);
}

static void
tb_edit_dialog_finalize (GObject *object)
{
  TbEditDialog *self = TB_EDIT_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->original);
  g_clear_object (&self->record);
  g_clear_object (&self->moved);
  g_clear_pointer (&self->sections, g_ptr_array_unref);

  G_OBJECT_CLASS (tb_edit_dialog_parent_class)->finalize (object);
}

static void
tb_edit_dialog_class_init (TbEditDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_edit_dialog_dispose;
  object_class->finalize = tb_edit_dialog_finalize;

  /**
   * TbEditDialog::saved:
   * @batch: the batch that can be taken back
   * @type: name of the record's type
   * @id: the record
   */
  signals[SIGNAL_SAVED]
      = g_signal_new ("saved", TB_TYPE_EDIT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-edit-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbEditDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, TbEditDialog, page);
  gtk_widget_class_bind_template_child (widget_class, TbEditDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, TbEditDialog, verdict_label);
  gtk_widget_class_bind_template_callback_full (widget_class, "ask_discard",
                                                G_CALLBACK (tb_alert_ask_discard));

  gtk_widget_class_install_action (widget_class, "edit.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "edit.cancel", NULL, cancel_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "edit.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "edit.save",
                                       NULL);
}

static void
tb_edit_dialog_init (TbEditDialog *self)
{
  self->sections = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_edit_dialog_new:
 * @session: the register
 * @record: what to edit: as last read, or new (without an id), perhaps with some values already
 * there; it is copied
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
tb_edit_dialog_new (TbSession *session, TbRecord *record)
{
  TbEditDialog *self = g_object_new (TB_TYPE_EDIT_DIALOG, NULL);
  const TbRecordType *type = tb_record_get_record_type (record);
  g_autofree char *title = NULL;

  self->session = g_object_ref (session);
  self->original = tb_record_copy (record);
  self->record = tb_record_copy (record);
  if (tb_record_get_id (record) != NULL)
    title = tb_record_dup_title (record);
  else
    /* Translators: title of a form in which a record is added; %s is its kind, such as “Member” */
    title = g_strdup_printf (_ ("New %s"), _ (type->label));
  adw_dialog_set_title (ADW_DIALOG (self), title);
  add_sections (self);
  show_verdict (self);
  tb_dialog_focus_begin (ADW_DIALOG (self),
                         tb_form_section_get_first (g_ptr_array_index (self->sections, 0)));

  return ADW_DIALOG (self);
}

/**
 * tb_edit_dialog_set_step:
 * @moved: a record that is taken a step further when the new one is saved, in the same batch
 * @get_verb: which step, by what was entered
 *
 * Makes the form the way of taking a step: `saved` then tells of @moved.
 */
void
tb_edit_dialog_set_step (TbEditDialog *self, TbRecord *moved, TbEditDialogVerbFunc get_verb)
{
  g_return_if_fail (TB_IS_EDIT_DIALOG (self));
  g_return_if_fail (tb_record_get_id (self->record) == NULL);

  g_set_object (&self->moved, moved);
  self->get_verb = get_verb;
}
