/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-record-menu.h"

#include <glib/gi18n.h>

#include "tb-report-menu.h"

static void
append (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

/**
 * tb_record_menu_new:
 * @record: a record
 *
 * Returns: (transfer full): what can be done with the record, as actions of the window
 */
GMenuModel *
tb_record_menu_new (TbRecord *record)
{
  return tb_record_menu_new_for_id (tb_record_get_record_type (record)->name,
                                    tb_record_get_id (record));
}

/**
 * tb_record_menu_new_for_id:
 * @type: name of a record type
 * @id: id of a record
 *
 * Returns: (transfer full): the same, where the record itself was not read
 */
GMenuModel *
tb_record_menu_new_for_id (const char *type, const char *id)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuModel) reports = tb_report_menu_new (tb_record_types_find (type), id);
  g_autoptr (GMenu) last = g_menu_new ();

  append (menu, _ ("_Edit"), "win.edit", g_variant_new ("(ss)", type, id));
  append (menu, _ ("_History"), "win.history", g_variant_new ("(ss)", type, id));
  if (g_menu_model_get_n_items (reports) > 0)
    g_menu_append_section (menu, NULL, reports);
  append (last, _ ("_Remove"), "win.remove", g_variant_new ("(ss)", type, id));
  if (g_str_equal (type, "person"))
    append (last, _ ("Erase for _Good…"), "win.erase", g_variant_new ("(ss)", type, id));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));

  return G_MENU_MODEL (g_steal_pointer (&menu));
}

/**
 * tb_record_menu_new_for_type:
 * @type: a record type
 *
 * Returns: (transfer full): what can be done with all the records of a page, as actions of the
 * window
 */
GMenu *
tb_record_menu_new_for_type (const TbRecordType *type)
{
  g_autoptr (GMenuModel) reports = tb_report_menu_new_for_type (type);
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _ ("_Import…"), "win.import");
  g_menu_append (menu, _ ("Paste _Cells…"), "win.import-cells");
  append (menu, _ ("_Export…"), "win.export", g_variant_new_string (type->name));
  if (g_str_equal (type->name, "event"))
    g_menu_append (menu, _ ("_Plan a Year…"), "win.plan-year");
  if (g_menu_model_get_n_items (reports) > 0)
    g_menu_append_section (menu, _ ("Print or Save"), reports);

  return g_steal_pointer (&menu);
}

/**
 * tb_record_menu_add_view:
 * @menu: the menu of a page
 *
 * Adds what changes how the page shows its records: the search, for which the header bar of a
 * narrow window has no room, and what else the caller appends.
 *
 * Returns: (transfer none): the section
 */
GMenu *
tb_record_menu_add_view (GMenu *menu)
{
  g_autoptr (GMenu) view = g_menu_new ();

  g_menu_append (view, _ ("_Search"), "win.find");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (view));

  return view; /* @menu holds it */
}
