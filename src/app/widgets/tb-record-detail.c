/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-record-detail.h"

#include "tb-detail-part.h"
#include "tb-error.h"
#include "tb-follow.h"
#include "tb-frame-work.h"
#include "tb-life-line.h"
#include "tb-machine.h"
#include "tb-newer-rules.h"
#include "tb-property-row.h"
#include "tb-record-header.h"
#include "tb-relation-group.h"
#include "tb-reveal-dialog.h"
#include "tb-when.h"

#include <glib/gi18n.h>

/**
 * TbRecordDetail:
 *
 * A record in full, of any type: what it is called, its state, what is missing, its values by
 * section, and the records that belong to it. It follows the register's changes.
 *
 * Properties: `title`: what the record is called; `has-record`: whether one is shown.
 *
 * Actions: `detail.reveal (u)`: shows a masked value in clear, after a reason was given.
 */
struct _TbRecordDetail
{
  AdwBin parent_instance;

  TbSession *session;             /* (owned) (nullable) */
  TbRecord *record;               /* (owned) (nullable) */
  GCancellable *cancellable;      /* (owned) (nullable) of the load under way */
  const TbRecordType *asked_type; /* (not owned) (nullable): of the record last asked for */
  char *asked_id;                 /* (owned) (nullable): which is shown, or on its way, or failed */
  GHashTable *revealed;          /* (owned) set of the fields shown in clear, of this record only */
  GHashTable *value_rows;        /* (owned) the TbPropertyRow (not owned) of each field shown */
  const TbRecordType *part_type; /* (not owned) (nullable): the type that @part was made for */
  TbDetailPart *part;            /* (not owned) (nullable): what that type has of its own */
  guint next_top;                /* which of what stands above the values is filled in next */
  guint next_field;              /* whose value then is */
  const TbRelation *next_relation; /* (nullable): the last that was filled in */

  GtkStack *states;
  AdwStatusPage *fault_status;
  AdwBanner *read_only_banner;
  GtkScrolledWindow *scroller;
  TbRecordHeader *header;
  AdwPreferencesGroup *missing_group;
  AdwActionRow *missing_row;
  AdwBin *part_bin;
  TbLifeLine *life_line;
  GtkBox *relations_box;
  GtkBox *sections_box;
  GtkLabel *stamp_label;
};

/* A record on its way to the screen. */
typedef struct
{
  TbRecordDetail *detail;    /* (owned) */
  GCancellable *cancellable; /* (owned) of this load */
  TbRecord *record;          /* (owned) (nullable): once it was read */
} Coming;

enum
{
  PROP_TITLE = 1,
  PROP_HAS_RECORD,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TbRecordDetail, tb_record_detail, ADW_TYPE_BIN)

static const TbRecordType *
get_type_of (TbRecordDetail *self)
{
  return tb_record_get_record_type (self->record);
}

static gboolean
is_same_record (TbRecord *one, TbRecord *other)
{
  return tb_record_get_record_type (one) == tb_record_get_record_type (other)
         && g_strcmp0 (tb_record_get_id (one), tb_record_get_id (other)) == 0;
}

/* Filling the pane */

static void
remove_children (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
fill_missing (TbRecordDetail *self)
{
  const TbRecordType *type = get_type_of (self);
  g_autoptr (GString) names = g_string_new (NULL);
  gboolean asks = !tb_machine_is_locked (self->record) && !tb_record_detail_is_read_only (self);

  /* Nothing is asked of a record that can only be corrected, or not even that. */
  for (guint i = 0; i < type->n_fields && asks; i++)
    {
      const TbField *field = tb_record_type_get_field (type, i);

      if (!tb_record_has (self->record, i) && tb_record_type_wants (self->record, i))
        {
          /* Translators: between the names of fields in a list. */
          const char *separator = names->len > 0 ? _ (", ") : "";

          g_string_append_printf (names, "%s%s", separator, _ (field->label));
        }
    }

  gtk_widget_set_visible (GTK_WIDGET (self->missing_group), names->len > 0);
  adw_action_row_set_subtitle (self->missing_row, names->str);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->missing_row), "(ss)", type->name,
                                    tb_record_get_id (self->record));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->missing_row), "win.edit");
}

static gboolean
is_shown (TbRecordDetail *self, guint index)
{
  const TbRecordType *type = get_type_of (self);
  const TbField *field = tb_record_type_get_field (type, index);

  return !(field->flags & TB_FIELD_HIDDEN) && index != type->title_field
         && tb_record_has (self->record, index)
         && (self->part == NULL || !tb_detail_part_shows_field (self->part, index));
}

