/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-attendance-row.h"

#include "tb-attendance-words.h"
#include "tb-code-list.h"
#include "tb-type-attendance.h"

#include <glib/gi18n.h>

/**
 * TbAttendanceRow:
 *
 * Somebody on the list of an event, with a menu of what can be entered. The menu activates the
 * actions `attendance.…` of what the row stands in.
 */
struct _TbAttendanceRow
{
  GtkBox parent_instance;

  TbRecord *attendance; /* (owned) (nullable) */

  GtkLabel *name_label;
  GtkLabel *note_label;
  GtkMenuButton *state_button;
};

G_DEFINE_FINAL_TYPE (TbAttendanceRow, tb_attendance_row, GTK_TYPE_BOX)

static void
append (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static void
append_section (GMenu *menu, GMenu *section)
{
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_object_unref (section);
}

/* An item for each code of a list. */
static void
append_codes (GMenu *menu, const char *label, const char *list_name, const char *action,
              const char *person)
{
  const TbCodeList *list = tb_code_lists_find (list_name);
  g_autoptr (GMenu) codes = g_menu_new ();

  for (guint i = 0; i < tb_code_list_get_n_items (list); i++)
    {
      const TbCodeItem *item = tb_code_list_get_item (list, i);

      if (item->enabled)
        append (codes, tb_code_item_get_label (item), action,
                g_variant_new ("(ss)", person, item->code));
    }
  g_menu_append_submenu (menu, label, G_MENU_MODEL (codes));
}

static GMenu *
make_states (const char *person)
{
  GMenu *menu = g_menu_new ();

  append (menu, _ ("Present"), "attendance.come", g_variant_new_string (person));
  append (menu, _ ("Late"), "attendance.set-state", g_variant_new ("(ss)", person, "late"));
  append_codes (menu, _ ("On Leave"), "leave-kind", "attendance.excuse", person);
  append (menu, _ ("Absent"), "attendance.set-state", g_variant_new ("(ss)", person, "absent"));
  append (menu, _ ("Not Here Yet"), "attendance.take-back", g_variant_new_string (person));

  return menu;
}

static GMenu *
make_more (TbRecord *attendance, const char *person)
{
  GMenu *menu = g_menu_new ();

  if (tb_record_has (attendance, TB_ATTENDANCE_EXEMPT))
    append (menu, _ ("Count for Votes Again"), "attendance.exempt",
            g_variant_new ("(ss)", person, ""));
  else
    append_codes (menu, _ ("Not Counted for Votes"), "vote-exemption", "attendance.exempt", person);
  append (menu, _ ("Leave, Make-up and Remark…"), "win.edit",
          g_variant_new ("(ss)", "attendance", tb_record_get_id (attendance)));

  return menu;
}

/* Made when it is opened: a list has many rows. */
static void
create_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  TbAttendanceRow *self = user_data;
  const char *person = tb_record_get_text (self->attendance, TB_ATTENDANCE_PERSON);
  g_autoptr (GMenu) menu = g_menu_new ();

  append_section (menu, make_states (person));
  append_section (menu, make_more (self->attendance, person));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
tb_attendance_row_dispose (GObject *object)
{
  g_clear_object (&TB_ATTENDANCE_ROW (object)->attendance);
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_ATTENDANCE_ROW);

  G_OBJECT_CLASS (tb_attendance_row_parent_class)->dispose (object);
}

static void
tb_attendance_row_class_init (TbAttendanceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_attendance_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-attendance-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbAttendanceRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, TbAttendanceRow, note_label);
  gtk_widget_class_bind_template_child (widget_class, TbAttendanceRow, state_button);
}

static void
tb_attendance_row_init (TbAttendanceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->state_button, create_menu_cb, self, NULL);
}

/**
 * tb_attendance_row_new:
 *
 * Returns: (transfer floating): a row with nobody in it yet
 */
GtkWidget *
tb_attendance_row_new (void)
{
  return g_object_new (TB_TYPE_ATTENDANCE_ROW, NULL);
}

/**
 * tb_attendance_row_set_record:
 * @self: a row
 * @attendance: a line of the list of an event
 *
 * Shows somebody.
 */
void
tb_attendance_row_set_record (TbAttendanceRow *self, TbRecord *attendance)
{
  const char *name = tb_record_get_text (attendance, TB_ATTENDANCE_NAME);
  const char *workplace = tb_record_get_text (attendance, TB_ATTENDANCE_WORKPLACE);
  g_autofree char *state
      = tb_record_dup_display (attendance, TB_ATTENDANCE_STATE, TB_DISPLAY_MASKED);
  g_autofree char *note = tb_attendance_words_is_notable (attendance)
                              ? tb_attendance_words_dup_note (attendance)
                              : g_strdup (workplace);
  /* Translators: a name and how it stands, as in: Zhang San: present. */
  g_autofree char *label = g_strdup_printf (_ ("%s: %s"), name, state);

  g_set_object (&self->attendance, attendance);
  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->note_label, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), note != NULL);
  gtk_menu_button_set_label (self->state_button, state);
  gtk_widget_set_sensitive (GTK_WIDGET (self->state_button),
                            tb_record_has (attendance, TB_ATTENDANCE_PERSON));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->state_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
