/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-difference-row.h"

#include "tb-record-type.h"
#include "tb-when.h"

#include <glib/gi18n.h>

/**
 * TbDifferenceRow:
 *
 * One value that was changed on two desks: the one that stands and the other one, each with its
 * author and time, and what can be decided. Protected values stay masked until they are revealed.
 *
 * Its buttons activate `review.keep (x)`, `review.take (x)`, `review.write (x)` and
 * `review.reveal (x)`, with the number of the difference.
 */
struct _TbDifferenceRow
{
  AdwExpanderRow parent_instance;

  gint64 number;

  GtkButton *reveal_button;
  GtkButton *write_button;
  AdwActionRow *kept_row;
  GtkButton *keep_button;
  AdwActionRow *other_row;
  GtkButton *take_button;
};

/* How each kind is put, and what its two decisions are called. */
static const struct
{
  const char *why;   /* (translatable) */
  const char *kept;  /* (translatable) where there is no value to show */
  const char *other; /* (translatable) likewise */
  const char *keep;  /* (translatable) */
  const char *take;  /* (translatable) */
} presentations[] = {
  [TB_SYNC_REVIEW_FIELD]
  = { N_ ("Changed on two desks"), N_ ("Empty"), N_ ("Empty"), N_ ("_Keep"), N_ ("_Take") },
  [TB_SYNC_REVIEW_REMOVED]
  = { N_ ("The record was removed on one desk, and changed on another"), N_ ("Removed"),
      N_ ("Empty"), N_ ("_Leave Removed"), N_ ("_Bring Back") },
  [TB_SYNC_REVIEW_UNIQUE] = { N_ ("Another record has the same value, and only one can have it"),
                              N_ ("Empty"), N_ ("Empty"), N_ ("_Keep"), N_ ("_Take") },
  [TB_SYNC_REVIEW_FOREIGN]
  = { N_ ("A version of the record came that continues nothing known here"),
      N_ ("The record as it is here"), N_ ("The version that came"), N_ ("_Keep"), N_ ("_Take") },
};

G_DEFINE_FINAL_TYPE (TbDifferenceRow, tb_difference_row, ADW_TYPE_EXPANDER_ROW)

/* "Now · 单晓玲 · 4 minutes ago" */
static char *
dup_origin (const char *role, const char *by, const char *at, TbClock *clock)
{
  g_autoptr (GString) words = g_string_new (role);

  if (by != NULL)
    g_string_append_printf (words, "%s%s", _ (" · "), by);
  if (at != NULL)
    {
      g_autofree char *when = tb_when_dup_words (at, clock);

      g_string_append_printf (words, "%s%s", _ (" · "), when);
    }

  return g_string_free_and_steal (g_steal_pointer (&words));
}

static gboolean
has_value (const char *value)
{
  return value != NULL && *value != '\0';
}

static void
tb_difference_row_class_init (TbDifferenceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-difference-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbDifferenceRow, reveal_button);
  gtk_widget_class_bind_template_child (widget_class, TbDifferenceRow, write_button);
  gtk_widget_class_bind_template_child (widget_class, TbDifferenceRow, kept_row);
  gtk_widget_class_bind_template_child (widget_class, TbDifferenceRow, keep_button);
  gtk_widget_class_bind_template_child (widget_class, TbDifferenceRow, other_row);
  gtk_widget_class_bind_template_child (widget_class, TbDifferenceRow, take_button);
}

static void
tb_difference_row_init (TbDifferenceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* With the label of the field, for those who hear only the button. */
static void
name_button (GtkButton *button, const char *label, const char *field)
{
  g_auto (GStrv) parts = g_strsplit (label, "_", 2);
  g_autofree char *plain = g_strjoinv ("", parts);
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), plain, field);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * tb_difference_row_new:
 * @review: a difference
 * @clock: says what time it is
 *
 * Returns: (transfer floating): the row, opened
 */
GtkWidget *
tb_difference_row_new (const TbSyncReview *review, TbClock *clock)
{
  TbDifferenceRow *self = g_object_new (TB_TYPE_DIFFERENCE_ROW, NULL);
  const TbField *field = review->field != TB_FIELD_NOT_FOUND
                             ? tb_record_type_get_field (review->type, review->field)
                             : NULL;
  const char *label = field != NULL ? _ (field->label) : _ ("The whole record");
  const char *keep = _ (presentations[review->kind].keep);
  const char *take = _ (presentations[review->kind].take);
  g_autofree char *kept_origin
      = dup_origin (_ ("Stands now"), review->kept_by, review->kept_at, clock);
  g_autofree char *other_origin
      = dup_origin (_ ("Other value"), review->other_by, review->other_at, clock);
  GtkButton *const buttons[]
      = { self->keep_button, self->take_button, self->write_button, self->reveal_button };

  self->number = review->number;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), label);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), _ (presentations[review->kind].why));
  adw_action_row_set_subtitle (self->kept_row, kept_origin);
  adw_action_row_set_subtitle (self->other_row, other_origin);
  gtk_button_set_label (self->keep_button, keep);
  gtk_button_set_label (self->take_button, take);
  gtk_widget_set_visible (GTK_WIDGET (self->reveal_button),
                          field != NULL && field->sensitivity >= TB_SENSITIVITY_S2);
  gtk_widget_set_visible (GTK_WIDGET (self->write_button),
                          field != NULL && review->kind != TB_SYNC_REVIEW_REMOVED);
  tb_difference_row_show_values (self, review);

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (buttons[i]), "x", review->number);
  name_button (self->keep_button, keep, label);
  name_button (self->take_button, take, label);
  name_button (self->write_button, _ ("Write Another Value"), label);
  name_button (self->reveal_button, _ ("Reveal"), label);

  return GTK_WIDGET (self);
}

/**
 * tb_difference_row_get_number:
 * @self: a row
 *
 * Returns: the number of its difference
 */
gint64
tb_difference_row_get_number (TbDifferenceRow *self)
{
  return self->number;
}

/**
 * tb_difference_row_show_values:
 * @self: a row
 * @review: its difference, masked, or in full once the values were revealed
 *
 * Shows the two values.
 */
void
tb_difference_row_show_values (TbDifferenceRow *self, const TbSyncReview *review)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->kept_row),
                                 has_value (review->kept) ? review->kept
                                                          : _ (presentations[review->kind].kept));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->other_row),
                                 has_value (review->other) ? review->other
                                                           : _ (presentations[review->kind].other));
}