/* An age beside the date of birth, the years in the Party beside the day they count from. */
static void
add_computed (TbRecordDetail *self, AdwPreferencesGroup *group, guint after)
{
  const TbRecordType *type = get_type_of (self);
  const TbDate today = tb_clock_today (tb_session_get_clock (self->session));
  const TbComputedField *computed = tb_record_type_next_computed (type, after, NULL);

  for (; computed != NULL; computed = tb_record_type_next_computed (type, after, computed))
    {
      const int value = computed->compute (self->record, today);

      if (value >= 0)
        adw_preferences_group_add (group, tb_property_row_new_computed (computed, value));
    }
}

/* Gives the group of a section, which is the last one or a new one. */
static AdwPreferencesGroup *
get_group (TbRecordDetail *self, const char *section)
{
  GtkWidget *group = gtk_widget_get_last_child (GTK_WIDGET (self->sections_box));
  const char *title = section != NULL ? _ (section) : "";

  if (group == NULL
      || g_strcmp0 (adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (group)), title) != 0)
    {
      group = adw_preferences_group_new ();
      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
      gtk_box_append (self->sections_box, group);
    }
  return ADW_PREFERENCES_GROUP (group);
}

static void
add_value (TbRecordDetail *self, guint field)
{
  AdwPreferencesGroup *group;
  GtkWidget *row;
  TbDisplay display = g_hash_table_contains (self->revealed, GUINT_TO_POINTER (field))
                          ? TB_DISPLAY_REVEALED
                          : TB_DISPLAY_MASKED;

  if (!is_shown (self, field))
    return;

  group = get_group (self, tb_record_type_get_field (get_type_of (self), field)->section);
  row = tb_property_row_new (self->record, field, display);
  adw_preferences_group_add (group, row);
  g_hash_table_insert (self->value_rows, GUINT_TO_POINTER (field), row);
  add_computed (self, group, field);
}

static void
fill_part (TbRecordDetail *self)
{
  if (self->part_type != get_type_of (self))
    {
      GtkWidget *part = tb_detail_part_new (get_type_of (self), self->session);

      self->part_type = get_type_of (self);
      self->part = part != NULL ? TB_DETAIL_PART (part) : NULL;
      adw_bin_set_child (self->part_bin, part);
      gtk_widget_set_visible (GTK_WIDGET (self->part_bin), FALSE);
      if (part != NULL)
        g_object_bind_property (part, "visible", self->part_bin, "visible", G_BINDING_SYNC_CREATE);
    }

  if (self->part != NULL)
    {
      tb_detail_part_set_record (self->part, self->record);
      gtk_widget_set_visible (GTK_WIDGET (self->part_bin),
                              gtk_widget_get_visible (GTK_WIDGET (self->part)));
    }
}

static void
refresh_relations (TbRecordDetail *self)
{
  for (GtkWidget *group = gtk_widget_get_first_child (GTK_WIDGET (self->relations_box));
       group != NULL; group = gtk_widget_get_next_sibling (group))
    tb_relation_group_refresh (TB_RELATION_GROUP (group));
}

static void
fill_stamp (TbRecordDetail *self)
{
  const char *updated_at = tb_record_get_updated_at (self->record);
  g_autofree char *when = tb_when_dup_words (updated_at, tb_session_get_clock (self->session));
  /* Translators: %s is a time in words, as in: Last changed 5 minutes ago. */
  g_autofree char *text = g_strdup_printf (_ ("Last changed %s"), when);

  gtk_label_set_label (self->stamp_label, text);
}

static void
fill_life_line (TbRecordDetail *self)
{
  gboolean has_life_line = tb_life_line_is_for (self->record);

  gtk_widget_set_visible (GTK_WIDGET (self->life_line), has_life_line);
  if (has_life_line)
    tb_life_line_set_record (self->life_line, self->record);
}

static void
fill_head (TbRecordDetail *self)
{
  tb_record_header_set_record (self->header, self->record);
  fill_missing (self);
  fill_stamp (self);
  gtk_stack_set_visible_child_name (self->states, "record");
}

/* What stands above the values. */
static void (*const tops[]) (TbRecordDetail *self) = { fill_head, fill_part, fill_life_line };

/* Fills in what comes next, from above to below. Gives whether there is more. */
static gboolean
fill_next (GtkWidget *widget)
{
  TbRecordDetail *self = TB_RECORD_DETAIL (widget);

  if (self->next_top < G_N_ELEMENTS (tops))
    {
      tops[self->next_top++](self);
      return TRUE;
    }
  if (self->next_field < get_type_of (self)->n_fields)
    {
      add_value (self, self->next_field++);
      return TRUE;
    }

  self->next_relation = tb_relations_next (get_type_of (self), self->next_relation);
  if (self->next_relation != NULL)
    gtk_box_append (self->relations_box,
                    tb_relation_group_new (self->session, self->next_relation, self->record));
  return self->next_relation != NULL;
}

/* The first record comes together with the page that it is on, which is enough for a frame: it then
 * comes in the frames that follow. In the place of another record, all comes at once. */
