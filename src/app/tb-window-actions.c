/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-window-actions.h"

#include "tb-back-up.h"
#include "tb-calendar-actions.h"
#include "tb-error.h"
#include "tb-erase-actions.h"
#include "tb-event-actions.h"
#include "tb-page-table.h"
#include "tb-parcel-export-dialog.h"
#include "tb-parcel-import-dialog.h"
#include "tb-record-actions.h"
#include "tb-history-dialog.h"
#include "tb-record-dialog.h"
#include "tb-register-actions.h"
#include "tb-report-actions.h"
#include "tb-search-dialog.h"
#include "tb-sync-actions.h"
#include "tb-transition-actions.h"
#include "tb-verify-dialog.h"

#include <glib/gi18n.h>

/* What rows and dialogs ask the window for, by the name of an action. */

typedef void (*ActionFunc) (GtkWidget *widget, const char *name, GVariant *parameter);

/* When an action can be done: always, with an open register, with one that can be written, with one
 * whose changes may leave the desk, with such a one that has no service yet, or has one; with such
 * a one or none at all. */
typedef enum
{
  ALWAYS,
  OPEN,
  WRITABLE,
  EXCHANGED,
  UNCONNECTED,
  CONNECTED,
  REPLACEABLE,
} Need;

typedef struct
{
  const char *name;
  const char *parameter; /* (nullable) */
  ActionFunc activate;
  Need need;
} WindowAction;

static void
show_page (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbPage *page = tb_window_choose_page (TB_WINDOW (widget), g_variant_get_string (parameter, NULL));

  /* Not where a row of the sidebar was chosen: there the keyboard walks on. */
  if (page != NULL)
    tb_page_take_focus (page);
}

static void
show_record (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *type, *id;
  const TbPageInfo *info;
  TbPage *page;

  g_variant_get (parameter, "(&s&s)", &type, &id);
  info = tb_page_table_find_type (type);
  if (info == NULL)
    {
      AdwDialog *dialog = tb_record_dialog_new (tb_window_get_session (TB_WINDOW (widget)),
                                                tb_record_types_find (type), id);

      adw_dialog_present (dialog, widget);
      return;
    }

  page = tb_window_show_page (TB_WINDOW (widget), info->name);
  if (page == NULL)
    return;

  tb_page_show_record (page, id);
  tb_page_take_focus (page);
}

static void
show_filtered (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *type, *field, *value;
  const TbPageInfo *info;
  TbPage *page;

  g_variant_get (parameter, "(&s&s&s)", &type, &field, &value);
  info = tb_page_table_find_type (type);
  if (info == NULL)
    return;

  page = tb_window_show_page (TB_WINDOW (widget), info->name);
  if (page != NULL)
    tb_page_show_filtered (page, field, value);
}

static void
find (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbPage *page = tb_window_get_page (TB_WINDOW (widget));

  if (page != NULL)
    tb_page_find (page);
}

static void
add (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_record_actions_add (TB_WINDOW (widget), g_variant_get_string (parameter, NULL), NULL);
}

static void
add_with (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GVariant) values = g_variant_get_child_value (parameter, 1);
  const char *type;

  g_variant_get_child (parameter, 0, "&s", &type);
  tb_record_actions_add (TB_WINDOW (widget), type, values);
}

/* Ctrl+N: what the page shown is a list of. */
static void
add_here (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbPage *page = tb_window_get_page (TB_WINDOW (widget));
  const TbRecordType *type = page != NULL ? tb_page_get_record_type (page) : NULL;

  if (type != NULL)
    tb_record_actions_add (TB_WINDOW (widget), type->name, NULL);
}

static void
edit (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *type, *id;

  g_variant_get (parameter, "(&s&s)", &type, &id);
  tb_record_actions_edit (TB_WINDOW (widget), type, id);
}

static void
remove_record (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *type, *id;

  g_variant_get (parameter, "(&s&s)", &type, &id);
  tb_record_actions_remove (TB_WINDOW (widget), type, id);
}

static void
erase (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *type, *id;

  g_variant_get (parameter, "(&s&s)", &type, &id);
  tb_erase_actions_ask (TB_WINDOW (widget), type, id);
}

static void
transition (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *type, *id, *verb;

  g_variant_get (parameter, "(&s&s&s)", &type, &id, &verb);
  tb_transition_actions_do (TB_WINDOW (widget), type, id, verb);
}

static void
move (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *type, *id;
  g_autofree const char **states = NULL;

  g_variant_get (parameter, "(&s&s^a&s)", &type, &id, &states);
  tb_transition_actions_move (TB_WINDOW (widget), type, id, states);
}

static void
import (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_record_actions_import (TB_WINDOW (widget), NULL);
}

static void
import_cells (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_record_actions_paste (TB_WINDOW (widget));
}

