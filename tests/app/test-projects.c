/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-attachment-group.h"
#include "tb-attachments.h"
#include "tb-board-column.h"
#include "tb-claim-dialog.h"
#include "tb-claim-row.h"
#include "tb-edit-dialog.h"
#include "tb-record-row.h"
#include "tb-relations.h"
#include "tb-step-bar.h"
#include "tb-test.h"
#include "tb-transition-dialog.h"
#include "tb-transition.h"
#include "tb-type-claim.h"
#include "tb-type-milestone.h"
#include "tb-type-project.h"
#include "tb-ui-test.h"
#include "tb-window-test.h"

#include <string.h>

/* The page of projects: cards moved by keys, what is refused said in words, and the way of a
 * project through the window. */

static TbSession *
get_session (TbWindowTest *self)
{
  return tb_window_get_session (self->window);
}

static void
save (TbWindowTest *self, TbRecord *record)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_save (get_session (self), record, NULL, &error);

  g_assert_no_error (error);
}

static TbRecord *
reload (TbWindowTest *self, TbRecord *record)
{
  g_autoptr (GError) error = NULL;
  TbRecord *present = tb_session_load (get_session (self), tb_record_get_record_type (record),
                                       tb_record_get_id (record), NULL, &error);

  g_assert_no_error (error);
  return present;
}

static gboolean
has_state (TbWindowTest *self, TbRecord *record, guint field, const char *state)
{
  g_autoptr (TbRecord) present = reload (self, record);

  return g_strcmp0 (tb_record_get_text (present, field), state) == 0;
}

static void
step (TbWindowTest *self, TbRecord *record, const char *verb)
{
  g_autoptr (TbRecord) present = reload (self, record);
  g_autoptr (GError) error = NULL;
  g_autofree char *batch
      = tb_session_transition (get_session (self), present, verb, NULL, NULL, &error);

  g_assert_no_error (error);
}

/* A project in review, complete but for being published. */
static TbRecord *
add_project (TbWindowTest *self)
{
  TbRecord *project = tb_record_new (&tb_type_project);
  g_autofree char *organisation = tb_window_test_dup_first_id (self, "organisation");

  tb_record_set_text (project, TB_PROJECT_TITLE, "楼道照明改造");
  tb_record_set_text (project, TB_PROJECT_INITIATOR, organisation);
  tb_record_set_text (project, TB_PROJECT_NEED, "楼道灯不亮");
  tb_record_set_text (project, TB_PROJECT_CLAIM_MODE, "exclusive");
  tb_record_set_text (project, TB_PROJECT_OPEN_FROM, "2026-01-01");
  tb_record_set_text (project, TB_PROJECT_OPEN_TO, "2099-12-31");
  tb_record_set_text (project, TB_PROJECT_DUE_ON, "2099-12-31");
  tb_record_set_text (project, TB_PROJECT_CONTACT, "林晓雯");
  save (self, project);
  step (self, project, "submit");

  return project;
}

static TbRecord *
add_claim (TbWindowTest *self, TbRecord *project)
{
  TbRecord *claim = tb_record_new (&tb_type_claim);

  tb_record_set_text (claim, TB_CLAIM_PROJECT, tb_record_get_id (project));
  tb_record_set_text (claim, TB_CLAIM_CLAIMANT_KIND, "team");
  tb_record_set_text (claim, TB_CLAIM_CLAIMANT, "先锋队");
  save (self, claim);

  return claim;
}

static TbBoardColumn *
get_column (TbWindowTest *self, const char *title)
{
  GtkWidget *label
      = tb_ui_test_get (GTK_WIDGET (tb_window_get_page (self->window)), GTK_TYPE_LABEL, title);

  return TB_BOARD_COLUMN (gtk_widget_get_ancestor (label, TB_TYPE_BOARD_COLUMN));
}

static gboolean
column_has (TbBoardColumn *column, TbRecord *record)
{
  GListModel *cards = tb_board_column_get_cards (column);

  for (guint i = 0; i < g_list_model_get_n_items (cards); i++)
    {
      g_autoptr (TbBoardCard) card = g_list_model_get_item (cards, i);

      if (g_str_equal (tb_board_card_get_id (card), tb_record_get_id (record)))
        return TRUE;
    }

  return FALSE;
}

static AdwDialog *
get_dialog (TbWindowTest *self)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window));
}

