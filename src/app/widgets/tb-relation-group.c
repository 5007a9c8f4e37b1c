/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-relation-group.h"

#include "tb-machine.h"
#include "tb-page-table.h"
#include "tb-record-row.h"

#include <glib/gi18n.h>

/**
 * TbRelationGroup:
 *
 * The records that belong to another one, by an entry of the table of relations. Hidden while there
 * are none. A long list is cut off with a row that leads to the whole of it.
 */
struct _TbRelationGroup
{
  AdwPreferencesGroup parent_instance;

  TbSession *session;         /* (owned) */
  const TbRelation *relation; /* (not owned) static */
  char *owner_id;             /* (owned) */
  GCancellable *cancellable;  /* (owned): of the reading under way */
  GPtrArray *records;         /* (owned) (nullable) (element-type TbRecord): those shown */
  GPtrArray *rows;            /* (owned) (element-type GtkWidget) (not owned): their rows */

  GtkButton *add_button;
};

#define N_SHOWN 8

G_DEFINE_FINAL_TYPE (TbRelationGroup, tb_relation_group, ADW_TYPE_PREFERENCES_GROUP)

static void
add_row (TbRelationGroup *self, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
add_record (TbRelationGroup *self, TbRecord *record)
{
  g_autofree char *title = tb_relation_dup_row_title (self->relation, record);
  g_autofree char *subtitle = tb_relation_dup_row_subtitle (self->relation, record);
  GtkWidget *row = tb_record_row_new (title, subtitle);
  const char *type, *id;

  if (tb_relation_get_target (self->relation, record, &type, &id))
    tb_record_row_lead_to (TB_RECORD_ROW (row),
                           self->relation->edits ? "win.edit" : "win.show-record",
                           g_variant_new ("(ss)", type, id));
  add_row (self, row);
}

static void
add_rest (TbRelationGroup *self)
{
  GtkWidget *row = tb_record_row_new (_ ("Show All"), NULL);

  tb_record_row_lead_to (
      TB_RECORD_ROW (row), "win.show-filtered",
      g_variant_new ("(sss)", self->relation->type, self->relation->link, self->owner_id));
  add_row (self, row);
}

static gboolean
is_shown_already (TbRelationGroup *self, GPtrArray *records)
{
  if (self->records == NULL || self->records->len != records->len)
    return FALSE;

  for (guint i = 0; i < records->len; i++)
    if (!tb_record_shows_same (g_ptr_array_index (self->records, i),
                               g_ptr_array_index (records, i)))
      return FALSE;

  return TRUE;
}

static void
show_records (TbRelationGroup *self, GPtrArray *records)
{
  const gboolean has_page = tb_page_table_find_type (self->relation->type) != NULL;
  const guint n_shown = has_page ? MIN (records->len, N_SHOWN) : records->len;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < n_shown; i++)
    add_record (self, g_ptr_array_index (records, i));
  if (n_shown < records->len)
    add_rest (self);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbRelationGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = tb_session_read_finish (TB_SESSION (source), result, &error);

  if (records == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), error->message);
      gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
      return;
    }

  if (!is_shown_already (self, records))
    show_records (self, records);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  self->records = g_ptr_array_ref (records);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          records->len > 0
                              || gtk_widget_get_visible (GTK_WIDGET (self->add_button)));
}

static void
tb_relation_group_dispose (GObject *object)
{
  TbRelationGroup *self = TB_RELATION_GROUP (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (tb_relation_group_parent_class)->dispose (object);
}

static void
tb_relation_group_finalize (GObject *object)
{
  TbRelationGroup *self = TB_RELATION_GROUP (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_ptr_array_unref (self->rows);
  g_free (self->owner_id);

  G_OBJECT_CLASS (tb_relation_group_parent_class)->finalize (object);
}

static void
tb_relation_group_class_init (TbRelationGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tb_relation_group_dispose;
  object_class->finalize = tb_relation_group_finalize;

  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (klass), "/io/github/towerbranch/TowerBranch/ui/tb-relation-group.ui");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), TbRelationGroup, add_button);
}

static void
tb_relation_group_init (TbRelationGroup *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
offer_add (TbRelationGroup *self)
{
  const TbRecordType *type = tb_record_types_find (self->relation->type);
  /* Translators: %s is a kind of record, as in: Add Enterprise. */
  g_autofree char *add = g_strdup_printf (_ ("Add %s"), _ (type->label));
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&values, "{ss}", self->relation->link, self->owner_id);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->add_button), add);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->add_button), "(sa{ss})", type->name,
                                    &values);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->add_button), "win.add-with");
  gtk_widget_set_visible (GTK_WIDGET (self->add_button), TRUE);
}

static guint
get_limit (const TbRelation *relation)
{
  if (relation->latest)
    return N_SHOWN;

  return tb_page_table_find_type (relation->type) != NULL ? N_SHOWN + 1 : 0;
}

/**
 * tb_relation_group_new:
 * @session: the register
 * @relation: which list
 * @owner: the record whose list it is
 *
 * Makes the group and begins to read its records. They are given up when the group is disposed.
 *
 * Returns: (transfer floating): the group
 */
GtkWidget *
tb_relation_group_new (TbSession *session, const TbRelation *relation, TbRecord *owner)
{
  TbRelationGroup *self = g_object_new (TB_TYPE_RELATION_GROUP, "title", _ (relation->title), NULL);

  self->session = g_object_ref (session);
  self->relation = relation;
  self->owner_id = g_strdup (tb_record_get_id (owner));
  if (relation->add && !tb_machine_is_locked (owner))
    offer_add (self);

  tb_relation_group_refresh (self);

  return GTK_WIDGET (self);
}

/**
 * tb_relation_group_refresh:
 * @self: a group
 *
 * Reads its records again; what is the same stays as it is.
 */
void
tb_relation_group_refresh (TbRelationGroup *self)
{
  g_autoptr (TbQuery) query = NULL;

  g_return_if_fail (TB_IS_RELATION_GROUP (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  /* Lists without a page of their own are short by nature; one more than shown tells that there are
   * more. */
  query = tb_relation_dup_query (self->relation, self->owner_id, get_limit (self->relation));
  tb_session_list_async (self->session, query, self->cancellable, listed_cb, g_object_ref (self));
}
