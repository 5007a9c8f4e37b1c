/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-review-page.h"

#include "tb-alert.h"
#include "tb-reveal-dialog.h"
#include "tb-difference-group.h"
#include "tb-value-dialog.h"

#include <glib/gi18n.h>

/**
 * TbReviewPage:
 *
 * The differences that came of changes on two desks, the records one below the other: a person says
 * which value is right. What is decided is an ordinary change that can be taken back.
 *
 * Actions: `review.keep (x)`, `review.take (x)`, `review.write (x)`, `review.reveal (x)`.
 */
struct _TbReviewPage
{
  TbPage parent_instance;

  GCancellable *cancellable; /* (owned) (nullable) of the reading under way */
  GPtrArray *reviews;        /* (owned) (nullable) (element-type TbSyncReview): what is shown */
  GPtrArray *groups;         /* (owned) (element-type TbDifferenceGroup), held by @list */

  GtkStack *states;
  AdwPreferencesPage *list;
  AdwStatusPage *error_status;
  AdwBanner *rest_banner;
};

/* More than anybody decides in one go; the rest follows when these are decided. */
#define MAX_SHOWN 200

G_DEFINE_FINAL_TYPE (TbReviewPage, tb_review_page, TB_TYPE_PAGE)

static const TbSyncReview *
find_review (TbReviewPage *self, gint64 number)
{
  for (guint i = 0; self->reviews != NULL && i < self->reviews->len; i++)
    {
      const TbSyncReview *review = g_ptr_array_index (self->reviews, i);

      if (review->number == number)
        return review;
    }

  return NULL;
}

static TbDifferenceRow *
find_row (TbReviewPage *self, gint64 number)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      TbDifferenceRow *row = tb_difference_group_find (g_ptr_array_index (self->groups, i), number);

      if (row != NULL)
        return row;
    }

  return NULL;
}

/* Showing */

static void
remove_groups (TbReviewPage *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (self->list, g_ptr_array_index (self->groups, i));
  g_ptr_array_set_size (self->groups, 0);
}

/* All differences of one record stand together, wherever they came in the list. */
static TbDifferenceGroup *
ensure_group (TbReviewPage *self, const TbSyncReview *review)
{
  GtkWidget *group;

  for (guint i = 0; i < self->groups->len; i++)
    if (tb_difference_group_has (g_ptr_array_index (self->groups, i), review))
      return g_ptr_array_index (self->groups, i);

  group = tb_difference_group_new (review);
  adw_preferences_page_add (self->list, ADW_PREFERENCES_GROUP (group));
  g_ptr_array_add (self->groups, group);

  return TB_DIFFERENCE_GROUP (group);
}

static gboolean
is_same (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    {
      const TbSyncReview *one = g_ptr_array_index (a, i);
      const TbSyncReview *other = g_ptr_array_index (b, i);

      if (one->number != other->number || g_strcmp0 (one->kept, other->kept) != 0
          || g_strcmp0 (one->other, other->other) != 0 || g_strcmp0 (one->title, other->title) != 0)
        return FALSE;
    }

  return TRUE;
}

/* The row that follows a decided one, in reading order, has the focus next. */
static gint64
find_next_number (TbReviewPage *self, GPtrArray *reviews)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  /* There is no window any more where the list came too late. */
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, TB_TYPE_DIFFERENCE_ROW) : NULL;
  gboolean found = FALSE;

  if (row == NULL || self->reviews == NULL || !gtk_widget_is_ancestor (row, GTK_WIDGET (self)))
    return 0;

  for (guint i = 0; i < self->reviews->len; i++)
    {
      const TbSyncReview *review = g_ptr_array_index (self->reviews, i);

      found = found || review->number == tb_difference_row_get_number (TB_DIFFERENCE_ROW (row));
      for (guint j = 0; found && j < reviews->len; j++)
        if (((const TbSyncReview *)g_ptr_array_index (reviews, j))->number == review->number)
          return review->number;
    }

  return 0;
}

