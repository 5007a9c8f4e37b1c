/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-remedy-ways.h"

#include "tb-type-claim.h"

#include <glib/gi18n.h>

/* How the window says what is to be done first, and where it is done. */

static GVariant *
make_id (const TbRemedy *remedy)
{
  return g_variant_new_string (tb_record_get_id (remedy->record));
}

static GVariant *
make_record (const TbRemedy *remedy)
{
  return g_variant_new ("(ss)", tb_record_get_record_type (remedy->record)->name,
                        tb_record_get_id (remedy->record));
}

static GVariant *
make_step (const TbRemedy *remedy)
{
  return g_variant_new ("(sss)", tb_record_get_record_type (remedy->record)->name,
                        tb_record_get_id (remedy->record), remedy->transition->verb);
}

static GVariant *
make_claim (const TbRemedy *remedy)
{
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&values, "{ss}", "project", tb_record_get_id (remedy->record));
  return g_variant_new ("(sa{ss})", tb_type_claim.name, &values);
}

static const struct
{
  const char *label;
  const char *action;
  GVariant *(*make_target) (const TbRemedy *remedy);
} ways[] = {
  [TB_REMEDY_STEP] = { NULL, "win.transition", make_step },
  [TB_REMEDY_FILL_IN] = { N_ ("Fill In…"), "win.edit", make_record },
  [TB_REMEDY_CLAIM] = { N_ ("Claim…"), "win.add-with", make_claim },
  [TB_REMEDY_EVIDENCE] = { N_ ("Add Evidence"), "win.show-record", make_record },
  [TB_REMEDY_TELL] = { N_ ("Pass On the Notice…"), "win.show-notice", make_id },
  [TB_REMEDY_SIGN_IN] = { N_ ("Sign In…"), "win.sign-in", make_id },
  [TB_REMEDY_WRITE_MINUTES] = { N_ ("Write Minutes…"), "win.write-minutes", make_id },
  [TB_REMEDY_LOCK_VOTE] = { N_ ("Lock the Vote"), "win.lock-vote", make_id },
};

/**
 * tb_remedy_ways_dup_label:
 * @remedy: what is to be done first
 * @shown: the record beside which the button is
 *
 * Returns: (transfer full): what a button for it says
 */
char *
tb_remedy_ways_dup_label (const TbRemedy *remedy, TbRecord *shown)
{
  g_autofree char *title = tb_record_dup_title (remedy->record);
  const char *label;

  g_return_val_if_fail (remedy->kind != TB_REMEDY_NONE, NULL);

  label = remedy->kind == TB_REMEDY_STEP ? remedy->transition->label : ways[remedy->kind].label;
  if (g_strcmp0 (tb_record_get_id (remedy->record), tb_record_get_id (shown)) == 0)
    return g_strdup (_ (label));

  /* Translators: what is to be done, such as Check, and whose claim, or with what, it is done. */
  return g_strdup_printf (_ ("%s: %s"), _ (label), title);
}

/**
 * tb_remedy_ways_lead_to:
 * @actionable: a button or a row in a window of the program
 * @remedy: what is to be done first
 *
 * Makes the button the way to it.
 */
void
tb_remedy_ways_lead_to (GtkActionable *actionable, const TbRemedy *remedy)
{
  g_return_if_fail (remedy->kind != TB_REMEDY_NONE);

  gtk_actionable_set_action_name (actionable, NULL);
  gtk_actionable_set_action_target_value (actionable, ways[remedy->kind].make_target (remedy));
  gtk_actionable_set_action_name (actionable, ways[remedy->kind].action);
}
