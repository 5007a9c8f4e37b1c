/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-attachment-words.h"

#include <glib/gi18n.h>

#include "tb-type-attachment.h"

/**
 * tb_attachment_place_find:
 * @attachment: an attachment
 * @has_service: whether the register is connected to a service
 *
 * Returns: where its file is
 */
TbAttachmentPlace
tb_attachment_place_find (const TbAttachment *attachment, gboolean has_service)
{
  if (!attachment->is_missing)
    return TB_ATTACHMENT_HERE;
  if (attachment->is_remote)
    return has_service ? TB_ATTACHMENT_ON_SERVICE : TB_ATTACHMENT_ON_DESK;

  return has_service ? TB_ATTACHMENT_LOST : TB_ATTACHMENT_GONE;
}

/**
 * tb_attachment_place_get_words:
 * @place: where a file is
 *
 * Returns: (transfer none) (nullable): what is to be said of that; %NULL where there is nothing to
 * say
 */
const char *
tb_attachment_place_get_words (TbAttachmentPlace place)
{
  switch (place)
    {
    case TB_ATTACHMENT_ON_SERVICE:
      return _ ("On the service; it is fetched when it is opened.");
    case TB_ATTACHMENT_ON_DESK:
      return _ ("On another desk; it has not been fetched.");
    case TB_ATTACHMENT_LOST:
      return _ ("The file is missing. It is fetched from the service when it is opened.");
    case TB_ATTACHMENT_GONE:
      return _ ("The file is missing. Check the register.");
    case TB_ATTACHMENT_HERE:
    default:
      return NULL;
    }
}

/**
 * tb_attachment_dup_sameness:
 * @attachment: an attachment
 *
 * Returns: (transfer full) (nullable): where else the same file is evidence (R-PRJ-05); %NULL where
 * it is nowhere else
 */
char *
tb_attachment_dup_sameness (const TbAttachment *attachment)
{
  g_autofree char *titles = NULL;

  if (attachment->elsewhere == NULL)
    return NULL;

  /* Translators: between the titles of events or projects in a list */
  titles = g_strjoinv (_ (", "), attachment->elsewhere);
  /* Translators: titles of events or projects that have the same photo */
  return g_strdup_printf (_ ("The same file is also at: %s"), titles);
}

static void
append_part (GString *line, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", part);
}

static void
append_field (GString *line, TbRecord *record, guint field)
{
  g_autofree char *text = NULL;

  if (!tb_record_has (record, field))
    return;

  text = tb_record_dup_display (record, field, TB_DISPLAY_MASKED);
  append_part (line, text);
}

/**
 * tb_attachment_dup_line:
 * @record: an attachment
 *
 * Returns: (transfer full): what is known of it beside its title: its caption, or its name where it
 * has none
 */
char *
tb_attachment_dup_line (TbRecord *record)
{
  g_autofree char *size = g_format_size ((guint64)tb_record_get_int (record, TB_ATTACHMENT_SIZE));
  GString *line = g_string_new (NULL);

  if (tb_record_has (record, TB_ATTACHMENT_CAPTION))
    append_part (line, tb_record_get_text (record, TB_ATTACHMENT_FILE_NAME));
  append_field (line, record, TB_ATTACHMENT_KIND);
  append_part (line, size);
  append_field (line, record, TB_ATTACHMENT_TAKEN_AT);
  return g_string_free_and_steal (line);
}

/**
 * tb_attachment_dup_progress:
 * @done: bytes that have come
 * @total: of so many; 0 where that is not known yet
 *
 * Returns: (transfer full): so in words
 */
char *
tb_attachment_dup_progress (guint64 done, guint64 total)
{
  if (total == 0)
    return g_strdup (_ ("Fetching from the service…"));

  /* Translators: how far it is, in percent */
  return g_strdup_printf (_ ("Fetching from the service… %d%%"), (int)(100 * done / total));
}
