/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TbSeverity:
 * @TB_SEVERITY_INFO: worth knowing
 * @TB_SEVERITY_WARNING: doubtful; saved all the same
 * @TB_SEVERITY_ERROR: refused
 */
typedef enum
{
  TB_SEVERITY_INFO,
  TB_SEVERITY_WARNING,
  TB_SEVERITY_ERROR,
} TbSeverity;

/**
 * TbFinding:
 * @field: index of the field, or %TB_FIELD_NOT_FOUND for the record as a whole
 * @severity: how bad it is
 * @code: a stable English word for programs, such as `id_check_digit`; static
 * @message: (owned): a translated sentence for people
 */
typedef struct
{
  guint field;
  TbSeverity severity;
  const char *code;
  char *message;
} TbFinding;

/**
 * TbFindings:
 *
 * What a check found, in the order found. Owned by one thread at a time.
 */
typedef struct _TbFindings TbFindings;

TbFindings *tb_findings_new (void) G_GNUC_WARN_UNUSED_RESULT;
void tb_findings_free (TbFindings *self);
void tb_findings_add (TbFindings *self, guint field, TbSeverity severity, const char *code,
                      const char *format, ...) G_GNUC_PRINTF (5, 6);
guint tb_findings_get_n (TbFindings *self);
const TbFinding *tb_findings_get (TbFindings *self, guint index);
const TbFinding *tb_findings_get_worst (TbFindings *self);
gboolean tb_findings_has_errors (TbFindings *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbFindings, tb_findings_free)

G_END_DECLS
