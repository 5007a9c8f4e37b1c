/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-fault.h"

GPtrArray *
tb_faults_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)tb_fault_free);
}

/**
 * tb_fault_free:
 * @self: (transfer full): a fault
 */
void
tb_fault_free (TbFault *self)
{
  g_free (self->message);
  g_free (self);
}

static void
add_fault (GPtrArray *faults, const char *where, gboolean harmless, const char *format,
           va_list args)
{
  TbFault *fault = g_new0 (TbFault, 1);

  fault->where = where;
  fault->harmless = harmless;
  fault->message = g_strdup_vprintf (format, args);
  g_ptr_array_add (faults, fault);
}

void
tb_faults_add (GPtrArray *faults, const char *where, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  add_fault (faults, where, FALSE, format, args);
  va_end (args);
}

void
tb_faults_add_harmless (GPtrArray *faults, const char *where, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  add_fault (faults, where, TRUE, format, args);
  va_end (args);
}

/**
 * tb_faults_has_damage:
 * @faults: (element-type TbFault): what verifying found
 *
 * Returns: whether anything of it is more than a remark
 */
gboolean
tb_faults_has_damage (GPtrArray *faults)
{
  for (guint i = 0; i < faults->len; i++)
    {
      const TbFault *fault = g_ptr_array_index (faults, i);

      if (!fault->harmless)
        return TRUE;
    }
  return FALSE;
}
