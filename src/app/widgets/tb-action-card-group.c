/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-action-card-group.h"

#include "tb-machine.h"
#include "tb-property-row.h"
#include "tb-type-action-card.h"

#include <glib/gi18n.h>

/**
 * TbActionCardGroup:
 *
 * The 5W1H card of an event, a project or a claim: how complete it is, what is missing, and what it
 * says. Where there is none yet, it begins with what the owner already tells.
 */
struct _TbActionCardGroup
{
  AdwPreferencesGroup parent_instance;

  TbRecord *owner;           /* (owned) (nullable) */
  TbRecord *card;            /* (owned) (nullable): the one that is shown */
  GCancellable *cancellable; /* (owned) (nullable): of the reading under way */
  GPtrArray *rows;           /* (owned) (element-type GtkWidget): the rows in the card at present */

  AdwExpanderRow *card_row;
  GtkLevelBar *level;
  GtkButton *edit_button;
};

G_DEFINE_FINAL_TYPE (TbActionCardGroup, tb_action_card_group, ADW_TYPE_PREFERENCES_GROUP)

/* What a card need not ask for again. */
static const struct
{
  const char *owner;
  const char *field;    /* of the owner */
  const char *question; /* of the card */
} known[] = {
  { "event", "title", "what" },    { "event", "planned_on", "when" },
  { "event", "place", "where" },   { "event", "host", "who" },
  { "project", "title", "what" },  { "project", "goal", "why" },
  { "project", "due_on", "when" }, { "project", "location", "where" },
  { "claim", "pledge", "what" },   { "claim", "responsible", "who" },
  { "claim", "due_on", "when" },
};

static const char *
get_owner_name (TbActionCardGroup *self)
{
  return tb_record_get_record_type (self->owner)->name;
}

static GVariant *
make_first_values (TbActionCardGroup *self)
{
  const TbRecordType *type = tb_record_get_record_type (self->owner);
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&values, "{ss}", type->name, tb_record_get_id (self->owner));
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      guint field;
      g_autofree char *value = NULL;

      if (!g_str_equal (known[i].owner, type->name))
        continue;
      field = tb_record_type_find_field (type, known[i].field);
      if (!tb_record_has (self->owner, field))
        continue;
      value = tb_record_dup_display (self->owner, field, TB_DISPLAY_MASKED);
      g_variant_builder_add (&values, "{ss}", known[i].question, value);
    }

  return g_variant_new ("(sa{ss})", "action_card", &values);
}

static void
forget_card (TbActionCardGroup *self)
{
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->edit_button), NULL);
  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (self->card_row, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
show_none (TbActionCardGroup *self)
{
  forget_card (self);
  adw_expander_row_set_subtitle (self->card_row, _ ("Not filled in yet"));
  adw_expander_row_set_enable_expansion (self->card_row, FALSE);
  gtk_level_bar_set_value (self->level, 0);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->edit_button),
                                          make_first_values (self));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->edit_button), "win.add-with");
}

/* What is missing, by name. */
static char *
dup_missing (TbRecord *card, guint *n_missing)
{
  guint missing[TB_ACTION_CARD_N_QUESTIONS];
  g_autoptr (GString) names = g_string_new (NULL);

  *n_missing = tb_action_card_get_missing (card, missing);
  for (guint i = 0; i < *n_missing; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? _ (", ") : "",
                            _ (tb_record_type_get_field (&tb_type_action_card, missing[i])->label));

  if (*n_missing == 0)
    return g_strdup (_ ("Complete"));
  /* Translators: %s are the names of the questions that have no answer. */
  return g_strdup_printf (_ ("Missing: %s"), names->str);
}

static void
show_card (TbActionCardGroup *self, TbRecord *card)
{
  guint n_missing;
  g_autofree char *missing = dup_missing (card, &n_missing);

  forget_card (self);
  adw_expander_row_set_subtitle (self->card_row, missing);
  adw_expander_row_set_enable_expansion (self->card_row, TRUE);
  gtk_level_bar_set_value (self->level, TB_ACTION_CARD_N_QUESTIONS - n_missing);
  for (guint i = TB_ACTION_CARD_WHAT; i <= TB_ACTION_CARD_PROOF; i++)
    if (tb_record_has (card, i))
      {
        GtkWidget *row = tb_property_row_new (card, i, TB_DISPLAY_MASKED);

        adw_expander_row_add_row (self->card_row, row);
        g_ptr_array_add (self->rows, row);
      }
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->edit_button), "(ss)", "action_card",
                                    tb_record_get_id (card));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->edit_button), "win.edit");
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbActionCardGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards = tb_session_read_finish (TB_SESSION (source), result, &error);
  TbRecord *card;

  if (cards == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      g_clear_object (&self->card);
      adw_expander_row_set_subtitle (self->card_row, error->message);
      return;
    }

  card = cards->len > 0 ? g_ptr_array_index (cards, 0) : NULL;
  if (card == NULL)
    show_none (self);
  else if (self->card == NULL || !tb_record_shows_same (self->card, card))
    show_card (self, card);
  g_set_object (&self->card, card);
  gtk_widget_set_visible (GTK_WIDGET (self->edit_button), !tb_machine_is_locked (self->owner));
}

static void
tb_action_card_group_dispose (GObject *object)
{
  TbActionCardGroup *self = TB_ACTION_CARD_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->owner);
  g_clear_object (&self->card);

  G_OBJECT_CLASS (tb_action_card_group_parent_class)->dispose (object);
}

static void
tb_action_card_group_finalize (GObject *object)
{
  g_ptr_array_unref (TB_ACTION_CARD_GROUP (object)->rows);

  G_OBJECT_CLASS (tb_action_card_group_parent_class)->finalize (object);
}

static void
tb_action_card_group_class_init (TbActionCardGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_action_card_group_dispose;
  object_class->finalize = tb_action_card_group_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-action-card-group.ui");
  gtk_widget_class_bind_template_child (widget_class, TbActionCardGroup, card_row);
  gtk_widget_class_bind_template_child (widget_class, TbActionCardGroup, level);
  gtk_widget_class_bind_template_child (widget_class, TbActionCardGroup, edit_button);
}

static void
tb_action_card_group_init (TbActionCardGroup *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_level_bar_set_max_value (self->level, TB_ACTION_CARD_N_QUESTIONS);
}

/**
 * tb_action_card_group_set_owner:
 * @self: a group
 * @session: the register
 * @owner: an event, a project or a claim, as last read
 *
 * Shows the card of @owner as soon as it is read.
 */
void
tb_action_card_group_set_owner (TbActionCardGroup *self, TbSession *session, TbRecord *owner)
{
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_action_card);

  g_set_object (&self->owner, owner);
  tb_query_add_filter (query,
                       tb_record_type_find_field (&tb_type_action_card, get_owner_name (self)),
                       TB_QUERY_EQUAL, tb_record_get_id (owner));
  tb_query_set_limit (query, 1);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  tb_session_list_async (session, query, self->cancellable, listed_cb, g_object_ref (self));
}
