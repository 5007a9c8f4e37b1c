/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-page-table.h"

#include "tb-event-calendar.h"
#include "tb-event-year.h"
#include "tb-organisation-page.h"
#include "tb-overview-page.h"
#include "tb-project-board.h"
#include "tb-project-strip.h"
#include "tb-record-page.h"
#include "tb-review-page.h"

#include <glib/gi18n.h>

/* The pages of the window, in the order of the sidebar. A new page is a row here. */
static const TbPageInfo pages[] = {
  { "overview", N_ ("Overview"), "tb-overview-symbolic", NULL, tb_overview_page_get_type,
    .help_topic = "index" },
  { "enterprises", N_ ("Enterprises"), "tb-enterprise-symbolic", "enterprise",
    tb_record_page_get_type, .help_topic = "registers" },
  { "members", N_ ("Members"), "tb-persons-symbolic", "person", tb_record_page_get_type,
    .help_topic = "registers" },
  { "organisations", N_ ("Organisations"), "tb-organisation-symbolic", "organisation",
    tb_organisation_page_get_type, .help_topic = "registers" },
  { "rooms", N_ ("Rooms"), "tb-unit-symbolic", "unit", tb_record_page_get_type,
    .help_topic = "registers" },
  { "events", N_ ("Events"), "tb-event-symbolic", "event", tb_record_page_get_type,
    tb_event_calendar_get_type, NULL, tb_event_year_get_type, .help_topic = "events" },
  { "projects", N_ ("Projects"), "tb-project-symbolic", "project", tb_record_page_get_type,
    tb_project_board_get_type, tb_project_strip_get_type, .help_topic = "claims" },
  { .name = "review",
    .title = N_ ("Review"),
    .icon_name = "tb-difference-symbolic",
    .get_type = tb_review_page_get_type,
    .sync_count = "n-review",
    .help_topic = "sync" },
};

/**
 * tb_page_table_get_all:
 * @n_pages: (out): how many there are
 *
 * Returns: (transfer none): the pages, in the order of the sidebar
 */
const TbPageInfo *
tb_page_table_get_all (guint *n_pages)
{
  *n_pages = G_N_ELEMENTS (pages);
  return pages;
}

/**
 * tb_page_table_find:
 * @name: name of a page
 *
 * Returns: (transfer none) (nullable): the page of that name
 */
const TbPageInfo *
tb_page_table_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_strcmp0 (pages[i].name, name) == 0)
      return &pages[i];

  return NULL;
}

/**
 * tb_page_table_find_type:
 * @type_name: name of a record type
 *
 * Returns: (transfer none) (nullable): the page that shows records of that type
 */
const TbPageInfo *
tb_page_table_find_type (const char *type_name)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (pages[i].type_name != NULL && g_strcmp0 (pages[i].type_name, type_name) == 0)
      return &pages[i];

  return NULL;
}