static void
fill (TbRecordDetail *self, gboolean first)
{
  self->next_top = 0;
  self->next_field = 0;
  self->next_relation = NULL;
  if (first)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->part_bin), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->life_line), FALSE);
    }
  g_hash_table_remove_all (self->value_rows);
  remove_children (self->sections_box);
  remove_children (self->relations_box);

  if (first)
    tb_frame_work_begin (GTK_WIDGET (self), fill_next);
  else
    tb_frame_work_finish (GTK_WIDGET (self), fill_next);
}

/* The record itself is as it was; what refers to it may not be. */
static void
keep_record (TbRecordDetail *self)
{
  fill_part (self);
  refresh_relations (self);
  fill_stamp (self);
}

static void
take_record (TbRecordDetail *self, TbRecord *record, gboolean same_rights)
{
  gboolean same
      = same_rights && self->record != NULL && tb_record_shows_same (self->record, record);
  gboolean other = self->record == NULL || !is_same_record (self->record, record);
  gboolean first = self->record == NULL;

  g_set_object (&self->record, record);
  g_object_unref (record);
  if (same)
    {
      keep_record (self);
      return;
    }
  if (other)
    {
      g_hash_table_remove_all (self->revealed);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
    }
  fill (self, first);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_RECORD]);
}

/* Callbacks */

static void
coming_free (Coming *coming)
{
  g_clear_object (&coming->record);
  g_clear_object (&coming->cancellable);
  g_clear_object (&coming->detail);
  g_free (coming);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Coming, coming_free)

static void
forget_record (TbRecordDetail *self, const char *state)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  tb_frame_work_stop (GTK_WIDGET (self));
  g_clear_object (&self->record);
  g_hash_table_remove_all (self->revealed);
  gtk_stack_set_visible_child_name (self->states, state);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_RECORD]);
}

/* It is still asked for: what the next change of the register may bring. */
static void
show_fault (TbRecordDetail *self, const GError *error)
{
  adw_status_page_set_description (self->fault_status, error->message);
  forget_record (self, "fault");
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Coming) coming = user_data;
  TbRecordDetail *self = coming->detail;
  g_autoptr (GError) error = NULL;
  gboolean changeable = tb_newer_rules_check_finish (TB_SESSION (source), result, &error);

  if (g_cancellable_is_cancelled (coming->cancellable))
    return;

  if (changeable || g_error_matches (error, TB_ERROR, TB_ERROR_NEWER))
    {
      const gboolean same_rights = tb_record_detail_is_read_only (self) == !changeable;

      if (!changeable)
        adw_banner_set_title (self->read_only_banner, error->message);
      adw_banner_set_revealed (self->read_only_banner, !changeable);
      take_record (self, g_steal_pointer (&coming->record), same_rights);
    }
  else
    {
      show_fault (self, error);
    }
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Coming) coming = user_data;
  TbRecordDetail *self = coming->detail;
  g_autoptr (GError) error = NULL;

  coming->record = tb_session_read_finish (TB_SESSION (source), result, &error);
  /* What was read before somebody asked for another comes none the less. */
  if (g_cancellable_is_cancelled (coming->cancellable))
    return;

  if (coming->record != NULL && !tb_record_is_removed (coming->record))
    {
      TbRecord *record = coming->record;
      GCancellable *cancellable = coming->cancellable;

      tb_newer_rules_check_async (self->session, record, cancellable, checked_cb,
                                  g_steal_pointer (&coming));
    }
  else if (coming->record != NULL || g_error_matches (error, TB_ERROR, TB_ERROR_NOT_FOUND))
    {
      tb_record_detail_clear (self);
    }
  else
    {
      show_fault (self, error);
    }
}

/* Also a record that is on its way is read anew. */
static void
changed_cb (GtkWidget *widget, const char *const *type_names)
{
  TbRecordDetail *self = TB_RECORD_DETAIL (widget);
  g_autofree char *id = g_strdup (self->asked_id);

  if (id != NULL)
    tb_record_detail_load (self, self->asked_type, id);
}

/* The pane may have gone to another record while the reason was typed. */
static void
revealed_cb (TbRecordDetail *self, TbRecord *record, guint field)
{
  TbPropertyRow *row;

  if (self->record == NULL || !is_same_record (self->record, record))
    return;

  g_hash_table_add (self->revealed, GUINT_TO_POINTER (field));
  row = g_hash_table_lookup (self->value_rows, GUINT_TO_POINTER (field));
  if (row != NULL)
    tb_property_row_reveal (row, self->record, field);
}

static void
reveal_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbRecordDetail *self = TB_RECORD_DETAIL (widget);

  if (self->record == NULL)
    return;

  tb_reveal_dialog_ask (widget, self->session, self->record, g_variant_get_uint32 (parameter),
                        G_CALLBACK (revealed_cb), self);
}

