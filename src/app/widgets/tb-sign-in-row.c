/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sign-in-row.h"

#include "tb-code-list.h"
#include "tb-pinyin.h"
#include "tb-search-terms.h"
#include "tb-type-attendance.h"

#include <glib/gi18n.h>

struct _TbSignInRow
{
  AdwActionRow parent_instance;

  TbRecord *attendance; /* (owned) (nullable) */
  char *sort_key;       /* (owned) (nullable): of the name */

  GtkImage *state_icon;
  GtkLabel *state_label;
  GtkButton *sign_button;
  GtkButton *take_back_button;
  GtkMenuButton *menu_button;
};

/* What a state in the register means here. What is not named is waiting. */
static const struct
{
  const char *state;
  TbSignInGroup group;
  const char *icon_name;
} states[] = {
  { "present", TB_SIGN_IN_HERE, "object-select-symbolic" },
  { "late", TB_SIGN_IN_HERE, "object-select-symbolic" },
  { "excused", TB_SIGN_IN_AWAY, "appointment-soon-symbolic" },
};

G_DEFINE_FINAL_TYPE (TbSignInRow, tb_sign_in_row, ADW_TYPE_ACTION_ROW)

static int
find_state (TbSignInRow *self)
{
  const char *state = tb_record_get_text (self->attendance, TB_ATTENDANCE_STATE);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (state, states[i].state) == 0)
      return i;
  return -1;
}

/* "14:32 · phone", "On leave · sick leave". */
static char *
dup_state_words (TbSignInRow *self)
{
  const char *signed_at = tb_record_get_text (self->attendance, TB_ATTENDANCE_SIGNED_AT);
  g_autoptr (GDateTime) utc
      = signed_at != NULL ? g_date_time_new_from_iso8601 (signed_at, NULL) : NULL;
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  gboolean is_away = tb_sign_in_row_get_group (self) == TB_SIGN_IN_AWAY;
  g_autofree char *state
      = tb_record_dup_display (self->attendance, TB_ATTENDANCE_STATE, TB_DISPLAY_MASKED);
  g_autofree char *more = tb_record_dup_display (
      self->attendance, is_away ? TB_ATTENDANCE_LEAVE_KIND : TB_ATTENDANCE_SIGNED_BY,
      TB_DISPLAY_MASKED);
  g_autofree char *when
      = local != NULL ? g_date_time_format (local, "%H:%M") : g_steal_pointer (&state);

  return *more != '\0' ? g_strdup_printf ("%s · %s", when, more) : g_steal_pointer (&when);
}

static GMenuModel *
make_menu (const char *person)
{
  const TbCodeList *kinds = tb_code_lists_find ("leave-kind");
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < tb_code_list_get_n_items (kinds); i++)
    {
      const TbCodeItem *kind = tb_code_list_get_item (kinds, i);
      g_autoptr (GMenuItem) item = NULL;

      if (!kind->enabled)
        continue;
      item = g_menu_item_new (tb_code_item_get_label (kind), NULL);
      g_menu_item_set_action_and_target (item, "sign-in.excuse", "(ss)", person, kind->code);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static void
tb_sign_in_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_SIGN_IN_ROW);

  G_OBJECT_CLASS (tb_sign_in_row_parent_class)->dispose (object);
}

static void
tb_sign_in_row_finalize (GObject *object)
{
  TbSignInRow *self = TB_SIGN_IN_ROW (object);

  g_clear_object (&self->attendance);
  g_clear_pointer (&self->sort_key, g_free);

  G_OBJECT_CLASS (tb_sign_in_row_parent_class)->finalize (object);
}

static void
tb_sign_in_row_class_init (TbSignInRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_sign_in_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = tb_sign_in_row_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-sign-in-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbSignInRow, state_icon);
  gtk_widget_class_bind_template_child (widget_class, TbSignInRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, TbSignInRow, sign_button);
  gtk_widget_class_bind_template_child (widget_class, TbSignInRow, take_back_button);
  gtk_widget_class_bind_template_child (widget_class, TbSignInRow, menu_button);
}

static void
tb_sign_in_row_init (TbSignInRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_sign_in_row_new:
 *
 * Returns: (transfer floating): a row of nobody yet
 */
GtkWidget *
tb_sign_in_row_new (void)
{
  return g_object_new (TB_TYPE_SIGN_IN_ROW, NULL);
}

static void
set_name (TbSignInRow *self)
{
  const char *name = tb_record_get_text (self->attendance, TB_ATTENDANCE_NAME);
  const char *workplace = tb_record_get_text (self->attendance, TB_ATTENDANCE_WORKPLACE);

  g_free (self->sort_key);
  self->sort_key = tb_pinyin_dup_sort_key (name, TB_PINYIN_PERSON);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), workplace != NULL ? workplace : "");
}

