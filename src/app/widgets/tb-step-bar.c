/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-step-bar.h"

#include "tb-record-row.h"
#include "tb-transition-helpers.h"
#include "tb-transition.h"

#include <glib/gi18n.h>

/**
 * TbStepBar:
 *
 * What can be done next with a record that has states: the likely step as a button, the others in
 * a list; what cannot be done now says why. A step activates `win.transition (sss)` with the type,
 * the id and the verb. Of a locked record, it offers the way of a correction (`win.correct (ss)`).
 * Any type with a machine.
 */
struct _TbStepBar
{
  AdwBin parent_instance;

  TbRecord *record;          /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of the reading under way */

  GtkButton *next_button;
  GtkMenuButton *more_button;
  GtkListBox *more_list;
  GtkLabel *refusal_label;
  GtkWidget *locked_box;
  GtkButton *correct_button;
};

G_DEFINE_FINAL_TYPE (TbStepBar, tb_step_bar, ADW_TYPE_BIN)

static GVariant *
make_target (TbStepBar *self, const TbTransition *transition)
{
  return g_variant_new ("(sss)", tb_record_get_record_type (self->record)->name,
                        tb_record_get_id (self->record), transition->verb);
}

/* What a step rests on may be entered on the way. */
static gboolean
can_be_taken (TbStepBar *self, const TbTransitionOffer *offer)
{
  return offer->refusal == NULL
         || tb_transition_helpers_has (tb_record_get_record_type (self->record),
                                       offer->transition->verb);
}

/* A way that leads on, and that nothing has to be explained for. */
static gboolean
leads_on (const TbTransitionOffer *offer)
{
  return (offer->transition->flags & (TB_TRANSITION_NEEDS_REASON | TB_TRANSITION_TAKES_REASON))
         == 0;
}

/* The first that can be done; else the first that will be, to say what is missing. */
static const TbTransitionOffer *
find_next (TbStepBar *self, GPtrArray *offers)
{
  const TbTransitionOffer *refused = NULL;

  for (guint i = 0; i < offers->len; i++)
    {
      const TbTransitionOffer *offer = g_ptr_array_index (offers, i);

      if (!leads_on (offer))
        continue;
      if (can_be_taken (self, offer))
        return offer;
      if (refused == NULL)
        refused = offer;
    }

  return refused;
}

static void
show_next (TbStepBar *self, const TbTransitionOffer *next)
{
  gtk_widget_set_visible (GTK_WIDGET (self->next_button), next != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal_label),
                          next != NULL && !can_be_taken (self, next));
  if (next == NULL)
    return;

  gtk_button_set_label (self->next_button, _ (next->transition->label));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->next_button), NULL);
  if (can_be_taken (self, next))
    {
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->next_button),
                                              make_target (self, next->transition));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->next_button), "win.transition");
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button), can_be_taken (self, next));
  gtk_label_set_label (self->refusal_label, next->refusal != NULL ? next->refusal : "");
}

static void
add_other (TbStepBar *self, const TbTransitionOffer *offer)
{
  gboolean can = can_be_taken (self, offer);
  GtkWidget *row = tb_record_row_new (_ (offer->transition->label), can ? NULL : offer->refusal);

  if (can)
    tb_record_row_lead_to (TB_RECORD_ROW (row), "win.transition",
                           make_target (self, offer->transition));
  else
    gtk_widget_set_sensitive (row, FALSE);
  gtk_list_box_append (self->more_list, row);
}

static void
show_offers (TbStepBar *self, GPtrArray *offers)
{
  const TbTransitionOffer *next = find_next (self, offers);

  show_next (self, next);
  gtk_list_box_remove_all (self->more_list);
  for (guint i = 0; i < offers->len; i++)
    if (g_ptr_array_index (offers, i) != next)
      add_other (self, g_ptr_array_index (offers, i));
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), offers->len > (next != NULL ? 1 : 0));
  gtk_widget_set_visible (GTK_WIDGET (self),
                          offers->len > 0 || gtk_widget_get_visible (self->locked_box));
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbStepBar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) offers = tb_session_read_finish (TB_SESSION (source), result, &error);

  if (offers != NULL)
    {
      show_offers (self, offers);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      gtk_widget_set_visible (GTK_WIDGET (self->next_button), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->more_button), FALSE);
      gtk_label_set_label (self->refusal_label, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->refusal_label), TRUE);
    }
}

static void
show_locked (TbStepBar *self)
{
  const TbRecordType *type = tb_record_get_record_type (self->record);
  gboolean locked = tb_machine_is_locked (self->record);

  gtk_widget_set_visible (self->locked_box, locked);
  if (!locked)
    return;

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->correct_button), "(ss)", type->name,
                                    tb_record_get_id (self->record));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->correct_button), "win.correct");
}

static void
row_activated_cb (TbStepBar *self)
{
  gtk_menu_button_popdown (self->more_button);
}

static void
tb_step_bar_dispose (GObject *object)
{
  TbStepBar *self = TB_STEP_BAR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->record);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_STEP_BAR);

  G_OBJECT_CLASS (tb_step_bar_parent_class)->dispose (object);
}

static void
tb_step_bar_class_init (TbStepBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_step_bar_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-step-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, TbStepBar, next_button);
  gtk_widget_class_bind_template_child (widget_class, TbStepBar, more_button);
  gtk_widget_class_bind_template_child (widget_class, TbStepBar, more_list);
  gtk_widget_class_bind_template_child (widget_class, TbStepBar, refusal_label);
  gtk_widget_class_bind_template_child (widget_class, TbStepBar, locked_box);
  gtk_widget_class_bind_template_child (widget_class, TbStepBar, correct_button);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
tb_step_bar_init (TbStepBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_step_bar_set_record:
 * @self: a step bar
 * @session: the register
 * @record: a record of a type that has a machine, as last read
 *
 * Shows the steps that start from the record's present state.
 */
void
tb_step_bar_set_record (TbStepBar *self, TbSession *session, TbRecord *record)
{
  g_return_if_fail (TB_IS_STEP_BAR (self));
  g_return_if_fail (tb_machine_find (tb_record_get_record_type (record)) != NULL);

  g_set_object (&self->record, record);
  show_locked (self);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  tb_session_list_transitions_async (session, record, self->cancellable, listed_cb,
                                     g_object_ref (self));
}
