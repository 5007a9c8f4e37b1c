/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-record-header.h"

#include <glib/gi18n.h>

/**
 * TbRecordHeader:
 *
 * What a record is called, and how things stand with it at a glance.
 */
struct _TbRecordHeader
{
  AdwBin parent_instance;

  AdwAvatar *avatar;
  GtkLabel *title_label;
  GtkLabel *subtitle_label;
  AdwWrapBox *chips_box;
};

G_DEFINE_FINAL_TYPE (TbRecordHeader, tb_record_header, ADW_TYPE_BIN)

/* The fields of each type whose values say at a glance how things stand. */
static const struct
{
  const char *type;
  const char *fields[4];
} chips[] = {
  { "person", { "category", "party_status", "floating" } },
  { "enterprise", { "coverage", "status", "industry" } },
  { "organisation", { "kind", "status" } },
  { "unit", { "status" } },
  { "project", { "state", "category" } },
  { "claim", { "state" } },
  { "tower", { "kind", "status" } },
  { "event", { "state", "kind", "late" } },
};

/* Values that go without saying. */
static const char *const usual_codes[] = { "normal", "no", "operating", "in_use", "running", NULL };

/* Ended by %NULL. */
static const char *const *
get_chip_fields (const TbRecordType *type)
{
  static const char *const none[] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (chips); i++)
    if (g_str_equal (chips[i].type, type->name))
      return chips[i].fields;

  return none;
}

static gboolean
is_usual (TbRecord *record, guint field)
{
  if (tb_record_type_get_field (tb_record_get_record_type (record), field)->type
      == TB_FIELD_BOOLEAN)
    return !tb_record_get_boolean (record, field);

  return g_strv_contains (usual_codes, tb_record_get_text (record, field));
}

/* A yes is told by the name of its field. */
static char *
dup_chip_text (TbRecord *record, guint field)
{
  const TbField *description = tb_record_type_get_field (tb_record_get_record_type (record), field);

  return description->type == TB_FIELD_BOOLEAN
             ? g_strdup (_ (description->label))
             : tb_record_dup_display (record, field, TB_DISPLAY_MASKED);
}

/* States are coloured beside being named. */
static void
add_state_class (GtkWidget *chip, TbRecord *record, guint field)
{
  const TbField *description = tb_record_type_get_field (tb_record_get_record_type (record), field);
  g_autofree char *css_class = NULL;

  if ((description->flags & TB_FIELD_STATE) == 0)
    return;

  css_class = g_strdup_printf ("state-%s", tb_record_get_text (record, field));
  gtk_widget_add_css_class (chip, "state");
  gtk_widget_add_css_class (chip, css_class);
}

static void
remove_chips (TbRecordHeader *self)
{
  GtkWidget *chip;

  while ((chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips_box))) != NULL)
    adw_wrap_box_remove (self->chips_box, chip);
}

static void
fill_chips (TbRecordHeader *self, TbRecord *record)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  const char *const *names = get_chip_fields (type);

  remove_chips (self);
  for (guint i = 0; names[i] != NULL; i++)
    {
      guint field = tb_record_type_find_field (type, names[i]);
      g_autofree char *text = NULL;
      GtkWidget *chip;

      if (!tb_record_has (record, field) || is_usual (record, field))
        continue;

      text = dup_chip_text (record, field);
      chip = gtk_label_new (text);
      gtk_label_set_ellipsize (GTK_LABEL (chip), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (chip, "chip");
      add_state_class (chip, record, field);
      adw_wrap_box_append (self->chips_box, chip);
    }

  gtk_widget_set_visible (GTK_WIDGET (self->chips_box),
                          gtk_widget_get_first_child (GTK_WIDGET (self->chips_box)) != NULL);
}

static char *
dup_subtitle (TbRecord *record)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; type->subtitle_fields != NULL && type->subtitle_fields[i] != NULL; i++)
    {
      guint field = tb_record_type_find_field (type, type->subtitle_fields[i]);
      g_autofree char *part = NULL;

      if (g_strv_contains (get_chip_fields (type), type->subtitle_fields[i]))
        continue;

      part = tb_record_dup_display (record, field, TB_DISPLAY_MASKED);
      if (part != NULL && *part != '\0')
        g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", part);
    }

  return g_string_free_and_steal (g_steal_pointer (&line));
}

static void
tb_record_header_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_RECORD_HEADER);

  G_OBJECT_CLASS (tb_record_header_parent_class)->dispose (object);
}

static void
tb_record_header_class_init (TbRecordHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_record_header_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-record-header.ui");
  gtk_widget_class_bind_template_child (widget_class, TbRecordHeader, avatar);
  gtk_widget_class_bind_template_child (widget_class, TbRecordHeader, title_label);
  gtk_widget_class_bind_template_child (widget_class, TbRecordHeader, subtitle_label);
  gtk_widget_class_bind_template_child (widget_class, TbRecordHeader, chips_box);
}

static void
tb_record_header_init (TbRecordHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_record_header_set_record:
 * @self: a header
 * @record: whose header it is from now on
 */
void
tb_record_header_set_record (TbRecordHeader *self, TbRecord *record)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  g_autofree char *title = tb_record_dup_title (record);
  g_autofree char *subtitle = dup_subtitle (record);
  gboolean is_person = type->fields[type->title_field].format == TB_FORMAT_PERSON_NAME;

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->subtitle_label, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle_label), *subtitle != '\0');
  adw_avatar_set_text (self->avatar, title);
  adw_avatar_set_show_initials (self->avatar, is_person);
  adw_avatar_set_icon_name (self->avatar, type->icon_name);
  fill_chips (self, record);
}
