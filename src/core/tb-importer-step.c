/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-importer.h"

typedef struct
{
  TbImporterStep step;
  gpointer data;
  GDestroyNotify data_free;
  GDestroyNotify result_free;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  if (step->data_free != NULL)
    step->data_free (step->data);
  g_free (step);
}

static void
run_step (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Step *step = data;
  GError *error = NULL;
  gpointer result = step->step (source, step->data, cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, step->result_free);
}

/**
 * tb_importer_run_async:
 * @step: a long step
 * @data: (nullable): its arguments
 * @data_free: (nullable): frees @data, on the thread that the step ran on
 * @result_free: (nullable): frees the result if nobody takes it
 *
 * Runs a step on a thread of its own, which waits for the threads of the database where it needs
 * them. @self must be left alone until the step has ended.
 */
void
tb_importer_run_async (TbImporter *self, TbImporterStep step, gpointer data,
                       GDestroyNotify data_free, GDestroyNotify result_free,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Step *bound = g_new0 (Step, 1);

  *bound = (Step){ step, data, data_free, result_free };
  g_task_set_source_tag (task, tb_importer_run_async);
  g_task_set_task_data (task, bound, step_free);
  /* A commit that has succeeded has, whatever was cancelled a moment later. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, run_step);
}

/**
 * tb_importer_run_finish:
 *
 * Returns: (transfer full) (nullable): what the step returned; %NULL with @error set on failure
 */
gpointer
tb_importer_run_finish (TbImporter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