/* By key to the next column: what has to be asked is asked, and the card is there. */
static void
test_move_by_key (TbWindowTest *self, gconstpointer data)
{
  g_autoptr (TbRecord) project = add_project (self);
  TbBoardColumn *from, *to;

  tb_window_test_show_page (self, "projects");
  from = get_column (self, "In Preparation");
  to = get_column (self, "Open to Claims");
  tb_test_wait_until (column_has (from, project));
  tb_window_test_wait_frames (self, 3);

  g_assert_true (tb_board_column_select (from, tb_record_get_id (project)));
  tb_board_column_focus (from);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (from), "board.move", "i", 1));
  tb_test_wait_until (TB_IS_TRANSITION_DIALOG (get_dialog (self)));
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (get_dialog (self)), "transition.confirm", NULL));
  tb_test_wait_until (column_has (to, project));
  g_assert_false (column_has (from, project));
  g_assert_true (has_state (self, project, TB_PROJECT_STATE, "published"));
}

/* A card that may not go stays, and the window says why. */
static void
test_refused (TbWindowTest *self, gconstpointer data)
{
  g_autoptr (TbRecord) project = add_project (self);
  const char *const under_way[] = { "under_way", NULL };

  step (self, project, "publish");
  tb_window_test_show_page (self, "projects");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.move", "(ss^as)", "project",
                              tb_record_get_id (project), under_way);
  tb_ui_test_get (GTK_WIDGET (self->window), GTK_TYPE_LABEL,
                  "No claim on “楼道照明改造” is confirmed yet. Confirm one, then start.");
  g_assert_true (has_state (self, project, TB_PROJECT_STATE, "published"));
}

static void
take (TbWindowTest *self, TbRecord *record, const char *verb)
{
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.transition", "(sss)",
                              tb_record_get_record_type (record)->name, tb_record_get_id (record),
                              verb);
}

/* The steps of a project and its claim, as the buttons of its detail take them. */
static void
test_path (TbWindowTest *self, gconstpointer data)
{
  g_autoptr (TbRecord) project = add_project (self);
  g_autoptr (TbRecord) claim = NULL;

  step (self, project, "publish");
  claim = add_claim (self, project);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-record", "(ss)", "project",
                              tb_record_get_id (project));
  tb_ui_test_get (GTK_WIDGET (self->window), GTK_TYPE_BUTTON, "Check");

  take (self, claim, "check");
  tb_test_wait_until (has_state (self, claim, TB_CLAIM_STATE, "checked"));
  take (self, claim, "confirm");
  tb_test_wait_until (TB_IS_TRANSITION_DIALOG (get_dialog (self)));
  gtk_widget_activate_action (GTK_WIDGET (get_dialog (self)), "transition.confirm", NULL);
  tb_test_wait_until (has_state (self, project, TB_PROJECT_STATE, "claimed"));
  take (self, project, "start");
  tb_test_wait_until (has_state (self, claim, TB_CLAIM_STATE, "under_way"));
  take (self, claim, "submit");
  tb_test_wait_until (has_state (self, claim, TB_CLAIM_STATE, "submitted"));

  /* What two people found is entered on the way. */
  tb_test_wait_until (get_dialog (self) == NULL);
  take (self, claim, "accept");
  tb_test_wait_until (get_dialog (self) != NULL);
  tb_ui_test_type (GTK_WIDGET (get_dialog (self)), "First acceptor", "林晓雯");
  tb_ui_test_type (GTK_WIDGET (get_dialog (self)), "Second acceptor", "陈志远");
  gtk_widget_activate_action (GTK_WIDGET (get_dialog (self)), "edit.save", NULL);
  tb_test_wait_until (has_state (self, claim, TB_CLAIM_STATE, "accepted"));
  step (self, project, "finish");
  take (self, project, "accept");
  tb_test_wait_until (has_state (self, project, TB_PROJECT_STATE, "accepted"));
}

static void
show_project (TbWindowTest *self, TbRecord *project)
{
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-record", "(ss)", "project",
                              tb_record_get_id (project));
}

static void
end (TbWindowTest *self, TbRecord *record, const char *verb)
{
  g_autoptr (TbRecord) present = reload (self, record);
  g_autoptr (GError) error = NULL;
  g_autofree char *batch
      = tb_session_transition (get_session (self), present, verb, "有原因", NULL, &error);

  g_assert_no_error (error);
}

