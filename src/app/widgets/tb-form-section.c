/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-form-section.h"

#include <glib/gi18n.h>

#include "tb-field-row.h"
#include "tb-form-fields.h"
#include "tb-masked-field-row.h"
#include "tb-message-row.h"

/**
 * FormField:
 * @touched: whether something was typed: a field is not called wrong before somebody was there
 *
 * One field of the section with its two rows. The rows belong to the group.
 */
typedef struct
{
  guint field;
  GtkWidget *row;
  GtkWidget *message;
  gboolean always_shown;
  gboolean touched;
} FormField;

struct _TbFormSection
{
  AdwPreferencesGroup parent_instance;

  TbSession *session; /* (owned) */
  TbRecord *record;   /* (owned) */
  GArray *fields;     /* (owned) (element-type FormField) */

  GtkWidget *more_button;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbFormSection, tb_form_section, ADW_TYPE_PREFERENCES_GROUP)

static FormField *
find_by_row (TbFormSection *self, GtkWidget *row)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      FormField *form_field = &g_array_index (self->fields, FormField, i);

      if (form_field->row == row)
        return form_field;
    }
  return NULL;
}

static void
more_toggled_cb (TbFormSection *self)
{
  gboolean more = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->more_button));

  gtk_button_set_label (GTK_BUTTON (self->more_button),
                        more ? _ ("Fewer Fields") : _ ("More Fields"));
  for (guint i = 0; i < self->fields->len; i++)
    {
      FormField *form_field = &g_array_index (self->fields, FormField, i);

      gtk_widget_set_visible (form_field->row,
                              more || form_field->always_shown || form_field->touched);
    }
}

static void
row_changed_cb (TbFormSection *self, GtkWidget *row)
{
  find_by_row (self, row)->touched = TRUE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static GtkWidget *
new_entry_row (TbFormSection *self, guint field)
{
  GtkWidget *row = tb_field_row_new (self->session, self->record, field);

  g_signal_connect_object (row, "changed-by-user", G_CALLBACK (row_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return row;
}

/* The rows after the revealed one have to be put in again: a group can only append. */
static void
revealed_cb (TbFormSection *self, GtkWidget *masked_row)
{
  FormField *revealed = find_by_row (self, masked_row);
  gboolean behind = FALSE;

  for (guint i = 0; i < self->fields->len; i++)
    {
      FormField *form_field = &g_array_index (self->fields, FormField, i);

      behind = behind || form_field == revealed;
      if (!behind)
        continue;
      g_object_ref (form_field->row);
      g_object_ref (form_field->message);
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), form_field->row);
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), form_field->message);
    }

  g_object_unref (revealed->row);
  revealed->row = g_object_ref_sink (new_entry_row (self, revealed->field));

  behind = FALSE;
  for (guint i = 0; i < self->fields->len; i++)
    {
      FormField *form_field = &g_array_index (self->fields, FormField, i);

      behind = behind || form_field == revealed;
      if (!behind)
        continue;
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), form_field->row);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), form_field->message);
      g_object_unref (form_field->row);
      g_object_unref (form_field->message);
    }
  gtk_widget_grab_focus (revealed->row);
}

static gboolean
is_masked (TbRecord *record, guint field)
{
  const TbField *description = tb_record_type_get_field (tb_record_get_record_type (record), field);

  return tb_record_get_id (record) != NULL && description->sensitivity >= TB_SENSITIVITY_S2
         && tb_record_has (record, field);
}

static GtkWidget *
new_row (TbFormSection *self, guint field)
{
  GtkWidget *row;

  if (!is_masked (self->record, field))
    return new_entry_row (self, field);

  row = tb_masked_field_row_new (self->session, self->record, field);
  g_signal_connect_object (row, "revealed", G_CALLBACK (revealed_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
add_field (TbFormSection *self, guint field, gboolean always_shown)
{
  FormField form_field = { .field = field, .always_shown = always_shown };

  form_field.row = new_row (self, field);
  form_field.message = tb_message_row_new ();

  gtk_widget_set_visible (form_field.row, form_field.always_shown);
  /* A group keeps room for what ends its heading, even where that is hidden. */
  if (!form_field.always_shown)
    adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->more_button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), form_field.row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), form_field.message);
  g_array_append_val (self->fields, form_field);
}

static const TbFinding *
find_worst (TbFindings *findings, guint field)
{
  const TbFinding *worst = NULL;

  for (guint i = 0; i < tb_findings_get_n (findings); i++)
    {
      const TbFinding *finding = tb_findings_get (findings, i);

      if (finding->field == field && (worst == NULL || finding->severity > worst->severity))
        worst = finding;
    }
  return worst;
}

static const char *
get_fault (const FormField *form_field)
{
  return TB_IS_FIELD_ROW (form_field->row) ? tb_field_row_get_fault (TB_FIELD_ROW (form_field->row))
                                           : NULL;
}

