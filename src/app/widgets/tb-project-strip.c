/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-project-strip.h"

#include "tb-follow.h"
#include "tb-project-figures.h"

#include <glib/gi18n.h>

/**
 * TbProjectStrip:
 *
 * The indicators of projects and claims of this year, in one line. How each is reckoned is its
 * tooltip.
 *
 * Properties: `session`: the register.
 */
struct _TbProjectStrip
{
  AdwBin parent_instance;

  TbSession *session;        /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */

  GtkLabel *year_label;
  GtkBox *box;
};

enum
{
  PROP_SESSION = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TbProjectStrip, tb_project_strip, ADW_TYPE_BIN)

static GtkWidget *
create_cell (const TbProjectIndicator *indicator, const TbProjectFigures *figures)
{
  g_autofree char *value = indicator->dup_value (figures);
  g_autofree char *name = g_strdup_printf ("%s: %s", _ (indicator->label), value);
  GtkWidget *cell
      = g_object_new (GTK_TYPE_BOX, "spacing", 6, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP,
                      "tooltip-text", _ (indicator->definition), NULL);
  GtkWidget *label = gtk_label_new (_ (indicator->label));
  GtkWidget *number = gtk_label_new (value);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (number, "caption-heading");
  gtk_widget_add_css_class (number, "numeric");
  gtk_box_append (GTK_BOX (cell), label);
  gtk_box_append (GTK_BOX (cell), number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ (indicator->definition),
                                  -1);

  return cell;
}

static void
show_figures (TbProjectStrip *self, const TbProjectFigures *figures)
{
  guint n_indicators;
  const TbProjectIndicator *indicators = tb_project_indicators_get_all (&n_indicators);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  for (guint i = 0; i < n_indicators; i++)
    gtk_box_append (self->box, create_cell (&indicators[i], figures));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbProjectStrip) self = user_data;
  g_autofree TbProjectFigures *figures = tb_session_read_finish (TB_SESSION (source), result, NULL);

  /* What cannot be read is said by the page, which reads the same records. */
  if (figures != NULL && self->session != NULL)
    show_figures (self, figures);
}

/* Runs on a reader thread. */
static gpointer
read_figures (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree TbProjectFigures *figures = g_new0 (TbProjectFigures, 1);
  const TbProjectScope scope = { .from = data, .to = data };

  if (!tb_project_figures_read (connection, &scope, figures, error))
    return NULL;

  return g_steal_pointer (&figures);
}

static void
refresh (TbProjectStrip *self)
{
  int year = tb_clock_today (tb_session_get_clock (self->session)).year;
  g_autofree char *words = g_strdup_printf ("%d", year);

  gtk_label_set_label (self->year_label, words);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  tb_session_read_async (self->session, read_figures, g_strdup (words), g_free, g_free,
                         self->cancellable, read_cb, g_object_ref (self));
}

static const char *const followed[] = { "project", "claim", "beneficiary", "organisation", NULL };

static void
changed_cb (GtkWidget *widget, const char *const *type_names)
{
  refresh (TB_PROJECT_STRIP (widget));
}

static void
tb_project_strip_set_property (GObject *object, guint prop_id, const GValue *value,
                               GParamSpec *pspec)
{
  TbProjectStrip *self = TB_PROJECT_STRIP (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tb_project_strip_constructed (GObject *object)
{
  TbProjectStrip *self = TB_PROJECT_STRIP (object);

  G_OBJECT_CLASS (tb_project_strip_parent_class)->constructed (object);

  tb_follow_changes (GTK_WIDGET (self), self->session, followed, changed_cb);
  refresh (self);
}

static void
tb_project_strip_dispose (GObject *object)
{
  TbProjectStrip *self = TB_PROJECT_STRIP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_PROJECT_STRIP);

  G_OBJECT_CLASS (tb_project_strip_parent_class)->dispose (object);
}

static void
tb_project_strip_class_init (TbProjectStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = tb_project_strip_set_property;
  object_class->constructed = tb_project_strip_constructed;
  object_class->dispose = tb_project_strip_dispose;

  properties[PROP_SESSION]
      = g_param_spec_object ("session", NULL, NULL, TB_TYPE_SESSION,
                             G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-project-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, TbProjectStrip, year_label);
  gtk_widget_class_bind_template_child (widget_class, TbProjectStrip, box);
}

static void
tb_project_strip_init (TbProjectStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
