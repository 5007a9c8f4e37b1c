/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-help-topic.h"

#include "tb-connect-dialog.h"
#include "tb-erase-dialog.h"
#include "tb-export-dialog.h"
#include "tb-import-dialog.h"
#include "tb-parcel-export-dialog.h"
#include "tb-parcel-import-dialog.h"
#include "tb-plan-year-dialog.h"
#include "tb-preferences-dialog.h"
#include "tb-reveal-dialog.h"
#include "tb-setup-dialog.h"
#include "tb-sign-in-dialog.h"
#include "tb-sync-dialog.h"
#include "tb-verify-dialog.h"
#include "tb-window.h"

#define FIRST_TOPIC "index"
#define FAULT_TOPIC "troubleshooting"

/* Dialogs that are about something else than the page below them. */
static const struct
{
  GType (*get_type) (void);
  const char *topic;
} dialogs[] = {
  { tb_connect_dialog_get_type, "sync" },         { tb_erase_dialog_get_type, "personal-data" },
  { tb_export_dialog_get_type, "personal-data" }, { tb_import_dialog_get_type, "import" },
  { tb_parcel_export_dialog_get_type, "sync" },   { tb_parcel_import_dialog_get_type, "sync" },
  { tb_plan_year_dialog_get_type, "events" },     { tb_preferences_dialog_get_type, "reminders" },
  { tb_reveal_dialog_get_type, "personal-data" }, { tb_setup_dialog_get_type, "first-steps" },
  { tb_sign_in_dialog_get_type, "events" },       { tb_sync_dialog_get_type, "sync" },
  { tb_verify_dialog_get_type, "backup" },
};

static const char *
find_dialog_topic (AdwDialog *dialog)
{
  for (guint i = 0; dialog != NULL && i < G_N_ELEMENTS (dialogs); i++)
    if (G_TYPE_CHECK_INSTANCE_TYPE (dialog, dialogs[i].get_type ()))
      return dialogs[i].topic;

  return NULL;
}

/**
 * tb_help_topic_install:
 *
 * Lets F1 through in dialogs, which keep the keys of the window below from it. Must come before the
 * first dialog.
 */
void
tb_help_topic_install (void)
{
  GtkWidgetClass *klass = g_type_class_ref (ADW_TYPE_DIALOG);

  gtk_widget_class_add_binding_action (klass, GDK_KEY_F1, 0, "app.help", NULL);
  g_type_class_unref (klass);
}

/**
 * tb_help_topic_find:
 * @window: (nullable): the window in which somebody asks for help
 *
 * Returns: (transfer none): id of the page of the help that fits what is shown there
 */
const char *
tb_help_topic_find (GtkWindow *window)
{
  const char *topic;
  TbPage *page;

  if (!TB_IS_WINDOW (window))
    return FIRST_TOPIC;

  topic = find_dialog_topic (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
  if (topic != NULL)
    return topic;

  page = tb_window_get_page (TB_WINDOW (window));
  return page != NULL ? tb_page_get_info (page)->help_topic : FAULT_TOPIC;
}