/* A screen reader is told what a sighted person sees under the field. */
static void
mark_row (const FormField *form_field, gboolean wrong)
{
  GtkAccessible *row = GTK_ACCESSIBLE (form_field->row);

  if (wrong)
    {
      gtk_widget_add_css_class (form_field->row, "error");
      gtk_accessible_update_state (row, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE,
                                   -1);
      gtk_accessible_update_relation (row, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE,
                                      form_field->message, NULL, -1);
    }
  else
    {
      gtk_widget_remove_css_class (form_field->row, "error");
      gtk_accessible_reset_state (row, GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_relation (row, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE);
    }
}

static void
tb_form_section_finalize (GObject *object)
{
  TbFormSection *self = TB_FORM_SECTION (object);

  g_clear_object (&self->session);
  g_clear_object (&self->record);
  g_clear_pointer (&self->fields, g_array_unref);

  G_OBJECT_CLASS (tb_form_section_parent_class)->finalize (object);
}

static void
tb_form_section_class_init (TbFormSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tb_form_section_finalize;

  /**
   * TbFormSection::changed-by-user:
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed-by-user", TB_TYPE_FORM_SECTION,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-form-section.ui");
  gtk_widget_class_bind_template_child (widget_class, TbFormSection, more_button);
  gtk_widget_class_bind_template_callback (widget_class, more_toggled_cb);
}

static void
tb_form_section_init (TbFormSection *self)
{
  self->fields = g_array_new (FALSE, TRUE, sizeof (FormField));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_form_section_new:
 * @session: the register
 * @record: the record being edited, written to while typing
 * @section: (nullable): the section of the field table, not translated
 *
 * Returns: (transfer floating): the rows of the section's fields
 */
GtkWidget *
tb_form_section_new (TbSession *session, TbRecord *record, const char *section)
{
  TbFormSection *self = g_object_new (TB_TYPE_FORM_SECTION, NULL);

  if (section != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ (section));
  tb_form_section_bind (self, session, record);
  tb_form_section_add (self, section);

  return GTK_WIDGET (self);
}

/**
 * tb_form_section_bind:
 * @session: the register
 * @record: the record being edited, written to while typing
 *
 * For a section that is made by a template: says what its rows edit. Called once, before any is
 * added.
 */
void
tb_form_section_bind (TbFormSection *self, TbSession *session, TbRecord *record)
{
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  self->record = g_object_ref (record);
}

/**
 * tb_form_section_add_field:
 * @field: index of a field
 *
 * Adds the row of a field, which is there from the start.
 */
void
tb_form_section_add_field (TbFormSection *self, guint field)
{
  add_field (self, field, TRUE);
}

/**
 * tb_form_section_add:
 * @section: (nullable): a section of the field table, not translated
 *
 * Adds the rows of its fields, without its title, to those that are there.
 */
void
tb_form_section_add (TbFormSection *self, const char *section)
{
  const TbRecordType *type = tb_record_get_record_type (self->record);

  for (guint i = 0; i < type->n_fields; i++)
    {
      if (g_strcmp0 (type->fields[i].section, section) == 0
          && tb_form_fields_is_asked (self->record, i))
        add_field (self, i, tb_form_fields_is_shown_first (self->record, i));
    }
}

/**
 * tb_form_section_show_findings:
 * @findings: what the check of the whole record found
 * @all: whether also fields that nobody touched are spoken of
 *
 * Shows under each field what is wrong with it: first what cannot be read, then what the rules say.
 */
void
tb_form_section_show_findings (TbFormSection *self, TbFindings *findings, gboolean all)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      FormField *form_field = &g_array_index (self->fields, FormField, i);
      const char *fault = get_fault (form_field);
      const TbFinding *finding = find_worst (findings, form_field->field);
      TbMessageRow *message = TB_MESSAGE_ROW (form_field->message);

      if (fault != NULL)
        tb_message_row_set_message (message, TB_SEVERITY_ERROR, fault);
      else if (finding != NULL && (form_field->touched || all))
        tb_message_row_set_message (message, finding->severity, finding->message);
      else
        tb_message_row_set_message (message, TB_SEVERITY_INFO, NULL);

      if (gtk_widget_get_visible (form_field->message))
        gtk_widget_set_visible (form_field->row, TRUE);
      mark_row (form_field, fault != NULL
                                || (gtk_widget_get_visible (form_field->message)
                                    && finding->severity == TB_SEVERITY_ERROR));
    }
}

/**
 * tb_form_section_has_faults:
 *
 * Returns: whether something is typed that cannot be a value of its field
 */
gboolean
tb_form_section_has_faults (TbFormSection *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      if (get_fault (&g_array_index (self->fields, FormField, i)) != NULL)
        return TRUE;
    }
  return FALSE;
}

/**
 * tb_form_section_get_first:
 *
 * Returns: (transfer none): the row of the first field, where the section begins
 */
GtkWidget *
tb_form_section_get_first (TbFormSection *self)
{
  return g_array_index (self->fields, FormField, 0).row;
}

/**
 * tb_form_section_focus_first:
 *
 * Puts the cursor into the first field that is marked as wrong.
 *
 * Returns: whether there is one
 */
gboolean
tb_form_section_focus_first (TbFormSection *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      FormField *form_field = &g_array_index (self->fields, FormField, i);

      if (gtk_widget_has_css_class (form_field->row, "error"))
        return gtk_widget_grab_focus (form_field->row);
    }
  return FALSE;
}