/* In every state there is one button that leads on, and it can be pressed. */
static void
test_next_step (TbWindowTest *self, gconstpointer data)
{
  g_autoptr (TbRecord) project = add_project (self);
  g_autoptr (TbRecord) claim = NULL;
  GtkWidget *page;

  show_project (self, project);
  tb_window_test_assert_next (self, "Publish");
  step (self, project, "publish");
  tb_window_test_assert_next (self, "Claim…");

  page = GTK_WIDGET (tb_window_get_page (self->window));
  tb_ui_test_click (page, "Claim…");
  tb_test_wait_until (TB_IS_CLAIM_DIALOG (get_dialog (self)));
  adw_dialog_force_close (get_dialog (self));

  claim = add_claim (self, project);
  tb_window_test_assert_next (self, "Check: 先锋队");
  step (self, claim, "check");
  tb_window_test_assert_next (self, "Confirm: 先锋队");
  step (self, claim, "confirm");
  tb_window_test_assert_next (self, "Start");
  step (self, project, "start");
  tb_window_test_assert_next (self, "Submit result: 先锋队");
  step (self, claim, "submit");
  tb_window_test_assert_next (self, "Ask for acceptance");
  step (self, project, "finish");
  tb_window_test_assert_next (self, "Accept: 先锋队");
  tb_ui_test_click (page, "Accept: 先锋队");
  tb_test_wait_until (TB_IS_EDIT_DIALOG (get_dialog (self)));
}

/* Where the way is barred, the button leads to what clears it. */
static void
test_way_around (TbWindowTest *self, gconstpointer data)
{
  g_autoptr (TbRecord) project = add_project (self);
  g_autoptr (TbRecord) claim = NULL, late = NULL;
  GtkWidget *page;

  step (self, project, "publish");
  claim = add_claim (self, project);
  step (self, claim, "check");
  step (self, claim, "confirm");
  step (self, project, "start");
  end (self, project, "suspend");
  show_project (self, project);
  tb_window_test_assert_next (self, "Resume");

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-record", "(ss)", "claim",
                              tb_record_get_id (claim));
  tb_test_wait_until (get_dialog (self) != NULL);
  tb_ui_test_get_next_step (GTK_WIDGET (get_dialog (self)), "Resume: 楼道照明改造");
  adw_dialog_force_close (get_dialog (self));

  /* Nobody is left who could do it. */
  step (self, project, "resume");
  end (self, claim, "withdraw");
  tb_window_test_assert_next (self, "Claim…");

  /* A claim that cannot be granted is turned down. */
  late = add_claim (self, project);
  step (self, late, "check");
  g_clear_object (&claim);
  claim = tb_record_new (&tb_type_claim);
  tb_record_set_text (claim, TB_CLAIM_PROJECT, tb_record_get_id (project));
  tb_record_set_text (claim, TB_CLAIM_CLAIMANT_KIND, "team");
  tb_record_set_text (claim, TB_CLAIM_CLAIMANT, "志愿队");
  save (self, claim);
  step (self, claim, "check");
  step (self, late, "confirm");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-record", "(ss)", "claim",
                              tb_record_get_id (claim));
  tb_test_wait_until (get_dialog (self) != NULL);
  page = GTK_WIDGET (get_dialog (self));
  tb_ui_test_get_next_step (page, "Reject");
  tb_ui_test_wait_for_words (page, "Every place on “楼道照明改造” is taken");
}

/* A claim that lacks evidence leads to where it is added. */
static void
test_evidence (TbWindowTest *self, gconstpointer data)
{
  g_autoptr (TbRecord) project = add_project (self);
  g_autoptr (TbRecord) milestone = tb_record_new (&tb_type_milestone);
  g_autoptr (TbRecord) claim = NULL;

  tb_record_set_text (milestone, TB_MILESTONE_PROJECT, tb_record_get_id (project));
  tb_record_set_text (milestone, TB_MILESTONE_TITLE, "装灯");
  tb_record_set_int (milestone, TB_MILESTONE_EVIDENCE_REQUIRED, TRUE);
  save (self, milestone);
  step (self, project, "publish");
  claim = add_claim (self, project);
  step (self, claim, "check");
  step (self, claim, "confirm");
  step (self, project, "start");

  show_project (self, project);
  tb_window_test_assert_next (self, "Add Evidence: 先锋队");
  tb_ui_test_click (GTK_WIDGET (tb_window_get_page (self->window)), "Add Evidence: 先锋队");
  tb_test_wait_until (get_dialog (self) != NULL);
  tb_ui_test_get_next_step (GTK_WIDGET (get_dialog (self)), "Add Evidence");
}

