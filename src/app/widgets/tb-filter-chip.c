/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-filter-chip.h"

#include "tb-code-list.h"
#include "tb-record-chooser.h"

#include <glib/gi18n.h>

/**
 * TbFilterChip:
 *
 * A filter by one field. Fields with a code list and yes-or-no fields offer their values in a menu,
 * references a dialog in which a record is searched for; any other field shows the filter it was
 * given, and can only be taken away.
 *
 * Properties: `text`: what it filters by, in words; `active`: whether it filters.
 *
 * Signals: `changed ()`.
 */
struct _TbFilterChip
{
  AdwBin parent_instance;

  TbSession *session;       /* (owned) */
  const TbRecordType *type; /* (not owned) static */
  guint field;
  GSimpleAction *choice; /* (owned) its state is "" for any, else the target of the item chosen */

  gboolean active;
  TbQueryOp op;
  char *value;               /* (owned) (nullable) */
  char *title;               /* (owned) (nullable) of the record that a reference filters by */
  GCancellable *cancellable; /* (owned) (nullable) of the look-up of that title */

  GtkMenuButton *menu_button;
  GtkButton *remove_button;
};

enum
{
  PROP_TEXT = 1,
  PROP_ACTIVE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint changed_signal;

/* Target of the menu item for records without a value; no code is written like that. */
#define NONE_TARGET "(none)"

G_DEFINE_FINAL_TYPE (TbFilterChip, tb_filter_chip, ADW_TYPE_BIN)

static const TbField *
get_field (TbFilterChip *self)
{
  return tb_record_type_get_field (self->type, self->field);
}

static char *
dup_value_text (TbFilterChip *self)
{
  const TbField *field = get_field (self);

  if (self->op == TB_QUERY_EMPTY)
    return g_strdup (_ ("not recorded"));
  if (field->type == TB_FIELD_BOOLEAN)
    return g_strdup (g_str_equal (self->value, "1") ? _ ("yes") : _ ("no"));
  if (field->type == TB_FIELD_CODE)
    {
      const TbCodeList *list = tb_code_lists_find (field->code_list);
      const TbCodeItem *item = list != NULL ? tb_code_list_find_code (list, self->value) : NULL;

      return g_strdup (item != NULL ? tb_code_item_get_label (item) : self->value);
    }
  if (field->type == TB_FIELD_REFERENCE)
    return g_strdup (self->title != NULL ? self->title : "…");

  return g_strdup (self->value);
}

static char *
dup_text (TbFilterChip *self)
{
  g_autofree char *value = NULL;

  if (self->type == NULL)
    return NULL;
  if (!self->active)
    return g_strdup (_ (get_field (self)->label));

  value = dup_value_text (self);
  /* Translators: a filter in force: the name of a field and its value, as in "Sex: female". */
  return g_strdup_printf (_ ("%s: %s"), _ (get_field (self)->label), value);
}

static void
notify_changed (TbFilterChip *self)
{
  if (self->active)
    gtk_widget_add_css_class (GTK_WIDGET (self), "active");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "active");

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static void
title_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbFilterChip) self = user_data;
  g_autoptr (TbRecord) record = tb_session_read_finish (TB_SESSION (source), result, NULL);

  if (record == NULL)
    return;

  g_free (self->title);
  self->title = tb_record_dup_title (record);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

static void
look_up_title (TbFilterChip *self)
{
  const TbField *field = get_field (self);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->title, g_free);

  if (field->type != TB_FIELD_REFERENCE || self->value == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  tb_session_load_async (self->session, tb_record_types_find (field->target), self->value,
                         self->cancellable, title_loaded_cb, g_object_ref (self));
}

/* The menu */

static void
append_choice (GMenu *menu, const char *label, const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "chip.choice", "s", target);
  g_menu_append_item (menu, item);
}

static void
append_codes (GMenu *menu, const char *list_name)
{
  const TbCodeList *list = tb_code_lists_find (list_name);

  for (guint i = 0; list != NULL && i < tb_code_list_get_n_items (list); i++)
    {
      const TbCodeItem *item = tb_code_list_get_item (list, i);

      append_choice (menu, tb_code_item_get_label (item), item->code);
    }
}

/* The menu is made when it is opened: a bar of chips has some hundred items. */
static void
create_popup_cb (GtkMenuButton *button, gpointer user_data)
{
  TbFilterChip *self = user_data;
  const TbField *field = get_field (self);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) values = g_menu_new ();
  g_autoptr (GMenu) others = g_menu_new ();

  if (field->type == TB_FIELD_BOOLEAN)
    {
      append_choice (values, _ ("Yes"), "1");
      append_choice (values, _ ("No"), "0");
    }
  else if (field->code_list != NULL)
    {
      append_codes (values, field->code_list);
    }
  else if (field->type == TB_FIELD_REFERENCE)
    {
      g_menu_append (values, _ ("_Choose…"), "chip.choose");
    }
  append_choice (others, _ ("Not Recorded"), NONE_TARGET);
  append_choice (others, _ ("Any"), "");

  g_menu_append_section (menu, NULL, G_MENU_MODEL (values));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

/* Callbacks */

static void
choice_cb (TbFilterChip *self, GVariant *target)
{
  const char *chosen = g_variant_get_string (target, NULL);

  if (*chosen == '\0')
    tb_filter_chip_clear (self);
  else if (g_str_equal (chosen, NONE_TARGET))
    tb_filter_chip_set (self, TB_QUERY_EMPTY, NULL);
  else
    tb_filter_chip_set (self, TB_QUERY_EQUAL, chosen);

  g_signal_emit (self, changed_signal, 0);
}