static void
show_reviews (TbReviewPage *self, GPtrArray *reviews)
{
  TbClock *clock = tb_session_get_clock (tb_page_get_session (TB_PAGE (self)));
  gint64 next = find_next_number (self, reviews);
  TbDifferenceRow *row;

  remove_groups (self);
  for (guint i = 0; i < MIN (reviews->len, MAX_SHOWN); i++)
    {
      const TbSyncReview *review = g_ptr_array_index (reviews, i);

      tb_difference_group_add (ensure_group (self, review), review, clock);
    }
  row = next != 0 ? find_row (self, next) : NULL;
  if (row != NULL)
    gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbReviewPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reviews = tb_sync_list_finish (TB_SYNC (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reviews == NULL)
    {
      adw_status_page_set_description (self->error_status, error->message);
      gtk_stack_set_visible_child_name (self->states, "error");
      return;
    }

  /* What is on the screen stays as it is where it says the same, with focus and place. */
  if (!is_same (self->reviews, reviews))
    show_reviews (self, reviews);
  adw_banner_set_revealed (self->rest_banner, reviews->len > MAX_SHOWN);
  gtk_stack_set_visible_child_name (self->states, reviews->len > 0 ? "list" : "nothing");
  g_clear_pointer (&self->reviews, g_ptr_array_unref);
  self->reviews = g_steal_pointer (&reviews);
}

static void
refresh (TbReviewPage *self)
{
  TbSync *sync = tb_page_get_sync (TB_PAGE (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (sync == NULL)
    {
      gtk_stack_set_visible_child_name (self->states, "nothing");
      return;
    }

  self->cancellable = g_cancellable_new ();
  tb_sync_list_reviews_async (sync, TRUE, self->cancellable, listed_cb, g_object_ref (self));
}

static void
retry_cb (TbReviewPage *self)
{
  refresh (self);
}

/* Deciding */

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbReviewPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_sync_resolve_finish (TB_SYNC (source), result, &error);

  /* Keeping what stands changes nothing that could be taken back. */
  if (batch != NULL && *batch != '\0')
    gtk_widget_activate_action (GTK_WIDGET (self), "win.tell-batch", "s", batch);
  else if (error != NULL)
    tb_alert_present (GTK_WIDGET (self), _ ("Not Decided"), error);
  refresh (self);
}

static void
resolve (TbReviewPage *self, gint64 number, TbSyncChoice choice, const char *typed)
{
  TbDifferenceRow *row = find_row (self, number);

  /* Once is enough. */
  if (row != NULL)
    gtk_widget_set_sensitive (GTK_WIDGET (row), FALSE);
  tb_sync_resolve_async (tb_page_get_sync (TB_PAGE (self)), number, choice, typed, NULL,
                         resolved_cb, g_object_ref (self));
}

static void
keep (GtkWidget *widget, const char *name, GVariant *parameter)
{
  resolve (TB_REVIEW_PAGE (widget), g_variant_get_int64 (parameter), TB_SYNC_KEEP, NULL);
}

static void
take (GtkWidget *widget, const char *name, GVariant *parameter)
{
  resolve (TB_REVIEW_PAGE (widget), g_variant_get_int64 (parameter), TB_SYNC_TAKE, NULL);
}

static void
written_cb (TbReviewPage *self, gint64 number, const char *typed)
{
  resolve (self, number, TB_SYNC_WRITE, typed);
}

static void
write_value (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbReviewPage *self = TB_REVIEW_PAGE (widget);
  const TbSyncReview *review = find_review (self, g_variant_get_int64 (parameter));
  AdwDialog *dialog;

  if (review == NULL)
    return;

  dialog = tb_value_dialog_new (tb_page_get_session (TB_PAGE (self)), review);
  g_signal_connect_object (dialog, "written", G_CALLBACK (written_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

/* Revealing */

static void
values_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbReviewPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSyncReview) review = tb_sync_read_review_finish (TB_SYNC (source), result, &error);
  TbDifferenceRow *row = review != NULL ? find_row (self, review->number) : NULL;

  if (row != NULL)
    tb_difference_row_show_values (row, review);
  else if (error != NULL)
    tb_alert_present (GTK_WIDGET (self), _ ("Could Not Show the Details"), error);
}

static void
revealed_cb (TbDifferenceRow *row)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (row), TB_TYPE_REVIEW_PAGE);

  /* The row may have gone while the reason was typed. */
  if (page != NULL)
    tb_sync_read_review_async (tb_page_get_sync (TB_PAGE (page)),
                               tb_difference_row_get_number (row), NULL, values_read_cb,
                               g_object_ref (page));
}

static void
reveal (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbReviewPage *self = TB_REVIEW_PAGE (widget);
  gint64 number = g_variant_get_int64 (parameter);
  const TbSyncReview *review = find_review (self, number);
  TbDifferenceRow *row = find_row (self, number);
  g_autoptr (TbRecord) record = NULL;

  if (review == NULL || row == NULL)
    return;

  /* Only who it is is journalled; the record itself may be removed. */
  record = tb_record_new (review->type);
  tb_record_set_id (record, review->record_id);
  tb_reveal_dialog_ask (widget, tb_page_get_session (TB_PAGE (self)), record, review->field,
                        G_CALLBACK (revealed_cb), row);
}

/* Overrides */

static void
tb_review_page_constructed (GObject *object)
{
  TbReviewPage *self = TB_REVIEW_PAGE (object);
  TbSync *sync = tb_page_get_sync (TB_PAGE (self));

  G_OBJECT_CLASS (tb_review_page_parent_class)->constructed (object);

  if (sync != NULL)
    g_signal_connect_object (sync, "notify::n-review", G_CALLBACK (refresh), self,
                             G_CONNECT_SWAPPED);
  refresh (self);
}

static void
tb_review_page_dispose (GObject *object)
{
  TbReviewPage *self = TB_REVIEW_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->reviews, g_ptr_array_unref);
  g_ptr_array_set_size (self->groups, 0);
  /* Or both the template and the bin would let go of the child. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_REVIEW_PAGE);

  G_OBJECT_CLASS (tb_review_page_parent_class)->dispose (object);
}

static void
tb_review_page_finalize (GObject *object)
{
  g_ptr_array_unref (TB_REVIEW_PAGE (object)->groups);

  G_OBJECT_CLASS (tb_review_page_parent_class)->finalize (object);
}

static void
tb_review_page_class_init (TbReviewPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = tb_review_page_constructed;
  object_class->dispose = tb_review_page_dispose;
  object_class->finalize = tb_review_page_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TbReviewPage, states);
  gtk_widget_class_bind_template_child (widget_class, TbReviewPage, list);
  gtk_widget_class_bind_template_child (widget_class, TbReviewPage, error_status);
  gtk_widget_class_bind_template_child (widget_class, TbReviewPage, rest_banner);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);

  gtk_widget_class_install_action (widget_class, "review.keep", "x", keep);
  gtk_widget_class_install_action (widget_class, "review.take", "x", take);
  gtk_widget_class_install_action (widget_class, "review.write", "x", write_value);
  gtk_widget_class_install_action (widget_class, "review.reveal", "x", reveal);
}

static void
tb_review_page_init (TbReviewPage *self)
{
  self->groups = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
