/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-step-bar.h"

#include "tb-record-row.h"
#include "tb-remedy-ways.h"
#include "tb-transition-helpers.h"
#include "tb-transition.h"

#include <glib/gi18n.h>

/**
 * TbStepBar:
 *
 * What can be done next with a record that has states: the likely step as a button, the others in
 * a list; what cannot be done now says why, and the button leads to what is to be done first. A
 * step activates `win.transition (sss)` with the type, the id and the verb. Of a locked record, it
 * offers the way of a correction (`win.correct (ss)`). Any type with a machine.
 *
 * Properties:
 *  - `suggested (boolean)`: whether the button stands out; not where the bar is one among others
 *  - `files-action (string)`: what adds photos and files to the record where they are beside the
 *    bar; where there is none, its page is opened for it
 */
struct _TbStepBar
{
  AdwBin parent_instance;

  TbRecord *record;          /* (owned) (nullable) */
  char *files_action;        /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of the reading under way */

  GtkButton *next_button;
  GtkMenuButton *more_button;
  GtkListBox *more_list;
  GtkLabel *refusal_label;
  GtkWidget *locked_box;
  GtkButton *correct_button;
};

/* The step that a row of the list stands for. */
#define TRANSITION "transition"

enum
{
  PROP_0,
  PROP_SUGGESTED,
  PROP_FILES_ACTION,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

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

static gboolean
has_remedy (const TbTransitionOffer *offer)
{
  return offer->refusal != NULL && offer->remedy.kind != TB_REMEDY_NONE;
}

/* The first that leads on and can be done, or for which the way can be cleared. */
static const TbTransitionOffer *
find_next (TbStepBar *self, GPtrArray *offers)
{
  for (guint i = 0; i < offers->len; i++)
    {
      const TbTransitionOffer *offer = g_ptr_array_index (offers, i);

      if (leads_on (offer) && (can_be_taken (self, offer) || has_remedy (offer)))
        return offer;
    }

  return NULL;
}

static const TbTransitionOffer *
find_barred (TbStepBar *self, GPtrArray *offers)
{
  for (guint i = 0; i < offers->len; i++)
    {
      const TbTransitionOffer *offer = g_ptr_array_index (offers, i);

      if (leads_on (offer) && !can_be_taken (self, offer))
        return offer;
    }

  return NULL;
}

/* Where nothing leads on, another way out, such as turning a claim down. */
static const TbTransitionOffer *
find_way_out (TbStepBar *self, GPtrArray *offers)
{
  for (guint i = 0; i < offers->len; i++)
    if (can_be_taken (self, g_ptr_array_index (offers, i)))
      return g_ptr_array_index (offers, i);

  return NULL;
}

static void
lead_to_remedy (TbStepBar *self, const TbRemedy *remedy)
{
  g_autofree char *label = tb_remedy_ways_dup_label (remedy, self->record);

  gtk_button_set_label (self->next_button, label);
  if (remedy->kind == TB_REMEDY_EVIDENCE && self->files_action != NULL)
    {
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->next_button), NULL);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->next_button), self->files_action);
    }
  else
    {
      tb_remedy_ways_lead_to (GTK_ACTIONABLE (self->next_button), remedy);
    }
}

static void
lead_to_step (TbStepBar *self, const TbTransitionOffer *offer)
{
  gtk_button_set_label (self->next_button, _ (offer->transition->label));
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->next_button),
                                          make_target (self, offer->transition));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->next_button), "win.transition");
}

/* Says why what is likely cannot be done, whatever the button does instead. */
static void
show_next (TbStepBar *self, const TbTransitionOffer *next, const TbTransitionOffer *barred)
{
  gtk_widget_set_visible (GTK_WIDGET (self->next_button), next != NULL);
  gtk_label_set_label (self->refusal_label, barred != NULL ? barred->refusal : "");
  gtk_widget_set_visible (GTK_WIDGET (self->refusal_label), barred != NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->next_button), NULL);
  if (next == NULL)
    return;

  if (can_be_taken (self, next))
    lead_to_step (self, next);
  else
    lead_to_remedy (self, &next->remedy);
}

static void
add_other (TbStepBar *self, const TbTransitionOffer *offer)
{
  gboolean can = can_be_taken (self, offer);
  GtkWidget *row = tb_record_row_new (_ (offer->transition->label), can ? NULL : offer->refusal);

  g_object_set_data (G_OBJECT (row), TRANSITION, (gpointer)offer->transition);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), can);
  gtk_widget_set_sensitive (row, can);
  gtk_list_box_append (self->more_list, row);
}

static void
show_offers (TbStepBar *self, GPtrArray *offers)
{
  const TbTransitionOffer *next = find_next (self, offers);
  const TbTransitionOffer *barred = NULL;

  if (next == NULL)
    {
      barred = find_barred (self, offers);
      next = find_way_out (self, offers);
    }
  else if (!can_be_taken (self, next))
    {
      barred = next;
    }

  show_next (self, next, barred);
  gtk_list_box_remove_all (self->more_list);
  for (guint i = 0; i < offers->len; i++)
    if (g_ptr_array_index (offers, i) != next && g_ptr_array_index (offers, i) != barred)
      add_other (self, g_ptr_array_index (offers, i));
  gtk_widget_set_visible (GTK_WIDGET (self->more_button),
                          gtk_widget_get_first_child (GTK_WIDGET (self->more_list)) != NULL);
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

/* A row with an action of its own would not be heard of here, and the list would stay open. */
static void
row_activated_cb (TbStepBar *self, GtkListBoxRow *row)
{
  const TbTransition *transition = g_object_get_data (G_OBJECT (row), TRANSITION);
  g_autoptr (GVariant) target = g_variant_ref_sink (make_target (self, transition));

  gtk_menu_button_popdown (self->more_button);
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "win.transition", target);
}

static void
tb_step_bar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  TbStepBar *self = TB_STEP_BAR (object);

  switch (prop_id)
    {
    case PROP_SUGGESTED:
      g_value_set_boolean (
          value, gtk_widget_has_css_class (GTK_WIDGET (self->next_button), "suggested-action"));
      break;
    case PROP_FILES_ACTION:
      g_value_set_string (value, self->files_action);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tb_step_bar_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  TbStepBar *self = TB_STEP_BAR (object);

  switch (prop_id)
    {
    case PROP_SUGGESTED:
      if (g_value_get_boolean (value))
        gtk_widget_add_css_class (GTK_WIDGET (self->next_button), "suggested-action");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (self->next_button), "suggested-action");
      break;
    case PROP_FILES_ACTION:
      g_set_str (&self->files_action, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
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
tb_step_bar_finalize (GObject *object)
{
  g_free (TB_STEP_BAR (object)->files_action);

  G_OBJECT_CLASS (tb_step_bar_parent_class)->finalize (object);
}

static void
tb_step_bar_class_init (TbStepBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tb_step_bar_get_property;
  object_class->set_property = tb_step_bar_set_property;
  object_class->dispose = tb_step_bar_dispose;
  object_class->finalize = tb_step_bar_finalize;

  props[PROP_SUGGESTED]
      = g_param_spec_boolean ("suggested", NULL, NULL, TRUE,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_FILES_ACTION]
      = g_param_spec_string ("files-action", NULL, NULL, NULL,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

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
