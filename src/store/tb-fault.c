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

void
tb_faults_add (GPtrArray *faults, const char *where, const char *format, ...)
{
  TbFault *fault = g_new0 (TbFault, 1);
  va_list args;

  va_start (args, format);
  fault->where = where;
  fault->message = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (faults, fault);
}
