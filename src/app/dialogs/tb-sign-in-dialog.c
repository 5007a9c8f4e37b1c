/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sign-in-dialog.h"

#include "tb-alert.h"
#include "tb-dialog-focus.h"
#include "tb-event.h"
#include "tb-sign-in-phones.h"
#include "tb-sign-in-row.h"
#include "tb-toast.h"
#include "tb-type-attendance.h"
#include "tb-type-event.h"
#include "tb-type-person.h"

#include <glib/gi18n.h>

/* How many who are not on the list are offered at once. */
#define N_OTHERS 5

/**
 * TbSignInDialog:
 *
 * Who comes to an event: the list of those invited, in which whoever signs in, here or by phone,
 * shows at once. Works from the entry by keyboard: some letters of a name, Enter, the next. Whoever
 * comes without being on the list is found in the register, and signed in by a button: never by
 * mistake.
 */
struct _TbSignInDialog
{
  AdwDialog parent_instance;

  TbSession *session;        /* (owned) */
  char *event_id;            /* (owned) */
  GCancellable *cancellable; /* (owned): cancelled when the dialog is gone */
  gboolean is_reading;
  gboolean is_stale;       /* something changed while the list was read */
  GCancellable *searching; /* (owned) (nullable): of the search under way */

  GHashTable *rows; /* (owned): id of an attendance (owned) → TbSignInRow (not owned) */

  AdwWindowTitle *title;
  AdwToastOverlay *toasts;
  GtkLabel *counts_label;
  TbSignInPhones *phones;
  GtkSearchEntry *entry;
  GtkStack *states;
  GtkListBox *list;
  GtkWidget *others_part;
  GtkListBox *others;
  AdwStatusPage *error_status;
  GtkButton *invite_button;
};

G_DEFINE_FINAL_TYPE (TbSignInDialog, tb_sign_in_dialog, ADW_TYPE_DIALOG)

static void read_all (TbSignInDialog *self);

static const char *
get_typed (TbSignInDialog *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/* The list */

static int
compare_cb (GtkListBoxRow *a, GtkListBoxRow *b, gpointer user_data)
{
  return tb_sign_in_row_compare (TB_SIGN_IN_ROW (a), TB_SIGN_IN_ROW (b));
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer user_data)
{
  return tb_sign_in_row_matches (TB_SIGN_IN_ROW (row), get_typed (user_data));
}

static const char *
get_group_title (TbSignInGroup group)
{
  static const char *const titles[] = {
    [TB_SIGN_IN_WAITING] = N_ ("Not Here Yet"),
    [TB_SIGN_IN_HERE] = N_ ("Here"),
    [TB_SIGN_IN_AWAY] = N_ ("On Leave"),
  };

  return _ (titles[group]);
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  TbSignInGroup group = tb_sign_in_row_get_group (TB_SIGN_IN_ROW (row));
  GtkWidget *label;

  if (before != NULL && tb_sign_in_row_get_group (TB_SIGN_IN_ROW (before)) == group)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }

  label = gtk_label_new (get_group_title (group));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "sign-in-header");
  gtk_list_box_row_set_header (row, label);
}

/* The first of a group who fits what is typed, whether the list shows that already or not; NULL
 * where there is none, or nothing is typed. */
static TbSignInRow *
find_first (TbSignInDialog *self, TbSignInGroup group)
{
  const char *typed = get_typed (self);
  GtkListBoxRow *row;

  if (*typed == '\0')
    return NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (tb_sign_in_row_matches (TB_SIGN_IN_ROW (row), typed)
        && tb_sign_in_row_get_group (TB_SIGN_IN_ROW (row)) == group)
      return TB_SIGN_IN_ROW (row);
  return NULL;
}