static void
chosen_cb (TbFilterChip *self, const char *id, const char *title, TbRecordChooser *chooser)
{
  AdwDialog *dialog = ADW_DIALOG (gtk_widget_get_ancestor (GTK_WIDGET (chooser), ADW_TYPE_DIALOG));

  tb_filter_chip_set (self, TB_QUERY_EQUAL, id);
  g_signal_emit (self, changed_signal, 0);
  adw_dialog_close (dialog);
}

static void
choose_cb (TbFilterChip *self)
{
  const TbField *field = get_field (self);
  GtkWidget *view = adw_navigation_view_new ();
  AdwDialog *dialog = adw_dialog_new ();
  AdwNavigationPage *chooser = tb_record_chooser_new (
      self->session, tb_record_types_find (field->target), _ (field->label));

  tb_record_chooser_set_can_add (TB_RECORD_CHOOSER (chooser), FALSE);
  g_signal_connect_object (chooser, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (view), chooser);

  adw_dialog_set_title (dialog, _ (field->label));
  adw_dialog_set_content_width (dialog, 480);
  adw_dialog_set_content_height (dialog, 560);
  adw_dialog_set_child (dialog, view);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
remove_cb (TbFilterChip *self)
{
  tb_filter_chip_clear (self);
  g_signal_emit (self, changed_signal, 0);
}

/* Overrides */

static void
tb_filter_chip_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  TbFilterChip *self = TB_FILTER_CHIP (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      g_value_take_string (value, dup_text (self));
      break;
    case PROP_ACTIVE:
      g_value_set_boolean (value, self->active);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tb_filter_chip_dispose (GObject *object)
{
  TbFilterChip *self = TB_FILTER_CHIP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->choice);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_FILTER_CHIP);

  G_OBJECT_CLASS (tb_filter_chip_parent_class)->dispose (object);
}

static void
tb_filter_chip_finalize (GObject *object)
{
  TbFilterChip *self = TB_FILTER_CHIP (object);

  g_free (self->value);
  g_free (self->title);

  G_OBJECT_CLASS (tb_filter_chip_parent_class)->finalize (object);
}

static void
tb_filter_chip_class_init (TbFilterChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tb_filter_chip_get_property;
  object_class->dispose = tb_filter_chip_dispose;
  object_class->finalize = tb_filter_chip_finalize;

  properties[PROP_TEXT]
      = g_param_spec_string ("text", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-filter-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, TbFilterChip, menu_button);
  gtk_widget_class_bind_template_child (widget_class, TbFilterChip, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
tb_filter_chip_init (TbFilterChip *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) choose = g_simple_action_new ("choose", NULL);

  gtk_widget_init_template (GTK_WIDGET (self));

  self->choice
      = g_simple_action_new_stateful ("choice", G_VARIANT_TYPE_STRING, g_variant_new_string (""));
  g_signal_connect_object (self->choice, "change-state", G_CALLBACK (choice_cb), self,
                           G_CONNECT_SWAPPED);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (self->choice));
  g_signal_connect_object (choose, "activate", G_CALLBACK (choose_cb), self, G_CONNECT_SWAPPED);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (choose));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "chip", G_ACTION_GROUP (group));
}

/* Public functions */

/**
 * tb_filter_chip_new:
 * @session: the register
 * @type: the record type
 * @field: index of the field it filters by
 *
 * Returns: (transfer floating): a chip that does not filter yet
 */
GtkWidget *
tb_filter_chip_new (TbSession *session, const TbRecordType *type, guint field)
{
  TbFilterChip *self = g_object_new (TB_TYPE_FILTER_CHIP, NULL);

  self->session = g_object_ref (session);
  self->type = type;
  self->field = field;
  gtk_menu_button_set_create_popup_func (self->menu_button, create_popup_cb, self, NULL);
  notify_changed (self);

  return GTK_WIDGET (self);
}

/**
 * tb_filter_chip_get_field:
 * @self: a chip
 *
 * Returns: index of the field it filters by
 */
guint
tb_filter_chip_get_field (TbFilterChip *self)
{
  return self->field;
}

/**
 * tb_filter_chip_is_active:
 * @self: a chip
 *
 * Returns: whether it filters
 */
gboolean
tb_filter_chip_is_active (TbFilterChip *self)
{
  return self->active;
}

/**
 * tb_filter_chip_set:
 * @self: a chip
 * @op: how to compare
 * @value: (nullable): with what
 *
 * Filters from now on. Does not emit `changed`.
 */
void
tb_filter_chip_set (TbFilterChip *self, TbQueryOp op, const char *value)
{
  self->active = TRUE;
  self->op = op;
  g_set_str (&self->value, value);
  g_simple_action_set_state (self->choice,
                             g_variant_new_string (op == TB_QUERY_EMPTY ? NONE_TARGET : value));
  look_up_title (self);
  notify_changed (self);
}

/**
 * tb_filter_chip_clear:
 * @self: a chip
 *
 * Lets everything through. Does not emit `changed`.
 */
void
tb_filter_chip_clear (TbFilterChip *self)
{
  self->active = FALSE;
  g_clear_pointer (&self->value, g_free);
  g_simple_action_set_state (self->choice, g_variant_new_string (""));
  notify_changed (self);
}

/**
 * tb_filter_chip_apply:
 * @self: a chip
 * @query: a query being built
 *
 * Adds its filter to the query, if it is active.
 */
void
tb_filter_chip_apply (TbFilterChip *self, TbQuery *query)
{
  if (self->active)
    tb_query_add_filter (query, self->field, self->op, self->value);
}
