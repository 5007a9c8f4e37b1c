/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-vote-group.h"

#include "tb-event.h"
#include "tb-form-fields.h"
#include "tb-record-row.h"
#include "tb-type-event.h"
#include "tb-type-vote.h"

#include <glib/gi18n.h>

/**
 * TbVoteGroup:
 *
 * The votes of an event, each with its counts and what came of it. A vote is locked once it is
 * counted.
 */
struct _TbVoteGroup
{
  AdwPreferencesGroup parent_instance;

  TbSession *session;        /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of the reading under way */
  GPtrArray *rows;           /* (owned) (element-type GtkWidget): their rows */

  GtkButton *add_button;
};

G_DEFINE_FINAL_TYPE (TbVoteGroup, tb_vote_group, ADW_TYPE_PREFERENCES_GROUP)

static char *
dup_result (TbRecord *vote)
{
  g_autofree char *verdict = tb_form_fields_dup_verdict (vote);
  g_autofree char *counts = NULL;

  if (!tb_record_has (vote, TB_VOTE_VOTES_FOR))
    return g_strdup (_ ("Not counted yet"));

  /* Translators: the counts of a vote. */
  counts = g_strdup_printf (_ ("%d entitled · %d present · %d for · %d against · %d abstained"),
                            (int)tb_record_get_int (vote, TB_VOTE_EXPECTED),
                            (int)tb_record_get_int (vote, TB_VOTE_PRESENT),
                            (int)tb_record_get_int (vote, TB_VOTE_VOTES_FOR),
                            (int)tb_record_get_int (vote, TB_VOTE_VOTES_AGAINST),
                            (int)tb_record_get_int (vote, TB_VOTE_ABSTAINED));

  return verdict != NULL ? g_strdup_printf ("%s\n%s", counts, verdict) : g_steal_pointer (&counts);
}

static void
add_lock_button (GtkWidget *row, TbRecord *vote)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("changes-allow-symbolic");

  gtk_widget_set_tooltip_text (button, _ ("Lock the Vote"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", tb_record_get_id (vote));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.lock-vote");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_vote (TbVoteGroup *self, TbRecord *vote)
{
  g_autofree char *title = tb_record_dup_title (vote);
  g_autofree char *result = dup_result (vote);
  GtkWidget *row = tb_record_row_new (title, result);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  if (tb_record_has (vote, TB_VOTE_LOCKED_ON))
    {
      g_autofree char *on = tb_record_dup_display (vote, TB_VOTE_LOCKED_ON, TB_DISPLAY_MASKED);
      /* Translators: said of a vote whose counts cannot be changed any more; %s is a date. */
      g_autofree char *locked = g_strdup_printf (_ ("Locked on %s"), on);
      GtkWidget *icon = gtk_image_new_from_icon_name ("changes-prevent-symbolic");

      gtk_widget_set_tooltip_text (icon, locked);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon);
      tb_record_row_lead_to (TB_RECORD_ROW (row), "win.show-record",
                             g_variant_new ("(ss)", "vote", tb_record_get_id (vote)));
    }
  else
    {
      add_lock_button (row, vote);
      tb_record_row_lead_to (TB_RECORD_ROW (row), "win.edit",
                             g_variant_new ("(ss)", "vote", tb_record_get_id (vote)));
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbVoteGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) votes = tb_session_read_finish (TB_SESSION (source), result, &error);

  if (votes == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), error->message);
      return;
    }

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < votes->len; i++)
    add_vote (self, g_ptr_array_index (votes, i));
  gtk_widget_set_visible (GTK_WIDGET (self),
                          votes->len > 0 || gtk_widget_get_visible (GTK_WIDGET (self->add_button)));
}

static void
tb_vote_group_dispose (GObject *object)
{
  TbVoteGroup *self = TB_VOTE_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (tb_vote_group_parent_class)->dispose (object);
}

static void
tb_vote_group_finalize (GObject *object)
{
  g_ptr_array_unref (TB_VOTE_GROUP (object)->rows);

  G_OBJECT_CLASS (tb_vote_group_parent_class)->finalize (object);
}

static void
tb_vote_group_class_init (TbVoteGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_vote_group_dispose;
  object_class->finalize = tb_vote_group_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-vote-group.ui");
  gtk_widget_class_bind_template_child (widget_class, TbVoteGroup, add_button);
}

static void
tb_vote_group_init (TbVoteGroup *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_vote_group_set_event:
 * @self: a group
 * @session: the register
 * @event: an event, as last read
 *
 * Shows the votes of an event, as soon as they are read.
 */
void
tb_vote_group_set_event (TbVoteGroup *self, TbSession *session, TbRecord *event)
{
  static const char *const voting[] = { "signing_in", "held", "in_review", NULL };
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_vote);
  const char *state = tb_record_get_text (event, TB_EVENT_STATE);

  g_set_object (&self->session, session);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->add_button), "s",
                                    tb_record_get_id (event));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->add_button), "win.add-vote");
  gtk_widget_set_visible (GTK_WIDGET (self->add_button),
                          state != NULL && g_strv_contains (voting, state));
  tb_query_add_filter (query, TB_VOTE_EVENT, TB_QUERY_EQUAL, tb_record_get_id (event));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  tb_session_list_async (session, query, self->cancellable, listed_cb, g_object_ref (self));
}
