/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-project-part.h"

#include "tb-attachment-group.h"
#include "tb-claim-row.h"
#include "tb-detail-part.h"
#include "tb-step-bar.h"
#include "tb-type-claim.h"
#include "tb-type-project.h"

#include <glib/gi18n.h>

/**
 * TbProjectPart:
 *
 * What the detail of a project has of its own: its steps, how far it is, what is needed, and its
 * claims with theirs.
 */
struct _TbProjectPart
{
  AdwBin parent_instance;

  TbSession *session;        /* (owned) (nullable) */
  TbRecord *record;          /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable) of the reading of the claims */
  GPtrArray *rows;           /* (owned) (element-type GtkWidget): the claims shown */

  TbStepBar *step_bar;
  GtkWidget *progress_box;
  GtkProgressBar *progress_bar;
  GtkLabel *progress_label;
  GtkLabel *need_label;
  AdwPreferencesGroup *claims_group;
  GtkButton *add_button;
  TbAttachmentGroup *attachment_group;
};

static void tb_project_part_part_init (TbDetailPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbProjectPart, tb_project_part, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (TB_TYPE_DETAIL_PART,
                                                      tb_project_part_part_init))

static void
remove_rows (TbProjectPart *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->claims_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbProjectPart) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) claims = tb_session_read_finish (TB_SESSION (source), result, &error);

  if (claims == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (self->session == NULL)
    return;

  remove_rows (self);
  for (guint i = 0; claims != NULL && i < claims->len; i++)
    {
      GtkWidget *row = tb_claim_row_new (self->session, g_ptr_array_index (claims, i));

      adw_preferences_group_add (self->claims_group, row);
      g_ptr_array_add (self->rows, g_object_ref (row));
    }
  adw_preferences_group_set_description (self->claims_group, claims == NULL ? error->message
                                                             : claims->len == 0
                                                                 ? _ ("Nobody has claimed it yet.")
                                                                 : NULL);
}

static void
list_claims (TbProjectPart *self)
{
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_claim);

  tb_query_add_filter (query, TB_CLAIM_PROJECT, TB_QUERY_EQUAL, tb_record_get_id (self->record));
  tb_query_set_sort (query, TB_CLAIM_APPLIED_ON, FALSE);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  tb_session_list_async (self->session, query, self->cancellable, listed_cb, g_object_ref (self));
}

static void
show_progress (TbProjectPart *self)
{
  static const char *const early[] = { "draft", "review", "published", "unclaimed", NULL };
  const char *state = tb_record_get_text (self->record, TB_PROJECT_STATE);
  gint64 percent = CLAMP (tb_record_get_int (self->record, TB_PROJECT_PROGRESS), 0, 100);
  g_autofree char *text = g_strdup_printf ("%d%%", (int)percent);

  gtk_progress_bar_set_fraction (self->progress_bar, (double)percent / 100);
  gtk_label_set_label (self->progress_label, text);
  gtk_widget_set_visible (self->progress_box, state != NULL && !g_strv_contains (early, state));
}

static void
offer_claim (TbProjectPart *self)
{
  static const char *const open[] = { "published", "claimed", "under_way", "unclaimed", NULL };
  const char *state = tb_record_get_text (self->record, TB_PROJECT_STATE);
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&values, "{ss}", "project", tb_record_get_id (self->record));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->add_button), "(sa{ss})",
                                    tb_type_claim.name, &values);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->add_button), "win.add-with");
  gtk_widget_set_visible (GTK_WIDGET (self->add_button),
                          state != NULL && g_strv_contains (open, state));
}

/* Overrides */

static void
tb_project_part_bind (TbDetailPart *part, TbSession *session)
{
  g_set_object (&TB_PROJECT_PART (part)->session, session);
}

static void
tb_project_part_set_record (TbDetailPart *part, TbRecord *record)
{
  TbProjectPart *self = TB_PROJECT_PART (part);
  const char *need = tb_record_get_text (record, TB_PROJECT_NEED);

  if (self->record == NULL
      || g_strcmp0 (tb_record_get_id (self->record), tb_record_get_id (record)) != 0)
    remove_rows (self);
  g_set_object (&self->record, record);

  tb_step_bar_set_record (self->step_bar, self->session, record);
  gtk_label_set_label (self->need_label, need != NULL ? need : "");
  gtk_widget_set_visible (GTK_WIDGET (self->need_label), need != NULL);
  tb_attachment_group_set_owner (self->attachment_group, self->session, tb_type_project.name,
                                 tb_record_get_id (record));
  show_progress (self);
  offer_claim (self);
  list_claims (self);
}

static gboolean
tb_project_part_shows_field (TbDetailPart *part, guint field)
{
  return field == TB_PROJECT_NEED || field == TB_PROJECT_PROGRESS;
}

static void
tb_project_part_part_init (TbDetailPartInterface *iface)
{
  iface->bind = tb_project_part_bind;
  iface->set_record = tb_project_part_set_record;
  iface->shows_field = tb_project_part_shows_field;
}

static void
tb_project_part_dispose (GObject *object)
{
  TbProjectPart *self = TB_PROJECT_PART (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->record);
  g_ptr_array_set_size (self->rows, 0);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_PROJECT_PART);

  G_OBJECT_CLASS (tb_project_part_parent_class)->dispose (object);
}

static void
tb_project_part_finalize (GObject *object)
{
  g_ptr_array_unref (TB_PROJECT_PART (object)->rows);

  G_OBJECT_CLASS (tb_project_part_parent_class)->finalize (object);
}

static void
tb_project_part_class_init (TbProjectPartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_project_part_dispose;
  object_class->finalize = tb_project_part_finalize;

  g_type_ensure (TB_TYPE_ATTACHMENT_GROUP);
  g_type_ensure (TB_TYPE_STEP_BAR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-project-part.ui");
  gtk_widget_class_bind_template_child (widget_class, TbProjectPart, step_bar);
  gtk_widget_class_bind_template_child (widget_class, TbProjectPart, progress_box);
  gtk_widget_class_bind_template_child (widget_class, TbProjectPart, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, TbProjectPart, progress_label);
  gtk_widget_class_bind_template_child (widget_class, TbProjectPart, need_label);
  gtk_widget_class_bind_template_child (widget_class, TbProjectPart, claims_group);
  gtk_widget_class_bind_template_child (widget_class, TbProjectPart, add_button);
  gtk_widget_class_bind_template_child (widget_class, TbProjectPart, attachment_group);
}

static void
tb_project_part_init (TbProjectPart *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}
