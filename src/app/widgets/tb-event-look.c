/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-event-look.h"

#include "tb-code-list.h"

#include <glib/gi18n.h>

/* How events look wherever they are drawn small: kinds that belong together share an icon and a
 * style class, which the style sheet gives a colour. The icon says the same to those who cannot
 * tell the colours apart. */

typedef struct
{
  const char *css_class;
  const char *icon_name;
  const char *kinds[6]; /* codes of the list `meeting-kind` */
} EventLook;

static const EventLook looks[] = {
  { "event-meeting", "tb-committee-symbolic", { "DH", "ZW", "XZ", "XJ" } },
  { "event-theme", "tb-flag-symbolic", { "ZT" } },
  { "event-study", "tb-book-symbolic", { "DK", "PX" } },
  { "event-review", "tb-review-symbolic", { "SH", "PY", "SZ" } },
  { "event-talk", "tb-talk-symbolic", { "TX", "LX" } },
  { "event-service", "tb-heart-symbolic", { "ZY", "WW" } },
  { "event-festive", "tb-star-symbolic", { "JN", "XS", "SR" } },
};

/* A kind that the branch added to the list. */
static const EventLook other = { "event-other", "tb-event-symbolic", { NULL } };

/* States that are seen without being read. */
static const char *const state_classes[][2] = {
  { "planned", "event-planned" },
  { "approved", "event-planned" },
  { "archived", "event-archived" },
  { "cancelled", "event-cancelled" },
};

static const EventLook *
find_look (const char *kind)
{
  for (guint i = 0; kind != NULL && i < G_N_ELEMENTS (looks); i++)
    for (guint j = 0; j < G_N_ELEMENTS (looks[i].kinds) && looks[i].kinds[j] != NULL; j++)
      if (g_str_equal (looks[i].kinds[j], kind))
        return &looks[i];

  return &other;
}

/**
 * tb_event_look_get_icon_name:
 * @kind: (nullable): a code of the list `meeting-kind`
 *
 * Returns: (transfer none): the symbolic icon of such events
 */
const char *
tb_event_look_get_icon_name (const char *kind)
{
  return find_look (kind)->icon_name;
}

/**
 * tb_event_look_dup_words:
 * @time: (nullable): when it begins
 * @title: what it is called
 *
 * Returns: (transfer full): the event in one short line
 */
char *
tb_event_look_dup_words (const char *time, const char *title)
{
  return time != NULL ? g_strdup_printf ("%s %s", time, title) : g_strdup (title);
}

static const char *
get_label (const char *list_name, const char *code)
{
  const TbCodeList *list = tb_code_lists_find (list_name);
  const TbCodeItem *item
      = list != NULL && code != NULL ? tb_code_list_find_code (list, code) : NULL;

  return item != NULL ? tb_code_item_get_label (item) : code;
}

/**
 * tb_event_look_dup_description:
 * @time: (nullable): when it begins
 * @title: what it is called
 * @kind: (nullable): a code of the list `meeting-kind`
 * @state: (nullable): a code of the list `event-state`
 *
 * Returns: (transfer full): what colour and icon say, in words
 */
char *
tb_event_look_dup_description (const char *time, const char *title, const char *kind,
                               const char *state)
{
  const char *const parts[]
      = { get_label ("meeting-kind", kind), get_label ("event-state", state) };
  g_autofree char *words = tb_event_look_dup_words (time, title);
  g_autoptr (GString) line = g_string_new (words);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      /* Translators: between the parts of a description, as in: 14:30 Theme day, planned. */
      g_string_append_printf (line, "%s%s", _ (", "), parts[i]);

  return g_string_free_and_steal (g_steal_pointer (&line));
}

/**
 * tb_event_look_apply:
 * @widget: what stands for an event
 * @kind: (nullable): a code of the list `meeting-kind`
 * @state: (nullable): a code of the list `event-state`
 *
 * Gives a widget the style classes of an event's kind and state, in the place of those it had.
 */
void
tb_event_look_apply (GtkWidget *widget, const char *kind, const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (widget, looks[i].css_class);
  gtk_widget_remove_css_class (widget, other.css_class);
  gtk_widget_add_css_class (widget, find_look (kind)->css_class);

  for (guint i = 0; i < G_N_ELEMENTS (state_classes); i++)
    gtk_widget_remove_css_class (widget, state_classes[i][1]);
  for (guint i = 0; i < G_N_ELEMENTS (state_classes); i++)
    if (g_strcmp0 (state, state_classes[i][0]) == 0)
      gtk_widget_add_css_class (widget, state_classes[i][1]);
}
