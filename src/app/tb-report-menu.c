/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-report-menu.h"

#include <glib/gi18n.h>

#include "tb-report.h"

static void
append (GMenu *menu, const char *label, const char *action, const char *name, const char *id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "(ss)", name, id);
  g_menu_append_item (menu, item);
}

/* The papers about one record, or the ledgers of a type, of which more is asked first. */
static void
append_kinds (GMenu *menu, const TbRecordType *type, gboolean of_record, const char *action,
              const char *id)
{
  guint n_kinds;
  const TbReportKind *kinds = tb_report_kinds_get (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    if (g_str_equal (kinds[i].type_name, type->name)
        && (kinds[i].scope <= TB_REPORT_OF_CLAIM) == of_record)
      {
        g_autofree char *label = g_strconcat (_ (kinds[i].label), "…", NULL);

        append (menu, label, action, kinds[i].name, id);
      }
}

static void
append_submenu (GMenu *menu, const char *label, const TbRecordType *type, const char *action,
                const char *id)
{
  g_autoptr (GMenu) submenu = g_menu_new ();

  append_kinds (submenu, type, TRUE, action, id);
  if (g_menu_model_get_n_items (G_MENU_MODEL (submenu)) > 0)
    g_menu_append_submenu (menu, label, G_MENU_MODEL (submenu));
}

/**
 * tb_report_menu_new:
 * @type: a record type
 * @id: a record of it
 *
 * Returns: (transfer full): a section with what can be printed about the record, and saved as PDF;
 * empty where there is nothing
 */
GMenuModel *
tb_report_menu_new (const TbRecordType *type, const char *id)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  append_submenu (menu, _ ("_Print"), type, "win.print", id);
  append_submenu (menu, _ ("Save as P_DF"), type, "win.save-report", id);

  return G_MENU_MODEL (g_steal_pointer (&menu));
}

/**
 * tb_report_menu_new_for_type:
 * @type: a record type
 *
 * Returns: (transfer full): a section with the ledgers of the type; empty where there are none
 */
GMenuModel *
tb_report_menu_new_for_type (const TbRecordType *type)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  append_kinds (menu, type, FALSE, "win.print", "");

  return G_MENU_MODEL (g_steal_pointer (&menu));
}
