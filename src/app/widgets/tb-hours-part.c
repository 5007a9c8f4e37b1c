/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-hours-part.h"

#include "tb-detail-part.h"
#include "tb-type-hour-entry.h"

#include <glib/gi18n.h>

/**
 * TbHoursPart:
 *
 * What the ledger of hours comes to for a member, by years: study, beside the hours that the
 * regulation asks for, and volunteering.
 */
struct _TbHoursPart
{
  AdwBin parent_instance;

  TbSession *session;        /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of the reading under way */
  GPtrArray *rows;           /* (owned) (element-type GtkWidget): the rows of the group */
  GArray *years;             /* (owned) (nullable) (element-type YearHours): what they show */

  AdwPreferencesGroup *group;
};

/* Hours of study that a member should have in a year (教育管理条例 Art. 20, R-STU-01). */
#define STUDY_HOURS 32

/* How many years are shown. */
#define N_YEARS 3

typedef struct
{
  gint64 year;
  gint64 study;     /* hundredths of an hour */
  gint64 volunteer; /* hundredths of an hour */
} YearHours;

static void tb_hours_part_detail_part_init (TbDetailPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbHoursPart, tb_hours_part, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (TB_TYPE_DETAIL_PART,
                                                      tb_hours_part_detail_part_init))

static YearHours *
get_year (GArray *years, int year)
{
  YearHours fresh = { .year = year };

  for (guint i = 0; i < years->len; i++)
    if (g_array_index (years, YearHours, i).year == year)
      return &g_array_index (years, YearHours, i);

  g_array_append_val (years, fresh);
  return &g_array_index (years, YearHours, years->len - 1);
}

static int
compare_years (gconstpointer a, gconstpointer b)
{
  return (int)(((const YearHours *)b)->year - ((const YearHours *)a)->year);
}

static GArray *
sum_by_year (GPtrArray *entries)
{
  GArray *years = g_array_new (FALSE, FALSE, sizeof (YearHours));

  for (guint i = 0; i < entries->len; i++)
    {
      TbRecord *entry = g_ptr_array_index (entries, i);
      gint64 hours = tb_record_get_int (entry, TB_HOUR_ENTRY_HOURS);
      YearHours *sum;
      TbDate on;

      if (!tb_date_from_iso (tb_record_get_text (entry, TB_HOUR_ENTRY_ON), &on))
        continue;
      sum = get_year (years, on.year);
      if (g_strcmp0 (tb_record_get_text (entry, TB_HOUR_ENTRY_KIND), "study") == 0)
        sum->study += hours;
      else
        sum->volunteer += hours;
    }
  g_array_sort (years, compare_years);

  return years;
}

static GtkWidget *
make_row (const YearHours *hours)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *level = gtk_level_bar_new_for_interval (0, STUDY_HOURS);
  g_autofree char *title = g_strdup_printf ("%d", (int)hours->year);
  /* Translators: hours of study done, hours that should be done in a year, hours of volunteering.
   */
  g_autofree char *subtitle
      = g_strdup_printf (_ ("Study %.1f of %d hours · volunteering %.1f hours"),
                         (double)hours->study / 100, STUDY_HOURS, (double)hours->volunteer / 100);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (level),
                           CLAMP ((double)hours->study / 100, 0, STUDY_HOURS));
  gtk_widget_set_size_request (level, 80, -1);
  gtk_widget_set_valign (level, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (level), GTK_ACCESSIBLE_PROPERTY_LABEL, subtitle,
                                  -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), level);

  return row;
}

/* While records come in, the hours are read anew some times a second. */
static gboolean
is_shown_already (TbHoursPart *self, const GArray *years)
{
  return self->years != NULL && self->years->len == years->len
         && memcmp (self->years->data, years->data, years->len * sizeof (YearHours)) == 0;
}

static void
show_years (TbHoursPart *self, GArray *years)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < MIN (years->len, N_YEARS); i++)
    {
      GtkWidget *row = make_row (&g_array_index (years, YearHours, i));

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
  g_clear_pointer (&self->years, g_array_unref);
  self->years = g_array_ref (years);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbHoursPart) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = tb_session_read_finish (TB_SESSION (source), result, &error);
  g_autoptr (GArray) years = NULL;

  if (entries == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      adw_preferences_group_set_description (self->group, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
      return;
    }

  years = sum_by_year (entries);
  if (!is_shown_already (self, years))
    show_years (self, years);
  adw_preferences_group_set_description (self->group, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), years->len > 0);
}

/* The part of the detail */

static void
tb_hours_part_bind (TbDetailPart *part, TbSession *session)
{
  TB_HOURS_PART (part)->session = g_object_ref (session);
}

static void
tb_hours_part_set_record (TbDetailPart *part, TbRecord *person)
{
  TbHoursPart *self = TB_HOURS_PART (part);
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_hour_entry);

  tb_query_add_filter (query, TB_HOUR_ENTRY_PERSON, TB_QUERY_EQUAL, tb_record_get_id (person));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  tb_session_list_async (self->session, query, self->cancellable, listed_cb, g_object_ref (self));
}

static gboolean
tb_hours_part_shows_field (TbDetailPart *part, guint field)
{
  return FALSE;
}

static void
tb_hours_part_detail_part_init (TbDetailPartInterface *iface)
{
  iface->bind = tb_hours_part_bind;
  iface->set_record = tb_hours_part_set_record;
  iface->shows_field = tb_hours_part_shows_field;
}

/* Overrides */

static void
tb_hours_part_dispose (GObject *object)
{
  TbHoursPart *self = TB_HOURS_PART (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_ptr_array_set_size (self->rows, 0);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_HOURS_PART);

  G_OBJECT_CLASS (tb_hours_part_parent_class)->dispose (object);
}

static void
tb_hours_part_finalize (GObject *object)
{
  TbHoursPart *self = TB_HOURS_PART (object);

  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->years, g_array_unref);

  G_OBJECT_CLASS (tb_hours_part_parent_class)->finalize (object);
}

static void
tb_hours_part_class_init (TbHoursPartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_hours_part_dispose;
  object_class->finalize = tb_hours_part_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-hours-part.ui");
  gtk_widget_class_bind_template_child (widget_class, TbHoursPart, group);
}

static void
tb_hours_part_init (TbHoursPart *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