static void export (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_record_actions_export (TB_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
print (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *report, *id;

  g_variant_get (parameter, "(&s&s)", &report, &id);
  tb_report_actions_print (TB_WINDOW (widget), report, id);
}

static void
save_report (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *report, *id;

  g_variant_get (parameter, "(&s&s)", &report, &id);
  tb_report_actions_save (TB_WINDOW (widget), report, id);
}

static void
keep_calendar (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_calendar_actions_keep (TB_WINDOW (widget));
}

static void
stop_calendar (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_calendar_actions_stop (TB_WINDOW (widget));
}

static void
set_up (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_record_actions_set_up (TB_WINDOW (widget));
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_commit_finish (TB_SESSION (source), result, &error);

  if (batch != NULL)
    tb_window_toast_batch (self, batch);
  else if (g_error_matches (error, TB_ERROR, TB_ERROR_NOT_FOUND))
    tb_window_toast (self, error->message);
  else
    tb_window_report_error (self, _ ("Not Taken Back"), error);
}

static void
undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_session_undo_own_async (tb_window_get_session (TB_WINDOW (widget)), NULL, undone_cb,
                             g_object_ref (widget));
}

static void
undo_batch (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_session_undo_async (tb_window_get_session (TB_WINDOW (widget)),
                         g_variant_get_string (parameter, NULL), NULL, undone_cb,
                         g_object_ref (widget));
}

static void
main_menu (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_window_popup_menu (TB_WINDOW (widget));
}

static void
reopen (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_register_actions_reopen (TB_WINDOW (widget));
}

static void
open_read_only (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_register_actions_open_read_only (TB_WINDOW (widget));
}

static void
open_for_writing (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_register_actions_open_for_writing (TB_WINDOW (widget));
}

static void
open_other (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_register_actions_open_other (TB_WINDOW (widget));
}

static void
restore (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_register_actions_restore (TB_WINDOW (widget));
}

static void
restore_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_register_actions_restore_file (TB_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
search (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *text = parameter != NULL ? g_variant_get_string (parameter, NULL) : "";
  TbSession *session = tb_window_get_session (TB_WINDOW (widget));

  adw_dialog_present (tb_search_dialog_new (session, text), widget);
}

/* A menu of a template cannot give two strings to an action. */
static void
history_of_all (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_present (tb_history_dialog_new (tb_window_get_session (TB_WINDOW (widget))), widget);
}

static void
history (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbSession *session = tb_window_get_session (TB_WINDOW (widget));
  const char *type, *id;

  g_variant_get (parameter, "(&s&s)", &type, &id);
  if (*id == '\0')
    adw_dialog_present (tb_history_dialog_new (session), widget);
  else
    adw_dialog_present (tb_history_dialog_new_for_record (session, tb_record_types_find (type), id),
                        widget);
}

static void
show_batch (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_present (tb_history_dialog_new_for_batch (tb_window_get_session (TB_WINDOW (widget)),
                                                       g_variant_get_string (parameter, NULL)),
                      widget);
}

static void
tell_batch (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_window_toast_batch (TB_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
back_up (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_back_up_ask (TB_WINDOW (widget), tb_window_get_session (TB_WINDOW (widget)));
}

static void
verify (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_present (tb_verify_dialog_new (tb_window_get_session (TB_WINDOW (widget))), widget);
}

static void
write_minutes (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_event_actions_write_minutes (TB_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
show_notice (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_event_actions_show_notice (TB_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
show_attendance (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_event_actions_show_attendance (TB_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
sign_in (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_event_actions_sign_in (TB_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
add_vote (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_event_actions_add_vote (TB_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
lock_vote (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_event_actions_lock_vote (TB_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
correct (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *type, *id;

  g_variant_get (parameter, "(&s&s)", &type, &id);
  tb_event_actions_correct (TB_WINDOW (widget), type, id);
}

static void
plan_year (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_event_actions_plan_year (TB_WINDOW (widget));
}

static void
connect_service (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_sync_actions_connect (TB_WINDOW (widget));
}

static void
disconnect_service (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_sync_actions_disconnect (TB_WINDOW (widget));
}

static void
change_password (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_sync_actions_change_password (TB_WINDOW (widget));
}

static void
sync_now (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_sync_actions_sync_now (TB_WINDOW (widget));
}

static void
show_sync (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_sync_actions_show (TB_WINDOW (widget));
}

static void
export_parcel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_present (tb_parcel_export_dialog_new (tb_window_get_session (TB_WINDOW (widget))),
                      widget);
}

static void
import_parcel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_present (tb_parcel_import_dialog_new (tb_window_get_session (TB_WINDOW (widget))),
                      widget);
}

static const WindowAction actions[] = {
  { "win.show-page", "s", show_page, OPEN },
  { "win.show-record", "(ss)", show_record, OPEN },
  { "win.show-filtered", "(sss)", show_filtered, OPEN },
  { "win.find", NULL, find, OPEN },
  { "win.add", "s", add, WRITABLE },
  { "win.add-with", "(sa{ss})", add_with, WRITABLE },
  { "win.add-here", NULL, add_here, WRITABLE },
  { "win.edit", "(ss)", edit, WRITABLE },
  { "win.remove", "(ss)", remove_record, WRITABLE },
  { "win.erase", "(ss)", erase, WRITABLE },
  { "win.write-minutes", "s", write_minutes, WRITABLE },
  { "win.show-notice", "s", show_notice, OPEN },
  { "win.show-attendance", "s", show_attendance, OPEN },
  { "win.sign-in", "s", sign_in, WRITABLE },
  { "win.add-vote", "s", add_vote, WRITABLE },
  { "win.lock-vote", "s", lock_vote, WRITABLE },
  { "win.correct", "(ss)", correct, WRITABLE },
  { "win.plan-year", NULL, plan_year, WRITABLE },
  { "win.transition", "(sss)", transition, WRITABLE },
  { "win.move", "(ssas)", move, WRITABLE },
  { "win.import", NULL, import, WRITABLE },
  { "win.import-cells", NULL, import_cells, WRITABLE },
  { "win.export", "s", export, OPEN },
  { "win.print", "(ss)", print, WRITABLE },
  { "win.save-report", "(ss)", save_report, WRITABLE },
  { "win.keep-calendar", NULL, keep_calendar, WRITABLE },
  { "win.stop-calendar", NULL, stop_calendar, WRITABLE },
  { "win.set-up", NULL, set_up, WRITABLE },
  { "win.connect-service", NULL, connect_service, UNCONNECTED },
  { "win.disconnect-service", NULL, disconnect_service, CONNECTED },
  { "win.change-password", NULL, change_password, CONNECTED },
  { "win.sync-now", NULL, sync_now, CONNECTED },
  { "win.show-sync", NULL, show_sync, CONNECTED },
  { "win.export-parcel", NULL, export_parcel, EXCHANGED },
  { "win.import-parcel", NULL, import_parcel, EXCHANGED },
  { "win.undo", NULL, undo, WRITABLE },
  { "win.undo-batch", "s", undo_batch, WRITABLE },
  { "win.back-up", NULL, back_up, OPEN },
  { "win.verify", NULL, verify, OPEN },
  { "win.main-menu", NULL, main_menu, ALWAYS },
  { "win.search", NULL, search, OPEN },
  { "win.search-for", "s", search, OPEN },
  { "win.history", "(ss)", history, OPEN },
  { "win.history-of-all", NULL, history_of_all, OPEN },
  { "win.show-batch", "s", show_batch, OPEN },
  { "win.tell-batch", "s", tell_batch, OPEN },
  { "win.reopen", NULL, reopen, ALWAYS },
  { "win.open-read-only", NULL, open_read_only, ALWAYS },
  { "win.open-for-writing", NULL, open_for_writing, ALWAYS },
  { "win.open-other", NULL, open_other, ALWAYS },
  { "win.restore", NULL, restore, REPLACEABLE },
  { "win.restore-file", "s", restore_file, REPLACEABLE },
};

/**
 * tb_window_actions_install:
 * @widget_class: the class of the window
 *
 * Adds the actions to the class. Called from its class_init.
 */
void
tb_window_actions_install (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                     actions[i].activate);
}

static gboolean
can_do (TbWindow *window, Need need)
{
  TbSync *sync = tb_window_get_sync (window);
  gboolean open = tb_window_get_session (window) != NULL;

  switch (need)
    {
    case OPEN:
      return open;
    case WRITABLE:
      return open && tb_window_get_open_mode (window) != TB_OPEN_READ;
    case EXCHANGED:
      return sync != NULL;
    case UNCONNECTED:
      return sync != NULL && tb_sync_get_account (sync) == NULL;
    case CONNECTED:
      return sync != NULL && tb_sync_get_account (sync) != NULL;
    case REPLACEABLE:
      return !open || sync != NULL;
    case ALWAYS:
    default:
      return TRUE;
    }
}

/**
 * tb_window_actions_update:
 * @self: a window
 *
 * Enables what can be done in the present state of the window.
 */
void
tb_window_actions_update (TbWindow *self)
{
  TbPage *page = tb_window_get_page (self);
  gboolean writable = can_do (self, WRITABLE);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name,
                                   can_do (self, actions[i].need));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.add-here",
                                 writable && page != NULL
                                     && tb_page_get_record_type (page) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.stop-calendar",
                                 writable && tb_calendar_actions_is_keeping (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.find",
                                 page != NULL && tb_page_can_find (page));
}