/* A day that is past already is doubtful, not refused, wherever it is typed. */
static void
test_past_day (TbWindowTest *self, gconstpointer data)
{
  static const char *const doubt = "“Due on” is in the past already.";
  g_autoptr (TbRecord) project = add_project (self);
  g_autoptr (TbRecord) claim = NULL;
  GtkWidget *dialog;

  step (self, project, "publish");
  show_project (self, project);
  tb_window_test_assert_next (self, "Claim…");
  tb_ui_test_click (GTK_WIDGET (tb_window_get_page (self->window)), "Claim…");
  tb_test_wait_until (TB_IS_CLAIM_DIALOG (get_dialog (self)));
  dialog = GTK_WIDGET (get_dialog (self));
  tb_ui_test_type (dialog, "Due on", "2099-06-30");
  g_assert_false (tb_ui_test_has_words (dialog, doubt));
  tb_ui_test_type (dialog, "Due on", "2020-06-30");
  tb_ui_test_wait_for_words (dialog, doubt);
  tb_window_test_close_dialog (self);

  claim = add_claim (self, project);
  step (self, claim, "check");
  take (self, claim, "confirm");
  tb_test_wait_until (TB_IS_TRANSITION_DIALOG (get_dialog (self)));
  dialog = GTK_WIDGET (get_dialog (self));
  tb_ui_test_type (dialog, "Due on", "2020-06-30");
  tb_ui_test_wait_for_words (dialog, doubt);
  tb_ui_test_type (dialog, "Due on", "soon");
  tb_ui_test_wait_for_words (dialog, "“soon”");
  tb_ui_test_type (dialog, "Due on", "2020-06-30");
  tb_test_wait_until (gtk_widget_activate_action (dialog, "transition.confirm", NULL));
  tb_test_wait_until (has_state (self, claim, TB_CLAIM_STATE, "confirmed"));
  tb_ui_test_wait_for_words (GTK_WIDGET (tb_window_get_page (self->window)), "overdue");
}

/* Where a list of claims stands below another record. */
static char *
dup_line_of (TbRecord *claim)
{
  const TbRelation *relation = tb_relations_next (tb_record_types_find ("property_company"), NULL);

  while (!g_str_equal (relation->type, "claim"))
    relation = tb_relations_next (tb_record_types_find ("property_company"), relation);

  return tb_relation_dup_row_subtitle (relation, claim);
}

/* What was taken back is not due any more. */
static void
test_ended_claim (TbWindowTest *self, gconstpointer data)
{
  g_autoptr (TbRecord) project = add_project (self);
  g_autoptr (TbRecord) claim = NULL, confirmed = NULL, withdrawn = NULL;
  g_autofree char *line = NULL, *line_after = NULL;

  step (self, project, "publish");
  claim = add_claim (self, project);
  step (self, claim, "check");
  step (self, claim, "confirm");
  confirmed = reload (self, claim);
  line = dup_line_of (confirmed);
  g_assert_nonnull (strstr (line, "Due on: 2099-12-31"));
  show_project (self, project);
  tb_ui_test_get (GTK_WIDGET (self->window), TB_TYPE_CLAIM_ROW, NULL);
  tb_ui_test_wait_for_words (GTK_WIDGET (self->window), " · due 2099-12-31");

  end (self, claim, "withdraw");
  withdrawn = reload (self, claim);
  line_after = dup_line_of (withdrawn);
  g_assert_cmpstr (line_after, ==, "Withdrawn");
  tb_ui_test_wait_for_words (tb_ui_test_get (GTK_WIDGET (self->window), TB_TYPE_CLAIM_ROW, NULL),
                             "Withdrawn · ");
  g_assert_false (tb_ui_test_has_words (
      tb_ui_test_get (GTK_WIDGET (self->window), TB_TYPE_CLAIM_ROW, NULL), "due 2099-12-31"));
}