/* Those who are not among the expected, observers and guests, are counted apart. */
static void
show_counts (TbSignInDialog *self)
{
  GHashTableIter iter;
  TbSignInRow *row;
  guint n_expected = 0, n_present = 0, n_away = 0, n_others = 0;
  g_autoptr (GString) words = g_string_new (NULL);

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&row))
    {
      TbSignInGroup group = tb_sign_in_row_get_group (row);
      const char *role = tb_record_get_text (tb_sign_in_row_get_record (row), TB_ATTENDANCE_ROLE);

      if (g_strcmp0 (role, "expected") != 0)
        {
          n_others += group == TB_SIGN_IN_HERE;
          continue;
        }
      n_expected++;
      n_present += group == TB_SIGN_IN_HERE;
      n_away += group == TB_SIGN_IN_AWAY;
    }

  /* Translators: of those who are expected at an event, how many came. */
  g_string_append_printf (words, _ ("Expected %u · Here %u"), n_expected, n_present);
  if (n_away > 0)
    g_string_append_printf (words, _ (" · On leave %u"), n_away);
  if (n_others > 0)
    g_string_append_printf (words, _ (" · Others %u"), n_others);
  gtk_label_set_label (self->counts_label, words->str);
  tb_sign_in_phones_set_counts (self->phones, words->str);
}

static void
show_attendance (TbSignInDialog *self, GPtrArray *attendance)
{
  g_autoptr (GHashTable) gone = g_steal_pointer (&self->rows);
  GHashTableIter iter;
  GtkWidget *left;

  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < attendance->len; i++)
    {
      TbRecord *record = g_ptr_array_index (attendance, i);
      const char *id = tb_record_get_id (record);
      GtkWidget *row = g_hash_table_lookup (gone, id);
      gboolean is_new = row == NULL;

      if (is_new)
        row = tb_sign_in_row_new ();
      tb_sign_in_row_set_record (TB_SIGN_IN_ROW (row), record);
      if (is_new)
        gtk_list_box_append (self->list, row);
      g_hash_table_remove (gone, id);
      g_hash_table_insert (self->rows, g_strdup (id), row);
    }
  g_hash_table_iter_init (&iter, gone);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&left))
    gtk_list_box_remove (self->list, left);

  gtk_list_box_invalidate_sort (self->list);
  gtk_list_box_invalidate_filter (self->list);
  gtk_list_box_invalidate_headers (self->list);
  show_counts (self);
  gtk_stack_set_visible_child_name (self->states, attendance->len > 0 ? "list" : "nobody");
}

/* Reading */

static void
show_error (TbSignInDialog *self, const GError *error)
{
  adw_status_page_set_description (self->error_status, error->message);
  gtk_stack_set_visible_child_name (self->states, "error");
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbSignInDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) attendance = tb_session_read_finish (TB_SESSION (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->is_reading = FALSE;
  if (attendance != NULL)
    show_attendance (self, attendance);
  else
    show_error (self, error);
  if (self->is_stale)
    read_all (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbSignInDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) event = tb_session_read_finish (TB_SESSION (source), result, &error);
  g_autofree char *title = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (event == NULL)
    {
      show_error (self, error);
      return;
    }
  title = tb_record_dup_title (event);
  adw_window_title_set_subtitle (self->title, title);
  tb_sign_in_phones_set_event (self->phones, event);
}

/* The readers are several, but each change is followed by a reading that began after it. */
static void
read_all (TbSignInDialog *self)
{
  g_autoptr (TbQuery) query = NULL;

  self->is_stale = self->is_reading;
  if (self->is_reading)
    return;

  self->is_reading = TRUE;
  query = tb_query_new (&tb_type_attendance);
  tb_query_add_filter (query, TB_ATTENDANCE_EVENT, TB_QUERY_EQUAL, self->event_id);
  tb_session_load_async (self->session, &tb_type_event, self->event_id, self->cancellable,
                         loaded_cb, g_object_ref (self));
  tb_session_list_async (self->session, query, self->cancellable, listed_cb, g_object_ref (self));
}

static void
changed_cb (TbSignInDialog *self, GStrv type_names)
{
  if (g_strv_contains ((const char *const *)type_names, tb_type_attendance.name)
      || g_strv_contains ((const char *const *)type_names, tb_type_event.name))
    read_all (self);
}

/* What is done */

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbSignInDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_commit_finish (TB_SESSION (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->invite_button), TRUE);
  if (batch == NULL && error != NULL)
    tb_alert_present (GTK_WIDGET (self), _ ("Could Not Save"), error);
}

