/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-record-actions.h"

#include "tb-claim-dialog.h"
#include "tb-edit-dialog.h"
#include "tb-export-dialog.h"
#include "tb-file-name.h"
#include "tb-import-dialog.h"
#include "tb-new-record.h"
#include "tb-page-table.h"
#include "tb-setup-dialog.h"

#include <glib/gi18n.h>

/* What the window does with records: the dialogs it presents, and what follows when they are done.
 */

static void
saved_cb (TbWindow *window, const char *batch, const char *type, const char *id)
{
  tb_window_toast_batch (window, batch);
  /* What has no page of its own is seen where it was added. */
  if (tb_page_table_find_type (type) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.show-record", "(ss)", type, id);
}

/* Types whose new records have a form that is more than their field table. What is stored is edited
 * in the general form, which masks what is protected. */
static const struct
{
  const char *type;
  AdwDialog *(*create) (TbSession *session, TbRecord *record);
} forms[] = {
  { "claim", tb_claim_dialog_new },
};

static AdwDialog *
create_dialog (TbSession *session, TbRecord *record)
{
  for (guint i = 0; tb_record_get_id (record) == NULL && i < G_N_ELEMENTS (forms); i++)
    if (g_str_equal (forms[i].type, tb_record_get_record_type (record)->name))
      return forms[i].create (session, record);

  return tb_edit_dialog_new (session, record);
}

/**
 * tb_record_actions_present_form:
 * @window: the window, with an open register
 * @record: what to edit: as last read, or new, with the values it begins with
 *
 * Presents the form of a record.
 */
void
tb_record_actions_present_form (TbWindow *window, TbRecord *record)
{
  AdwDialog *dialog = create_dialog (tb_window_get_session (window), record);

  g_signal_connect_object (dialog, "saved", G_CALLBACK (saved_cb), window, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (window));
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbWindow) window = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) record = tb_new_record_finish (TB_SESSION (source), result, &error);

  if (record != NULL)
    tb_record_actions_present_form (window, record);
  else
    tb_window_report_error (window, _ ("Not Opened"), error);
}

/**
 * tb_record_actions_add:
 * @window: the window, with an open register
 * @type: name of a record type
 * @values: (nullable): a dictionary `a{ss}` of the values that the form begins with
 *
 * Presents the form for a new record.
 */
void
tb_record_actions_add (TbWindow *window, const char *type, GVariant *values)
{
  tb_new_record_async (tb_window_get_session (window), tb_record_types_find (type), values, NULL,
                       made_cb, g_object_ref (window));
}

static void
loaded_for_edit_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbWindow) window = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) record = tb_session_read_finish (TB_SESSION (source), result, &error);

  if (record != NULL)
    tb_record_actions_present_form (window, record);
  else
    tb_window_report_error (window, _ ("Not Opened"), error);
}

/**
 * tb_record_actions_edit:
 * @window: the window, with an open register
 * @type: name of a record type
 * @id: id of a record
 *
 * Presents the form of a record.
 */
void
tb_record_actions_edit (TbWindow *window, const char *type, const char *id)
{
  tb_session_load_async (tb_window_get_session (window), tb_record_types_find (type), id, NULL,
                         loaded_for_edit_cb, g_object_ref (window));
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbWindow) window = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_commit_finish (TB_SESSION (source), result, &error);

  if (batch != NULL)
    tb_window_toast_batch (window, batch);
  else
    tb_window_report_error (window, _ ("Not Removed"), error);
}

static void
loaded_for_remove_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbWindow) window = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) record = tb_session_read_finish (TB_SESSION (source), result, &error);

  if (record != NULL)
    tb_session_remove_async (TB_SESSION (source), record, NULL, removed_cb, g_object_ref (window));
  else
    tb_window_report_error (window, _ ("Not Removed"), error);
}

/**
 * tb_record_actions_remove:
 * @window: the window, with an open register
 * @type: name of a record type
 * @id: id of a record
 *
 * Removes a record at once, and offers to take that back.
 */
void
tb_record_actions_remove (TbWindow *window, const char *type, const char *id)
{
  tb_session_load_async (tb_window_get_session (window), tb_record_types_find (type), id, NULL,
                         loaded_for_remove_cb, g_object_ref (window));
}

static void
batch_done_cb (TbWindow *window, const char *batch)
{
  tb_window_toast_batch (window, batch);
}

static AdwDialog *
present_import (TbWindow *window, GFile *file)
{
  AdwDialog *dialog = tb_import_dialog_new (tb_window_get_session (window), file);

  g_signal_connect_object (dialog, "imported", G_CALLBACK (batch_done_cb), window,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (window));

  return dialog;
}

/**
 * tb_record_actions_import:
 * @window: the window, with an open register
 * @file: (nullable): the spreadsheet; asked for if %NULL
 *
 * Presents the import assistant.
 */
void
tb_record_actions_import (TbWindow *window, GFile *file)
{
  present_import (window, file);
}

/**
 * tb_record_actions_paste:
 * @window: the window, with an open register
 *
 * Presents the import assistant with the cells that are in the clipboard.
 */
void
tb_record_actions_paste (TbWindow *window)
{
  tb_import_dialog_paste (TB_IMPORT_DIALOG (present_import (window, NULL)));
}

static void
exported_cb (TbWindow *window, GFile *file, gint64 n)
{
  g_autofree char *name = tb_file_name_dup_shown (file);
  g_autofree char *title = g_strdup_printf (
      ngettext ("%d record written to “%s”", "%d records written to “%s”", (gulong)n), (int)n,
      name);

  tb_window_toast (window, title);
}

/**
 * tb_record_actions_export:
 * @window: the window, with an open register
 * @type: name of a record type
 *
 * Presents the export of what the page of that type shows, or of all its records where another page
 * is shown.
 */
void
tb_record_actions_export (TbWindow *window, const char *type)
{
  TbPage *page = tb_window_get_page (window);
  g_autoptr (TbQuery) query = page != NULL ? tb_page_dup_query (page) : NULL;
  AdwDialog *dialog;

  if (query == NULL || !g_str_equal (tb_query_get_record_type (query)->name, type))
    {
      g_clear_pointer (&query, tb_query_unref);
      query = tb_query_new (tb_record_types_find (type));
    }

  dialog = tb_export_dialog_new (tb_window_get_session (window), query);
  g_signal_connect_object (dialog, "exported", G_CALLBACK (exported_cb), window, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (window));
}

/**
 * tb_record_actions_set_up:
 * @window: the window, with an open register
 *
 * Presents the form with which a register begins.
 */
void
tb_record_actions_set_up (TbWindow *window)
{
  AdwDialog *dialog = tb_setup_dialog_new (tb_window_get_session (window));

  g_signal_connect_object (dialog, "finished", G_CALLBACK (batch_done_cb), window,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (window));
}