/* Overrides */

static void
tb_record_detail_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  TbRecordDetail *self = TB_RECORD_DETAIL (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      if (self->record != NULL)
        g_value_take_string (value, tb_record_dup_title (self->record));
      else
        g_value_set_string (value, _ ("Details"));
      break;
    case PROP_HAS_RECORD:
      g_value_set_boolean (value, self->record != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tb_record_detail_dispose (GObject *object)
{
  TbRecordDetail *self = TB_RECORD_DETAIL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  tb_frame_work_stop (GTK_WIDGET (self));
  self->part = NULL;
  self->part_type = NULL;
  g_clear_object (&self->record);
  g_clear_object (&self->session);
  g_clear_pointer (&self->revealed, g_hash_table_unref);
  g_clear_pointer (&self->value_rows, g_hash_table_unref);
  g_clear_pointer (&self->asked_id, g_free);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_RECORD_DETAIL);

  G_OBJECT_CLASS (tb_record_detail_parent_class)->dispose (object);
}

static void
tb_record_detail_class_init (TbRecordDetailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tb_record_detail_get_property;
  object_class->dispose = tb_record_detail_dispose;

  properties[PROP_TITLE]
      = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HAS_RECORD] = g_param_spec_boolean ("has-record", NULL, NULL, FALSE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (TB_TYPE_LIFE_LINE);
  g_type_ensure (TB_TYPE_RECORD_HEADER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-record-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, TbRecordDetail, states);
  gtk_widget_class_bind_template_child (widget_class, TbRecordDetail, fault_status);
  gtk_widget_class_bind_template_child (widget_class, TbRecordDetail, read_only_banner);
  gtk_widget_class_bind_template_child (widget_class, TbRecordDetail, scroller);
  gtk_widget_class_bind_template_child (widget_class, TbRecordDetail, header);
  gtk_widget_class_bind_template_child (widget_class, TbRecordDetail, missing_group);
  gtk_widget_class_bind_template_child (widget_class, TbRecordDetail, missing_row);
  gtk_widget_class_bind_template_child (widget_class, TbRecordDetail, part_bin);
  gtk_widget_class_bind_template_child (widget_class, TbRecordDetail, life_line);
  gtk_widget_class_bind_template_child (widget_class, TbRecordDetail, relations_box);
  gtk_widget_class_bind_template_child (widget_class, TbRecordDetail, sections_box);
  gtk_widget_class_bind_template_child (widget_class, TbRecordDetail, stamp_label);

  gtk_widget_class_install_action (widget_class, "detail.reveal", "u", reveal_action);
}

static void
tb_record_detail_init (TbRecordDetail *self)
{
  self->revealed = g_hash_table_new (NULL, NULL);
  self->value_rows = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Public functions */

/**
 * tb_record_detail_set_session:
 * @self: a detail pane
 * @session: the register
 *
 * Says where records are read from. Called once.
 */
void
tb_record_detail_set_session (TbRecordDetail *self, TbSession *session)
{
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  tb_follow_changes (GTK_WIDGET (self), session, NULL, changed_cb);
}

/**
 * tb_record_detail_load:
 * @self: a detail pane
 * @type: the type of the record
 * @id: its id
 *
 * Shows a record as soon as it is read; what is shown stays till then.
 */
void
tb_record_detail_load (TbRecordDetail *self, const TbRecordType *type, const char *id)
{
  Coming *coming = g_new0 (Coming, 1);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->asked_type = type;
  g_set_str (&self->asked_id, id);
  coming->detail = g_object_ref (self);
  coming->cancellable = g_object_ref (self->cancellable);
  tb_session_load_async (self->session, type, id, self->cancellable, loaded_cb, coming);
}

/**
 * tb_record_detail_clear:
 * @self: a detail pane
 *
 * Shows nothing.
 */
void
tb_record_detail_clear (TbRecordDetail *self)
{
  g_clear_pointer (&self->asked_id, g_free);
  forget_record (self, "nothing");
}

/**
 * tb_record_detail_get_record:
 * @self: a detail pane
 *
 * Returns: (transfer none) (nullable): the record shown
 */
TbRecord *
tb_record_detail_get_record (TbRecordDetail *self)
{
  return self->record;
}

/**
 * tb_record_detail_has_failed:
 * @self: a detail pane
 *
 * Returns: whether the record asked for could not be read; why is shown in its place
 */
gboolean
tb_record_detail_has_failed (TbRecordDetail *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->states), "fault") == 0;
}

/**
 * tb_record_detail_is_read_only:
 * @self: a detail pane
 *
 * Returns: whether the record shown is only for reading, because a newer version of the program
 * wrote it; that is said above it
 */
gboolean
tb_record_detail_is_read_only (TbRecordDetail *self)
{
  return adw_banner_get_revealed (self->read_only_banner);
}