static void
toast (TbSignInDialog *self, const char *format, const char *name)
{
  g_autofree char *words = g_strdup_printf (format, name);
  AdwToast *shown = tb_toast_new (words);

  adw_toast_set_timeout (shown, 3);
  tb_toast_show (self->toasts, shown);
}

static TbSignInRow *
find_person (TbSignInDialog *self, const char *person)
{
  GHashTableIter iter;
  TbSignInRow *row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&row))
    if (g_strcmp0 (tb_sign_in_row_get_person (row), person) == 0)
      return row;
  return NULL;
}

/* Those who are not on the list. Their rows are named by their ids. */

static GtkWidget *
find_other (TbSignInDialog *self, const char *person)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->others, i)) != NULL; i++)
    if (g_str_equal (gtk_widget_get_name (GTK_WIDGET (row)), person))
      return GTK_WIDGET (row);
  return NULL;
}

static void
add_other (TbSignInDialog *self, const TbSearchHit *hit)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Sign In"));

  gtk_widget_set_name (row, hit->id);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), hit->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), hit->subtitle != NULL ? hit->subtitle : "");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "sign-in.sign");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", hit->id);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (self->others, row);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbSignInDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = tb_session_read_finish (TB_SESSION (source), result, &error);

  /* A search that fails offers nobody; the list itself says when the register cannot be read. */
  if (hits == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;

  gtk_list_box_remove_all (self->others);
  for (guint i = 0; i < hits->len; i++)
    {
      const TbSearchHit *hit = g_ptr_array_index (hits, i);

      if (find_person (self, hit->id) == NULL)
        add_other (self, hit);
    }
  gtk_widget_set_visible (self->others_part,
                          gtk_list_box_get_row_at_index (self->others, 0) != NULL);
}

static void
stop_searching (TbSignInDialog *self)
{
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
}

static void
search_others (TbSignInDialog *self)
{
  stop_searching (self);
  gtk_list_box_remove_all (self->others);
  gtk_widget_set_visible (self->others_part, FALSE);
  if (*get_typed (self) == '\0')
    return;

  self->searching = g_cancellable_new ();
  tb_session_search_async (self->session, &tb_type_person, get_typed (self), N_OTHERS,
                           self->searching, found_cb, g_object_ref (self));
}

static void
sign_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbSignInDialog *self = TB_SIGN_IN_DIALOG (widget);
  const char *person = g_variant_get_string (parameter, NULL);
  GtkWidget *row = GTK_WIDGET (find_person (self, person));
  GtkWidget *other = find_other (self, person);

  if (row == NULL && other == NULL)
    return;

  tb_event_sign_in_async (self->session, self->event_id, person, TB_SIGN_IN_LIST, NULL, done_cb,
                          g_object_ref (self));
  /* Translators: the name of somebody who signed in. */
  toast (self, _ ("%s is here"),
         adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row != NULL ? row : other)));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
take_back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbSignInDialog *self = TB_SIGN_IN_DIALOG (widget);

  tb_event_take_back_sign_in_async (self->session, self->event_id,
                                    g_variant_get_string (parameter, NULL), NULL, done_cb,
                                    g_object_ref (self));
}

static void
excuse_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbSignInDialog *self = TB_SIGN_IN_DIALOG (widget);
  const char *person, *kind;

  g_variant_get (parameter, "(&s&s)", &person, &kind);
  tb_event_excuse_async (self->session, self->event_id, person, kind, NULL, NULL, done_cb,
                         g_object_ref (self));
}

static void
invite_cb (TbSignInDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->invite_button), FALSE);
  tb_event_invite_async (self->session, self->event_id, NULL, done_cb, g_object_ref (self));
}

static void
typed_cb (TbSignInDialog *self)
{
  gtk_list_box_invalidate_filter (self->list);
  gtk_list_box_invalidate_headers (self->list);
  search_others (self);
}

