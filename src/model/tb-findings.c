/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-findings.h"

struct _TbFindings
{
  GArray *items; /* (owned): of TbFinding */
};

static void
finding_clear (gpointer data)
{
  TbFinding *finding = data;

  g_free (finding->message);
}

/**
 * tb_findings_new:
 *
 * Returns: (transfer full): an empty list of findings
 */
TbFindings *
tb_findings_new (void)
{
  TbFindings *self = g_new0 (TbFindings, 1);

  self->items = g_array_new (FALSE, FALSE, sizeof (TbFinding));
  g_array_set_clear_func (self->items, finding_clear);
  return self;
}

/**
 * tb_findings_free:
 * @self: (transfer full): findings
 */
void
tb_findings_free (TbFindings *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->items);
  g_free (self);
}

/**
 * tb_findings_add:
 * @self: findings
 * @field: index of the field found wanting, or %TB_FIELD_NOT_FOUND for the record as a whole
 * @severity: how bad it is
 * @code: a stable English word for programs; static
 * @format: a translated sentence, with printf() placeholders
 * @...: what fills the placeholders
 */
void
tb_findings_add (TbFindings *self, guint field, TbSeverity severity, const char *code,
                 const char *format, ...)
{
  TbFinding finding = { .field = field, .severity = severity, .code = code };
  va_list args;

  g_return_if_fail (self != NULL);
  g_return_if_fail (code != NULL);

  va_start (args, format);
  finding.message = g_strdup_vprintf (format, args);
  va_end (args);
  g_array_append_val (self->items, finding);
}

/**
 * tb_findings_get_n:
 * @self: findings
 *
 * Returns: how many there are
 */
guint
tb_findings_get_n (TbFindings *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->items->len;
}

/**
 * tb_findings_get:
 * @self: findings
 * @index: which one, in the order found
 *
 * Returns: (transfer none): a finding, valid until the next is added
 */
const TbFinding *
tb_findings_get (TbFindings *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->items->len, NULL);

  return &g_array_index (self->items, TbFinding, index);
}

/**
 * tb_findings_get_worst:
 * @self: findings
 *
 * Returns: (transfer none) (nullable): the first of the gravest findings, or %NULL if there are
 * none
 */
const TbFinding *
tb_findings_get_worst (TbFindings *self)
{
  const TbFinding *worst = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      const TbFinding *finding = &g_array_index (self->items, TbFinding, i);

      if (worst == NULL || finding->severity > worst->severity)
        worst = finding;
    }
  return worst;
}

/**
 * tb_findings_has_errors:
 * @self: findings
 *
 * Returns: %TRUE if a record with these findings is refused
 */
gboolean
tb_findings_has_errors (TbFindings *self)
{
  const TbFinding *worst = tb_findings_get_worst (self);

  return worst != NULL && worst->severity == TB_SEVERITY_ERROR;
}
