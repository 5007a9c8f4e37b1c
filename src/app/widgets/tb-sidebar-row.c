/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sidebar-row.h"

#include <glib/gi18n.h>

struct _TbSidebarRow
{
  GtkListBoxRow parent_instance;

  const TbPageInfo *info; /* (not owned) static */
  char *count;            /* (owned) */
};

enum
{
  PROP_TITLE = 1,
  PROP_ICON_NAME,
  PROP_COUNT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TbSidebarRow, tb_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

static gboolean
is_set (GObject *object, const char *text)
{
  return text != NULL && *text != '\0';
}

static void
tb_sidebar_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  TbSidebarRow *self = TB_SIDEBAR_ROW (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->info != NULL ? _ (self->info->title) : NULL);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, self->info != NULL ? self->info->icon_name : NULL);
      break;
    case PROP_COUNT:
      g_value_set_string (value, self->count);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tb_sidebar_row_finalize (GObject *object)
{
  TbSidebarRow *self = TB_SIDEBAR_ROW (object);

  g_free (self->count);

  G_OBJECT_CLASS (tb_sidebar_row_parent_class)->finalize (object);
}

static void
tb_sidebar_row_class_init (TbSidebarRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tb_sidebar_row_get_property;
  object_class->finalize = tb_sidebar_row_finalize;

  properties[PROP_TITLE]
      = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COUNT]
      = g_param_spec_string ("count", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-sidebar-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, is_set);
}

static void
tb_sidebar_row_init (TbSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_sidebar_row_new:
 * @info: a page
 *
 * Returns: (transfer floating): the row that leads to the page
 */
GtkWidget *
tb_sidebar_row_new (const TbPageInfo *info)
{
  TbSidebarRow *self = g_object_new (TB_TYPE_SIDEBAR_ROW, NULL);

  self->info = info;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ICON_NAME]);

  return GTK_WIDGET (self);
}

/**
 * tb_sidebar_row_get_info:
 * @self: a row
 *
 * Returns: (transfer none): the page it leads to
 */
const TbPageInfo *
tb_sidebar_row_get_info (TbSidebarRow *self)
{
  return self->info;
}

/**
 * tb_sidebar_row_set_count:
 * @self: a row
 * @count: how many records the page has, or -1 where that says nothing
 *
 * Shows the count at the end of the row.
 */
void
tb_sidebar_row_set_count (TbSidebarRow *self, gint64 count)
{
  g_autofree char *text = count >= 0 ? g_strdup_printf ("%'" G_GINT64_FORMAT, count) : NULL;

  if (g_set_str (&self->count, text))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}