static void
entry_activate_cb (TbSignInDialog *self)
{
  TbSignInRow *waiting = find_first (self, TB_SIGN_IN_WAITING);
  TbSignInRow *here = find_first (self, TB_SIGN_IN_HERE);

  if (waiting != NULL && tb_sign_in_row_get_person (waiting) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "sign-in.sign", "s",
                                tb_sign_in_row_get_person (waiting));
  else if (here != NULL)
    /* Translators: the name of somebody who signed in before. */
    toast (self, _ ("%s was here already"),
           adw_preferences_row_get_title (ADW_PREFERENCES_ROW (here)));
  else
    gtk_widget_error_bell (GTK_WIDGET (self->entry));
}

static void
stop_cb (TbSignInDialog *self)
{
  if (*get_typed (self) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  else
    adw_dialog_close (ADW_DIALOG (self));
}

static void
tb_sign_in_dialog_closed (AdwDialog *dialog)
{
  TbSignInDialog *self = TB_SIGN_IN_DIALOG (dialog);

  tb_sign_in_phones_close (self->phones);
  stop_searching (self);
  g_cancellable_cancel (self->cancellable);
}

static void
tb_sign_in_dialog_dispose (GObject *object)
{
  TbSignInDialog *self = TB_SIGN_IN_DIALOG (object);

  stop_searching (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_SIGN_IN_DIALOG);

  G_OBJECT_CLASS (tb_sign_in_dialog_parent_class)->dispose (object);
}

static void
tb_sign_in_dialog_finalize (GObject *object)
{
  TbSignInDialog *self = TB_SIGN_IN_DIALOG (object);

  g_clear_pointer (&self->event_id, g_free);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_hash_table_unref);

  G_OBJECT_CLASS (tb_sign_in_dialog_parent_class)->finalize (object);
}

static void
tb_sign_in_dialog_class_init (TbSignInDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_sign_in_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = tb_sign_in_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = tb_sign_in_dialog_closed;

  gtk_widget_class_install_action (widget_class, "sign-in.sign", "s", sign_cb);
  gtk_widget_class_install_action (widget_class, "sign-in.take-back", "s", take_back_cb);
  gtk_widget_class_install_action (widget_class, "sign-in.excuse", "(ss)", excuse_cb);

  g_type_ensure (TB_TYPE_SIGN_IN_PHONES);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-sign-in-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbSignInDialog, title);
  gtk_widget_class_bind_template_child (widget_class, TbSignInDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, TbSignInDialog, counts_label);
  gtk_widget_class_bind_template_child (widget_class, TbSignInDialog, phones);
  gtk_widget_class_bind_template_child (widget_class, TbSignInDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, TbSignInDialog, states);
  gtk_widget_class_bind_template_child (widget_class, TbSignInDialog, list);
  gtk_widget_class_bind_template_child (widget_class, TbSignInDialog, others_part);
  gtk_widget_class_bind_template_child (widget_class, TbSignInDialog, others);
  gtk_widget_class_bind_template_child (widget_class, TbSignInDialog, error_status);
  gtk_widget_class_bind_template_child (widget_class, TbSignInDialog, invite_button);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, invite_cb);
}

static void
tb_sign_in_dialog_init (TbSignInDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tb_dialog_focus_begin (ADW_DIALOG (self), GTK_WIDGET (self->entry));

  self->cancellable = g_cancellable_new ();
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_list_box_set_sort_func (self->list, compare_cb, self, NULL);
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  gtk_list_box_set_header_func (self->list, header_cb, self, NULL);
}

/**
 * tb_sign_in_dialog_new:
 * @session: the register
 * @event_id: an event
 *
 * Returns: (transfer floating): the dialog, which begins to read who is invited
 */
AdwDialog *
tb_sign_in_dialog_new (TbSession *session, const char *event_id)
{
  TbSignInDialog *self;

  g_return_val_if_fail (TB_IS_SESSION (session), NULL);
  g_return_val_if_fail (event_id != NULL, NULL);

  self = g_object_new (TB_TYPE_SIGN_IN_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->event_id = g_strdup (event_id);
  tb_sign_in_phones_set_session (self->phones, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  read_all (self);

  return ADW_DIALOG (self);
}
