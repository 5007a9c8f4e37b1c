/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-transition-actions.h"

#include "tb-code-list.h"
#include "tb-machine.h"
#include "tb-transition-dialog.h"
#include "tb-transition-helpers.h"
#include "tb-transition.h"

#include <glib/gi18n.h>

/* The steps of records, as the window takes them: at once where nothing is asked, else after a
 * dialog. What cannot be done is said in passing, in the words of the register. */

/* What is asked of a record once it is read, and what can be done with it. */
typedef struct
{
  TbWindow *window; /* (owned) */
  TbRecord *record; /* (owned) (nullable) */
  char *verb;       /* (owned) (nullable) */
  GStrv states;     /* (owned) (nullable) */
} Wish;

static void
wish_free (Wish *self)
{
  g_clear_object (&self->window);
  g_clear_object (&self->record);
  g_free (self->verb);
  g_strfreev (self->states);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, wish_free)

static gboolean
is_meant (const Wish *wish, const TbTransition *transition)
{
  if (wish->verb != NULL)
    return g_str_equal (wish->verb, transition->verb);

  return g_strv_contains ((const char *const *)wish->states, transition->to);
}

/* Where the card is dropped on a column that no step of its state leads to. */
static void
say_no_way (const Wish *wish)
{
  const TbMachine *machine = tb_machine_find (tb_record_get_record_type (wish->record));
  const TbField *field
      = tb_record_type_get_field (tb_record_get_record_type (wish->record), machine->state_field);
  g_autofree char *title = tb_record_dup_title (wish->record);
  g_autofree char *from
      = tb_record_dup_display (wish->record, machine->state_field, TB_DISPLAY_MASKED);
  const TbCodeItem *to
      = tb_code_list_find_code (tb_code_lists_find (field->code_list), wish->states[0]);
  /* Translators: a record, its state, and the state that it cannot be taken to. */
  g_autofree char *text = g_strdup_printf (_ ("“%s” is in the state “%s”; no step leads from there "
                                              "to “%s”."),
                                           title, from, tb_code_item_get_label (to));

  tb_window_toast (wish->window, text);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbWindow) window = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_commit_finish (TB_SESSION (source), result, &error);

  if (batch != NULL)
    tb_window_toast_batch (window, batch);
  else
    tb_window_toast (window, error->message);
}

static void
dialog_done_cb (TbWindow *window, const char *batch)
{
  tb_window_toast_batch (window, batch);
}

static void
take_step (const Wish *wish, const TbTransitionOffer *offer)
{
  TbSession *session = tb_window_get_session (wish->window);

  if (offer->refusal != NULL
      && tb_transition_helpers_has (tb_record_get_record_type (wish->record),
                                    offer->transition->verb))
    {
      tb_transition_helpers_present (wish->window, wish->record, offer->transition->verb);
    }
  else if (offer->refusal != NULL)
    {
      tb_window_toast (wish->window, offer->refusal);
    }
  else if (tb_transition_dialog_is_needed (offer->transition))
    {
      AdwDialog *dialog = tb_transition_dialog_new (session, wish->record, offer->transition);

      g_signal_connect_object (dialog, "done", G_CALLBACK (dialog_done_cb), wish->window,
                               G_CONNECT_SWAPPED);
      adw_dialog_present (dialog, GTK_WIDGET (wish->window));
    }
  else
    {
      tb_session_transition_async (session, wish->record, offer->transition->verb, NULL, NULL,
                                   done_cb, g_object_ref (wish->window));
    }
}

/* Of several ways to the same column, one that can be gone. */
static const TbTransitionOffer *
choose (const Wish *wish, GPtrArray *offers)
{
  const TbTransitionOffer *refused = NULL;

  for (guint i = 0; i < offers->len; i++)
    {
      const TbTransitionOffer *offer = g_ptr_array_index (offers, i);

      if (!is_meant (wish, offer->transition))
        continue;
      if (offer->refusal == NULL && (wish->verb != NULL || refused == NULL))
        return offer;
      if (refused == NULL)
        refused = offer;
    }

  return refused;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wish) wish = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) offers = tb_session_read_finish (TB_SESSION (source), result, &error);
  const TbTransitionOffer *offer;

  if (offers == NULL)
    {
      tb_window_report_error (wish->window, _ ("Not Done"), error);
      return;
    }

  offer = choose (wish, offers);
  if (offer != NULL)
    take_step (wish, offer);
  else if (wish->states != NULL)
    say_no_way (wish);
  else
    /* It is no longer offered: asked for once more, the register says why. */
    tb_session_transition_async (TB_SESSION (source), wish->record, wish->verb, NULL, NULL, done_cb,
                                 g_object_ref (wish->window));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wish) wish = user_data;
  g_autoptr (GError) error = NULL;
  TbRecord *record;

  wish->record = tb_session_read_finish (TB_SESSION (source), result, &error);
  if (wish->record == NULL)
    {
      tb_window_report_error (wish->window, _ ("Not Done"), error);
      return;
    }

  record = wish->record;
  tb_session_list_transitions_async (TB_SESSION (source), record, NULL, listed_cb,
                                     g_steal_pointer (&wish));
}

static void
begin (Wish *wish, const char *type, const char *id)
{
  tb_session_load_async (tb_window_get_session (wish->window), tb_record_types_find (type), id,
                         NULL, loaded_cb, wish);
}

/**
 * tb_transition_actions_do:
 * @window: the window, with an open register
 * @type: name of a record type with states
 * @id: id of a record
 * @verb: a step
 *
 * Takes the record a step further, after asking what has to be asked.
 */
void
tb_transition_actions_do (TbWindow *window, const char *type, const char *id, const char *verb)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->window = g_object_ref (window);
  wish->verb = g_strdup (verb);
  begin (wish, type, id);
}

/**
 * tb_transition_actions_move:
 * @window: the window, with an open register
 * @type: name of a record type with states
 * @id: id of a record
 * @states: states that are as good as each other; the first names them
 *
 * Takes the record the step that leads to one of the states, where there is one.
 */
void
tb_transition_actions_move (TbWindow *window, const char *type, const char *id,
                            const char *const *states)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->window = g_object_ref (window);
  wish->states = g_strdupv ((GStrv)states);
  begin (wish, type, id);
}
