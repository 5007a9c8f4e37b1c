/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-help-paragraph.h"

/**
 * TbHelpParagraph:
 *
 * A piece of a help page, with the mark that stands before an item or step.
 */
struct _TbHelpParagraph
{
  AdwBin parent_instance;

  GtkBox *box;
  GtkLabel *mark_label;
  GtkLabel *label;
};

#define HEADING_SPACE 12

#define LINK_SCHEME "page:"

enum
{
  FOLLOWED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbHelpParagraph, tb_help_paragraph, ADW_TYPE_BIN)

static gboolean
activate_link_cb (TbHelpParagraph *self, const char *uri)
{
  if (!g_str_has_prefix (uri, LINK_SCHEME))
    return GDK_EVENT_PROPAGATE;

  g_signal_emit (self, signals[FOLLOWED], 0, uri + strlen (LINK_SCHEME));
  return GDK_EVENT_STOP;
}

static void
tb_help_paragraph_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_HELP_PARAGRAPH);

  G_OBJECT_CLASS (tb_help_paragraph_parent_class)->dispose (object);
}

static void
tb_help_paragraph_class_init (TbHelpParagraphClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_help_paragraph_dispose;

  signals[FOLLOWED]
      = g_signal_new ("followed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-help-paragraph.ui");
  gtk_widget_class_bind_template_child (widget_class, TbHelpParagraph, box);
  gtk_widget_class_bind_template_child (widget_class, TbHelpParagraph, mark_label);
  gtk_widget_class_bind_template_child (widget_class, TbHelpParagraph, label);
  gtk_widget_class_bind_template_callback (widget_class, activate_link_cb);
}

static void
tb_help_paragraph_init (TbHelpParagraph *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_mark (TbHelpParagraph *self, const char *mark)
{
  gtk_label_set_label (self->mark_label, mark);
  gtk_widget_set_visible (GTK_WIDGET (self->mark_label), TRUE);
}

/**
 * tb_help_paragraph_new:
 * @block: a piece of a page
 *
 * Returns: (transfer floating): the widget that shows it
 */
GtkWidget *
tb_help_paragraph_new (const TbHelpBlock *block)
{
  TbHelpParagraph *self = g_object_new (TB_TYPE_HELP_PARAGRAPH, NULL);

  gtk_label_set_markup (self->label, block->markup);
  switch (block->kind)
    {
    case TB_HELP_BLOCK_HEADING:
      gtk_widget_add_css_class (GTK_WIDGET (self->label), "title-4");
      gtk_widget_set_margin_top (GTK_WIDGET (self), HEADING_SPACE);
      break;

    case TB_HELP_BLOCK_ITEM:
      set_mark (self, "•");
      break;

    case TB_HELP_BLOCK_STEP:
      {
        g_autofree char *number = g_strdup_printf ("%u", block->number);

        set_mark (self, number);
        gtk_widget_add_css_class (GTK_WIDGET (self->mark_label), "help-step");
        break;
      }

    case TB_HELP_BLOCK_NOTE:
      gtk_widget_add_css_class (GTK_WIDGET (self->box), "help-note");
      break;

    case TB_HELP_BLOCK_PARAGRAPH:
    case TB_HELP_BLOCK_TOPIC: /* a row of a list: see TbHelpTopicRow */
    default:
      break;
    }

  return GTK_WIDGET (self);
}