/* Without a person in the register there is nothing to be done: the row is of somebody who was
 * written down by name only. */
static void
set_actions (TbSignInRow *self, gboolean is_waiting)
{
  const char *person = tb_sign_in_row_get_person (self);
  g_autoptr (GMenuModel) menu = person != NULL ? make_menu (person) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->sign_button), person != NULL && is_waiting);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), person != NULL && is_waiting);
  gtk_widget_set_visible (GTK_WIDGET (self->take_back_button), person != NULL && !is_waiting);
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  if (person == NULL)
    return;

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->sign_button), "s", person);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->take_back_button), "s", person);
}

/**
 * tb_sign_in_row_set_record:
 * @self: a row
 * @attendance: of an invited person, as last read
 */
void
tb_sign_in_row_set_record (TbSignInRow *self, TbRecord *attendance)
{
  g_autofree char *words = NULL;
  int state;

  g_return_if_fail (TB_IS_SIGN_IN_ROW (self));
  g_return_if_fail (TB_IS_RECORD (attendance));

  if (self->attendance != NULL && tb_record_equal (self->attendance, attendance))
    return;

  g_set_object (&self->attendance, attendance);
  state = find_state (self);
  set_name (self);
  words = state >= 0 ? dup_state_words (self) : g_strdup ("");
  gtk_label_set_label (self->state_label, words);
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), state >= 0);
  gtk_widget_set_visible (GTK_WIDGET (self->state_icon), state >= 0);
  gtk_image_set_from_icon_name (self->state_icon, state >= 0 ? states[state].icon_name : NULL);
  set_actions (self, state < 0);
}

/**
 * tb_sign_in_row_get_record:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the attendance it shows
 */
TbRecord *
tb_sign_in_row_get_record (TbSignInRow *self)
{
  g_return_val_if_fail (TB_IS_SIGN_IN_ROW (self), NULL);

  return self->attendance;
}

/**
 * tb_sign_in_row_get_group:
 * @self: a row with a record
 *
 * Returns: where the person stands
 */
TbSignInGroup
tb_sign_in_row_get_group (TbSignInRow *self)
{
  int state;

  g_return_val_if_fail (TB_IS_SIGN_IN_ROW (self), TB_SIGN_IN_WAITING);

  state = find_state (self);
  return state >= 0 ? states[state].group : TB_SIGN_IN_WAITING;
}

/**
 * tb_sign_in_row_get_person:
 * @self: a row with a record
 *
 * Returns: (transfer none) (nullable): id of the person; %NULL where only a name was written down
 */
const char *
tb_sign_in_row_get_person (TbSignInRow *self)
{
  g_return_val_if_fail (TB_IS_SIGN_IN_ROW (self), NULL);

  return tb_record_get_text (self->attendance, TB_ATTENDANCE_PERSON);
}

/**
 * tb_sign_in_row_matches:
 * @self: a row with a record
 * @typed: Chinese, pinyin or initials; everybody matches nothing
 *
 * Returns: whether @typed is of the name
 */
gboolean
tb_sign_in_row_matches (TbSignInRow *self, const char *typed)
{
  g_return_val_if_fail (TB_IS_SIGN_IN_ROW (self), FALSE);
  g_return_val_if_fail (typed != NULL, FALSE);

  return *typed == '\0'
         || tb_search_terms_matches (TB_SEARCH_PERSON_NAME,
                                     tb_record_get_text (self->attendance, TB_ATTENDANCE_NAME),
                                     typed);
}

/**
 * tb_sign_in_row_compare:
 * @self: a row with a record
 * @other: another
 *
 * Returns: the order of the two: those who are waited for, those who are here, those who are away;
 * each by name as pinyin has it
 */
int
tb_sign_in_row_compare (TbSignInRow *self, TbSignInRow *other)
{
  TbSignInGroup mine, theirs;

  g_return_val_if_fail (TB_IS_SIGN_IN_ROW (self), 0);
  g_return_val_if_fail (TB_IS_SIGN_IN_ROW (other), 0);

  mine = tb_sign_in_row_get_group (self);
  theirs = tb_sign_in_row_get_group (other);
  return mine != theirs ? (mine < theirs ? -1 : 1) : g_strcmp0 (self->sort_key, other->sort_key);
}
