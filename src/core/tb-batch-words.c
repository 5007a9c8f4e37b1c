/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-batch-words.h"

#include <glib/gi18n-lib.h>

#include "tb-machine.h"

/* What goes through a file is not one record, but as many as a page has. */
static const char *
get_kind (const TbBatchInfo *info)
{
  const TbRecordType *type
      = info->record_type != NULL ? tb_record_types_find (info->record_type) : NULL;

  if (type == NULL)
    return NULL;

  return info->kind == TB_BATCH_IMPORT || info->kind == TB_BATCH_EXPORT ? _ (type->label_plural)
                                                                        : _ (type->label);
}

/* "Enterprise “A”", or less where less is known. */
static char *
dup_object (const TbBatchInfo *info)
{
  const char *kind = get_kind (info);
  gboolean has_subject = info->subject != NULL && *info->subject != '\0';

  if (kind != NULL && has_subject)
    /* Translators: the kind of record, then its title, as in: Enterprise “Harbour Trading”. */
    return g_strdup_printf (_ ("%s “%s”"), kind, info->subject);
  if (kind != NULL)
    return g_strdup (kind);
  if (has_subject)
    return g_strdup_printf (_ ("“%s”"), info->subject);

  return g_strdup (_ ("the register"));
}

static const TbTransition *
find_transition (const TbBatchInfo *info)
{
  const TbRecordType *type
      = info->record_type != NULL ? tb_record_types_find (info->record_type) : NULL;
  const TbMachine *machine = type != NULL ? tb_machine_find (type) : NULL;

  return machine != NULL && info->verb != NULL ? tb_machine_find_transition (machine, info->verb)
                                               : NULL;
}

/* Whether it closed a record for good. */
static gboolean
is_final (const TbBatchInfo *info)
{
  const TbTransition *transition = find_transition (info);

  return transition != NULL && (transition->flags & TB_TRANSITION_FINAL) != 0;
}

/* "Publish: Project “A”" */
static char *
dup_transition (const TbBatchInfo *info, const char *object)
{
  const TbTransition *transition = find_transition (info);

  if (transition == NULL)
    return g_strdup_printf (_ ("Changed %s"), object);
  /* Translators: what was done, as on its button, then to what, as in: Publish: Project “Lift”. */
  return g_strdup_printf (_ ("%s: %s"), _ (transition->label), object);
}

/* "Planned 412 events: 2027" */
static char *
dup_planned (const TbBatchInfo *info)
{
  /* Translators: how many events, then the year, or the title of a recurring event and the year. */
  return g_strdup_printf (
      ngettext ("Planned %d event: %s", "Planned %d events: %s", (gulong)info->n_changes),
      (int)info->n_changes, info->subject != NULL ? info->subject : "");
}

/**
 * tb_batch_info_dup_words:
 * @info: a batch
 *
 * Says in a few words what a user action did. Any thread.
 *
 * Returns: (transfer full): translated words, without a full stop
 */
char *
tb_batch_info_dup_words (const TbBatchInfo *info)
{
  g_autofree char *object = dup_object (info);

  switch (info->kind)
    {
    case TB_BATCH_ADD:
      return g_strdup_printf (_ ("Added %s"), object);
    case TB_BATCH_EDIT:
      return g_strdup_printf (_ ("Changed %s"), object);
    case TB_BATCH_REMOVE:
      return g_strdup_printf (_ ("Removed %s"), object);
    case TB_BATCH_IMPORT:
      return g_strdup_printf (_ ("Imported %s"), object);
    case TB_BATCH_UNDO:
      return g_strdup_printf (_ ("Took back: %s"), object);
    case TB_BATCH_SAMPLE:
      return g_strdup (_ ("Filled the register with sample data"));
    case TB_BATCH_REVEAL:
      return g_strdup_printf (_ ("Revealed values of %s"), object);
    case TB_BATCH_EXPORT:
      return g_strdup_printf (_ ("Exported %s"), object);
    case TB_BATCH_SETUP:
      return g_strdup_printf (_ ("Set up %s"), object);
    case TB_BATCH_TRANSITION:
      return dup_transition (info, object);
    case TB_BATCH_CORRECT:
      return g_strdup_printf (_ ("Corrected %s"), object);
    case TB_BATCH_INVITE:
      return g_strdup_printf (_ ("Invited to %s"), object);
    case TB_BATCH_SIGN_IN:
      return g_strdup_printf (_ ("Signed in to %s"), object);
    case TB_BATCH_PLAN:
      return dup_planned (info);
    case TB_BATCH_ATTACH:
      return g_strdup_printf (_ ("Attached to %s"), object);
    case TB_BATCH_SYNC:
      return g_strdup (_ ("Took over changes of other desks"));
    case TB_BATCH_RESOLVE:
      return g_strdup_printf (_ ("Decided between two values of %s"), object);
    case TB_BATCH_ERASE:
      return g_strdup (_ ("Erased the values of a person"));
    }

  g_return_val_if_reached (g_strdup (object));
}

/**
 * tb_batch_info_can_undo:
 * @info: a batch
 *
 * Whether undo is worth offering: the action changed records, was not taken back yet, and neither
 * closed a record for good nor corrected one. Any thread.
 */
gboolean
tb_batch_info_can_undo (const TbBatchInfo *info)
{
  return info->undone_by == NULL && info->kind != TB_BATCH_REVEAL && info->kind != TB_BATCH_EXPORT
         && info->kind != TB_BATCH_CORRECT && info->kind != TB_BATCH_SYNC
         && info->kind != TB_BATCH_ERASE && !is_final (info);
}