/* A number and a day of a milestone say of what they are. */
static void
test_milestone (TbWindowTest *self, gconstpointer data)
{
  g_autoptr (TbRecord) project = add_project (self);
  g_autoptr (TbRecord) milestone = tb_record_new (&tb_type_milestone);

  tb_record_set_text (milestone, TB_MILESTONE_PROJECT, tb_record_get_id (project));
  tb_record_set_text (milestone, TB_MILESTONE_TITLE, "装灯");
  tb_record_set_text (milestone, TB_MILESTONE_DUE_ON, "2099-06-30");
  tb_record_set_int (milestone, TB_MILESTONE_WEIGHT, 40);
  save (self, milestone);

  show_project (self, project);
  tb_ui_test_wait_for_words (GTK_WIDGET (self->window), "Due on: 2099-06-30 · Weight (%): 40");
}

/* What a milestone needs as evidence is put where it is asked for, too. */
static void
test_files_of_milestone (TbWindowTest *self, gconstpointer data)
{
  g_autoptr (TbRecord) project = add_project (self);
  g_autoptr (TbRecord) milestone = tb_record_new (&tb_type_milestone);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("灯已装好", strlen ("灯已装好"));
  g_autoptr (GError) error = NULL;
  GtkWidget *group;

  tb_record_set_text (milestone, TB_MILESTONE_PROJECT, tb_record_get_id (project));
  tb_record_set_text (milestone, TB_MILESTONE_TITLE, "装灯");
  tb_record_set_int (milestone, TB_MILESTONE_EVIDENCE_REQUIRED, TRUE);
  save (self, milestone);

  show_project (self, project);
  gtk_widget_activate (
      tb_ui_test_get (GTK_WIDGET (tb_window_get_page (self->window)), TB_TYPE_RECORD_ROW, "装灯"));
  tb_test_wait_until (get_dialog (self) != NULL);
  group = tb_ui_test_get (GTK_WIDGET (get_dialog (self)), TB_TYPE_ATTACHMENT_GROUP, NULL);
  g_assert_null (tb_ui_test_find (GTK_WIDGET (get_dialog (self)), TB_TYPE_STEP_BAR, NULL));
  tb_ui_test_get (group, GTK_TYPE_BUTTON, "Add Photos and Files…");

  g_free (tb_session_attach_bytes (get_session (self), &tb_type_milestone,
                                   tb_record_get_id (milestone), bytes, "验收记录.txt", NULL, NULL,
                                   NULL, &error));
  g_assert_no_error (error);
  tb_ui_test_wait_for_words (group, "验收记录.txt");
}

/* Who chooses the page again is led from the project back to the board. */
static void
test_choose_page_again (TbWindowTest *self, gconstpointer data)
{
  g_autoptr (TbRecord) project = add_project (self);
  GtkWidget *column;

  tb_window_test_show_page (self, "projects");
  column = GTK_WIDGET (get_column (self, "In Preparation"));
  show_project (self, project);
  tb_test_wait_until (!gtk_widget_get_mapped (column));

  /* It is found as it was left from another page. */
  tb_window_test_show_page (self, "members");
  tb_window_test_show_page (self, "projects");
  tb_window_test_wait_frames (self, 3);
  g_assert_false (gtk_widget_get_mapped (column));

  tb_window_test_show_page (self, "projects");
  tb_test_wait_until (gtk_widget_get_mapped (column));
}

int
main (int argc, char **argv)
{
  if (!tb_ui_test_init (&argc, &argv))
    return 77;

#define add(path, func)                                                                            \
  g_test_add (path, TbWindowTest, NULL, tb_window_test_set_up, func, tb_window_test_tear_down)
  add ("/app/projects/move-by-key", test_move_by_key);
  add ("/app/projects/refused", test_refused);
  add ("/app/projects/path", test_path);
  add ("/app/projects/next-step", test_next_step);
  add ("/app/projects/way-around", test_way_around);
  add ("/app/projects/evidence", test_evidence);
  add ("/app/projects/past-day", test_past_day);
  add ("/app/projects/ended-claim", test_ended_claim);
  add ("/app/projects/milestone", test_milestone);
  add ("/app/projects/files-of-milestone", test_files_of_milestone);
  add ("/app/projects/choose-page-again", test_choose_page_again);
#undef add

  return tb_test_run ();
}
