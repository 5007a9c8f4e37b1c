/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-history.h"

#include <glib/gstdio.h>

#include "tb-check-digit.h"
#include "tb-error.h"
#include "tb-id.h"
#include "tb-sync-test.h"
#include "tb-test.h"

/* An exchange may find new things to tell each time; it must come to an end all the same. */
#define MOST_ROUNDS 15
#define LEAST_STEPS 6
#define MOST_STEPS 26

/* What histories are made of: of each type the fields that are edited, the first of which is set
 * in a new record, and the references that a record must or may have. */
typedef struct
{
  const char *type;
  const char *fields[8];
  const char *references[3];
} Plan;

static const Plan plans[] = {
  { "organisation", { "name", "code", "extended_to", "remark" }, { NULL } },
  { "tower", { "name", "alias", "owners", "worker_count", "remark" }, { NULL } },
  { "enterprise", { "name", "credit_code", "headcount", "contact", "remark" }, { "tower" } },
  { "person", { "name", "school", "job", "mobile", "remark" }, { "enterprise" } },
  { "event", { "title", "code", "place", "next_steps", "remark" }, { "organisation", "tower" } },
  { "attendance", { "name", "workplace", "remark" }, { "event", "person" } },
  { "code_item", { "code", "label", "remark" }, { NULL } },
};

/* An exchange file on its way. It may never arrive, or twice, or after a later one. */
typedef struct
{
  char *path; /* (owned) */
  guint to;
} Parcel;

static void
parcel_free (Parcel *self)
{
  g_unlink (self->path);
  g_free (self->path);
  g_free (self);
}

struct _TbHistory
{
  const TbDeskKind *kind;
  gpointer desks[TB_HISTORY_N_DESKS];
  TbMemoryPeer *lines[TB_HISTORY_N_DESKS];
  TbMemoryServer *server;
  TbMemoryServer *backup;  /* (nullable) */
  GHashTable *entered;     /* (element-type utf8): notes of what people entered in this history */
  GHashTable *overwritten; /* (element-type utf8): of those, what somebody overwrote who saw it */
  GPtrArray *authored[TB_HISTORY_N_DESKS]; /* (element-type utf8): notes, in this history */
  GPtrArray *parcels;                      /* (element-type Parcel): under way */
  guint n_parcels;
  GRand *rand;
  guint32 seed;
  char prefix[16]; /* with which the ids of this history's records begin */
  guint n_values;
  guint n_records;
};

/*
 * tb_history_dup_note:
 * @record_id: id of a record
 * @field: name of a field
 * @value: a value, as tb_history_dup_value() writes it
 *
 * Returns: (transfer full): how it is noted
 */
char *
tb_history_dup_note (const char *record_id, const char *field, const char *value)
{
  return g_strdup_printf ("%s %s=%s", record_id, field, value);
}

/*
 * tb_history_dup_value:
 * @record: a record
 * @field: index of a field
 *
 * Returns: (transfer full) (nullable): its value, as text
 */
char *
tb_history_dup_value (TbRecord *record, guint field)
{
  const TbRecordType *type = tb_record_get_record_type (record);

  if (!tb_record_has (record, field))
    return NULL;
  return tb_field_is_text (&type->fields[field])
             ? g_strdup (tb_record_get_text (record, field))
             : g_strdup_printf ("%" G_GINT64_FORMAT, tb_record_get_int (record, field));
}

/*
 * tb_history_note_record:
 * @record: a record
 * @notes: (element-type utf8): where its values are noted
 */
void
tb_history_note_record (TbRecord *record, GHashTable *notes)
{
  const TbRecordType *type = tb_record_get_record_type (record);

  for (guint i = 0; i < type->n_fields; i++)
    {
      g_autofree char *value = tb_history_dup_value (record, i);

      if (value != NULL)
        g_hash_table_add (
            notes, tb_history_dup_note (tb_record_get_id (record), type->fields[i].name, value));
    }
}

/* What the service's administrator lets travel. */
static void
set_server_up (TbHistory *self)
{
  g_autoptr (TbPeerDocument) settings
      = tb_sync_test_first ("settings", "{'type':'settings','sensitive':['mobile']}");

  tb_memory_server_put (self->server, settings);
}

/*
 * tb_history_new:
 * @kind: what the desks are
 *
 * Returns: (transfer full): desks that know nothing, and a branch's database that holds nothing
 */
TbHistory *
tb_history_new (const TbDeskKind *kind)
{
  TbHistory *self = g_new0 (TbHistory, 1);

  self->kind = kind;
  self->server = tb_memory_server_new ();
  set_server_up (self);
  self->parcels = g_ptr_array_new_with_free_func ((GDestroyNotify)parcel_free);
  self->entered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->overwritten = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < TB_HISTORY_N_DESKS; i++)
    {
      self->desks[i] = kind->create (i);
      self->lines[i] = tb_memory_peer_new (self->server);
      /* What a record refers to comes after it where it was changed later, and pages end between
       * them. */
      if (i % 2 == 1)
        tb_memory_peer_set_page (self->lines[i], 3);
      self->authored[i] = g_ptr_array_new_with_free_func (g_free);
    }
  return self;
}

/*
 * tb_history_free:
 * @self: (transfer full): desks and their server
 */
void
tb_history_free (TbHistory *self)
{
  for (guint i = 0; i < TB_HISTORY_N_DESKS; i++)
    {
      self->kind->free (self->desks[i]);
      g_object_unref (self->lines[i]);
      g_ptr_array_unref (self->authored[i]);
    }
  g_clear_pointer (&self->backup, tb_memory_server_free);
  tb_memory_server_free (self->server);
  g_ptr_array_unref (self->parcels);
  g_hash_table_unref (self->entered);
  g_hash_table_unref (self->overwritten);
  g_free (self);
}

static gint
pick (TbHistory *self, gint n)
{
  return g_rand_int_range (self->rand, 0, n);
}

static char *
dup_credit_code (gint number)
{
  g_autofree char *first_8 = g_strdup_printf ("MA%06d", number);
  g_autofree char *first_17
      = g_strdup_printf ("91440399%s%c", first_8, tb_organisation_code_compute_check (first_8));

  return g_strdup_printf ("%s%c", first_17, tb_credit_code_compute_check (first_17));
}

/* A value nobody entered before; of a unique field, now and then one that somebody did. */
static void
set_new_value (TbHistory *self, TbRecord *record, guint index)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  const TbField *field = &type->fields[index];
  guint number = ++self->n_values;

  if (field->type == TB_FIELD_INTEGER)
    tb_record_set_int (record, index, number);
  else if (field->type == TB_FIELD_DATE)
    tb_record_take_text (record, index,
                         g_strdup_printf ("20%02d-%02d-%02d", 27 + pick (self, 9),
                                          1 + pick (self, 12), 1 + pick (self, 28)));
  else if (field->format == TB_FORMAT_CREDIT_CODE)
    tb_record_take_text (record, index,
                         dup_credit_code ((gint)(self->seed % 1000) * 4 + pick (self, 4)));
  else if (field->format == TB_FORMAT_PHONE)
    tb_record_take_text (record, index, g_strdup_printf ("138%08u", number));
  else if ((field->flags & TB_FIELD_UNIQUE) != 0 || strcmp (field->name, "code") == 0)
    tb_record_take_text (record, index, g_strdup_printf ("c%u-%d", self->seed, pick (self, 4)));
  else
    tb_record_take_text (record, index, g_strdup_printf ("甲%u", number));
}

static TbRecord *
pick_record (TbHistory *self, gpointer desk, const TbRecordType *type)
{
  g_autoptr (GPtrArray) records = self->kind->list (desk, type, self->prefix);

  return records->len > 0
             ? g_object_ref (g_ptr_array_index (records, pick (self, (gint)records->len)))
             : NULL;
}

static gboolean
set_reference (TbHistory *self, gpointer desk, TbRecord *record, guint index)
{
  const TbField *field = &tb_record_get_record_type (record)->fields[index];
  g_autoptr (TbRecord) target = pick_record (self, desk, tb_record_types_find (field->target));

  if (target == NULL || tb_record_is_removed (target))
    return (field->flags & TB_FIELD_REQUIRED) == 0;
  tb_record_set_text (record, index, tb_record_get_id (target));
  return TRUE;
}

/* Writes down what was entered, and what was overwritten with it. */
static void
note_change (TbHistory *self, guint desk, TbRecord *before, TbRecord *after)
{
  const TbRecordType *type = tb_record_get_record_type (after);

  for (guint i = 0; i < type->n_fields; i++)
    {
      const TbField *field = &type->fields[i];
      g_autofree char *old = before != NULL ? tb_history_dup_value (before, i) : NULL;
      g_autofree char *new = tb_history_dup_value (after, i);
      const char *id = tb_record_get_id (after);

      if (!tb_field_is_entered (field) || g_strcmp0 (old, new) == 0)
        continue;
      if (old != NULL)
        g_hash_table_add (self->overwritten, tb_history_dup_note (id, field->name, old));
      if (new != NULL)
        {
          g_hash_table_add (self->entered, tb_history_dup_note (id, field->name, new));
          g_ptr_array_add (self->authored[desk], tb_history_dup_note (id, field->name, new));
        }
    }
}

static void
set_fixed_values (TbRecord *record)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  static const struct
  {
    const char *type;
    const char *field;
    const char *value;
  } fixed[] = {
    { "event", "kind", "DH" },
    { "event", "planned_on", "2026-12-05" },
    { "code_item", "list", "region" },
    { "code_item", "label", "甲" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fixed); i++)
    if (strcmp (fixed[i].type, type->name) == 0)
      tb_record_set_text (record, tb_record_type_find_field (type, fixed[i].field), fixed[i].value);
}

static void
add_record (TbHistory *self, guint desk, const Plan *plan)
{
  const TbRecordType *type = tb_record_types_find (plan->type);
  g_autoptr (TbRecord) record = tb_record_new (type);
  char id[TB_ID_SIZE];

  /* The ids of a history are its own, so that it can be told again. */
  g_snprintf (id, sizeof id, "%s-7000-8000-%012x", self->prefix, ++self->n_records);
  tb_record_set_id (record, id);
  set_fixed_values (record);
  set_new_value (self, record, tb_record_type_find_field (type, plan->fields[0]));
  for (guint i = 1; i < G_N_ELEMENTS (plan->fields) && plan->fields[i] != NULL; i++)
    if (pick (self, 2) == 0)
      set_new_value (self, record, tb_record_type_find_field (type, plan->fields[i]));
  for (guint i = 0; i < G_N_ELEMENTS (plan->references) && plan->references[i] != NULL; i++)
    if (!set_reference (self, self->desks[desk], record,
                        tb_record_type_find_field (type, plan->references[i])))
      return;

  tb_record_type_derive (record);
  if (self->kind->save (self->desks[desk], record))
    note_change (self, desk, NULL, record);
}

static void
edit_record (TbHistory *self, guint desk, const Plan *plan)
{
  const TbRecordType *type = tb_record_types_find (plan->type);
  g_autoptr (TbRecord) record = pick_record (self, self->desks[desk], type);
  g_autoptr (TbRecord) before = NULL;
  gint n_edits = 1 + pick (self, 2);
  guint n_fields = 0;

  if (record == NULL)
    return;
  before = tb_record_copy (record);
  while (n_fields < G_N_ELEMENTS (plan->fields) && plan->fields[n_fields] != NULL)
    n_fields++;
  for (gint i = 0; i < n_edits; i++)
    set_new_value (self, record,
                   tb_record_type_find_field (type, plan->fields[pick (self, (gint)n_fields)]));
  if (plan->references[0] != NULL && pick (self, 6) == 0)
    set_reference (self, self->desks[desk], record,
                   tb_record_type_find_field (type, plan->references[0]));

  tb_record_type_derive (record);
  if (!tb_record_is_removed (record) && self->kind->save (self->desks[desk], record))
    note_change (self, desk, before, record);
}

static void
remove_record (TbHistory *self, guint desk, const Plan *plan)
{
  g_autoptr (TbRecord) record
      = pick_record (self, self->desks[desk], tb_record_types_find (plan->type));

  if (record == NULL)
    return;
  tb_record_set_removed (record, !tb_record_is_removed (record));
  self->kind->save (self->desks[desk], record);
}

static void
resolve_review (TbHistory *self, guint desk)
{
  g_autoptr (TbRecord) before = NULL;
  g_autoptr (TbRecord) after = NULL;

  if (self->kind->resolve != NULL
      && self->kind->resolve (self->desks[desk], self->rand, &before, &after))
    note_change (self, desk, before, after);
}

static gboolean
sync_desk (TbHistory *self, guint desk)
{
  g_autoptr (GError) error = NULL;
  gboolean done = self->kind->sync (self->desks[desk], TB_SYNC_PEER (self->lines[desk]), &error);

  if (!done)
    g_assert_error (error, TB_ERROR, TB_ERROR_SERVICE_OFFLINE);
  return done;
}

static void
sync_on_bad_line (TbHistory *self, guint desk)
{
  tb_memory_peer_break_after (self->lines[desk], (guint)pick (self, 12));
  sync_desk (self, desk);
  tb_memory_peer_mend (self->lines[desk]);
}

static void
attach_file (TbHistory *self, guint desk)
{
  g_autoptr (TbRecord) event
      = pick_record (self, self->desks[desk], tb_record_types_find ("event"));
  g_autofree char *text = g_strdup_printf ("甲%u", ++self->n_values);

  if (self->kind->attach != NULL && event != NULL && !tb_record_is_removed (event))
    self->kind->attach (self->desks[desk], event, text);
}

static void
write_parcel (TbHistory *self, guint desk)
{
  guint to = (desk + 1 + (guint)pick (self, TB_HISTORY_N_DESKS - 1)) % TB_HISTORY_N_DESKS;
  g_autofree char *name = g_strdup_printf ("parcel-%u.tbx", ++self->n_parcels);
  g_autofree char *other = g_strdup_printf ("desk %u", to);
  Parcel *parcel;

  if (self->kind->give == NULL)
    return;
  parcel = g_new0 (Parcel, 1);
  parcel->path = tb_test_dup_path (name);
  parcel->to = to;
  g_ptr_array_add (self->parcels, parcel);
  self->kind->give (self->desks[desk], other, parcel->path);
}

static void
read_parcel (TbHistory *self)
{
  guint index;
  Parcel *parcel;

  if (self->parcels->len == 0)
    return;
  index = (guint)pick (self, (gint)self->parcels->len);
  parcel = g_ptr_array_index (self->parcels, index);
  self->kind->take (self->desks[parcel->to], parcel->path);
  if (pick (self, 3) > 0)
    g_ptr_array_remove_index (self->parcels, index);
}

static void
restore_server (TbHistory *self)
{
  if (self->backup != NULL)
    tb_memory_server_restore (self->server, self->backup);
}

static void
forget_server (TbHistory *self)
{
  tb_memory_server_forget (self->server);
  set_server_up (self);
}

static void
back_up_server (TbHistory *self)
{
  g_clear_pointer (&self->backup, tb_memory_server_free);
  self->backup = tb_memory_server_copy (self->server);
}

/* In many branches everybody works on the same few records. */
static void
begin_with_something (TbHistory *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (plans); i++)
    add_record (self, 0, &plans[i]);
  for (guint i = 0; i < TB_HISTORY_N_DESKS; i++)
    sync_desk (self, i);
}

static void
take_step (TbHistory *self)
{
  guint desk = (guint)pick (self, TB_HISTORY_N_DESKS);
  const Plan *plan = &plans[pick (self, 2) == 0 ? (gint)(self->seed % G_N_ELEMENTS (plans))
                                                : pick (self, G_N_ELEMENTS (plans))];
  gint what = pick (self, 100);

  if (what < 25)
    add_record (self, desk, plan);
  else if (what < 54)
    edit_record (self, desk, plan);
  else if (what < 60)
    remove_record (self, desk, plan);
  else if (what < 66)
    resolve_review (self, desk);
  else if (what < 69)
    write_parcel (self, desk);
  else if (what < 72)
    read_parcel (self);
  else if (what < 74)
    attach_file (self, desk);
  else if (what < 87)
    sync_desk (self, desk);
  else if (what < 92)
    sync_on_bad_line (self, desk);
  else if (what < 94)
    back_up_server (self);
  else if (what < 96)
    restore_server (self);
  else if (what < 97)
    forget_server (self);
  else if (what < 98 && self->kind->restart != NULL)
    self->kind->restart (self->desks[desk]);
  else if (self->kind->kill != NULL)
    self->kind->kill (self->desks[desk], TB_SYNC_PEER (self->lines[desk]), self->rand);
}

static void
say_difference (const char *desk, const char *text, const char *other_text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (GStrv) other_lines = g_strsplit (other_text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *)other_lines, lines[i]))
      g_test_message ("%s alone: %s", desk, lines[i]);
}

/* Whether all desks say the same; where they should, what they do not. */
static gboolean
are_alike (TbHistory *self, char *(*dump) (gpointer desk), gboolean should, char **text)
{
  g_autofree char *first = dump (self->desks[0]);
  gboolean alike = TRUE;

  for (guint i = 1; i < TB_HISTORY_N_DESKS && alike; i++)
    {
      g_autofree char *other = dump (self->desks[i]);

      alike = strcmp (first, other) == 0;
      if (!alike && should)
        {
          g_autofree char *name = g_strdup_printf ("desk %u", i);

          say_difference ("desk 0", first, other);
          say_difference (name, other, first);
        }
    }
  *text = g_steal_pointer (&first);
  return alike;
}

/* Everybody tells everybody all, until nobody has anything new to say. */
static void
come_together (TbHistory *self)
{
  g_autofree char *before = NULL;
  g_autofree char *records = NULL;
  gboolean done = FALSE;

  for (guint round = 1; !done; round++)
    {
      g_autofree char *now = NULL;
      gboolean alike;

      for (guint i = 0; i < TB_HISTORY_N_DESKS; i++)
        g_assert_true (sync_desk (self, i));

      alike = are_alike (self, self->kind->dump_documents, round == MOST_ROUNDS, &now);
      done = alike && g_strcmp0 (now, before) == 0;
      if (!done && round == MOST_ROUNDS)
        {
          say_difference ("the last round", now, before);
          g_assert_not_reached ();
        }
      g_free (before);
      before = g_steal_pointer (&now);
    }
  g_assert_true (are_alike (self, self->kind->dump_records, TRUE, &records));
}

/* What is left of a record of which something was lost. */
static void
say_what_is_left (TbHistory *self, const char *note)
{
  g_autofree char *text = self->kind->dump_documents (self->desks[0]);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (GStrv) words = g_strsplit (note, " ", 2);

  g_test_message ("nobody can find %s any more", note);
  for (guint i = 0; lines[i] != NULL; i++)
    if (strstr (lines[i], words[0]) != NULL)
      g_test_message ("%s", lines[i]);
}

static void
check_values (TbHistory *self)
{
  g_autoptr (GHashTable) standing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer note;
  guint n_lost = 0;

  /* All desks have the same records. */
  for (gsize i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autoptr (GPtrArray) records
          = self->kind->list (self->desks[0], tb_record_types_find (plans[i].type), self->prefix);

      for (guint j = 0; j < records->len; j++)
        tb_history_note_record (g_ptr_array_index (records, j), standing);
    }

  for (guint i = 0; i < TB_HISTORY_N_DESKS; i++)
    {
      g_autoptr (GHashTable) past = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      self->kind->note (self->desks[i], standing, past);
      for (guint j = 0; j < self->authored[i]->len; j++)
        {
          const char *own = g_ptr_array_index (self->authored[i], j);

          if (g_hash_table_contains (past, own))
            continue;
          g_test_message ("desk %u forgot that it entered %s", i, own);
          n_lost++;
        }
    }

  g_hash_table_iter_init (&iter, self->entered);
  while (g_hash_table_iter_next (&iter, &note, NULL))
    if (!g_hash_table_contains (self->overwritten, note) && !g_hash_table_contains (standing, note))
      {
        say_what_is_left (self, note);
        n_lost++;
      }
  g_assert_cmpuint (n_lost, ==, 0);
}

/* What one person decided, nobody is asked again. */
static void
check_questions (TbHistory *self)
{
  g_autoptr (GHashTable) answered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer question;

  if (self->kind->note_questions == NULL)
    return;
  for (guint i = 0; i < TB_HISTORY_N_DESKS; i++)
    self->kind->note_questions (self->desks[i], asked, answered);
  g_hash_table_iter_init (&iter, asked);
  while (g_hash_table_iter_next (&iter, &question, NULL))
    if (g_hash_table_contains (answered, question))
      {
        g_test_message ("somebody decided, and is asked elsewhere: %s", (char *)question);
        g_assert_not_reached ();
      }
}

/*
 * tb_history_run:
 * @self: desks and their server
 * @seed: what happens
 *
 * Lets people work at the desks, lines break, files be carried from one to another, and the server
 * be put back or made anew; then checks that all desks come to hold the same, byte for byte, that
 * every value that somebody entered stands in a record, waits in a review, or was overwritten by
 * somebody who saw it, and that nobody is asked what another person decided.
 */
void
tb_history_run (TbHistory *self, guint32 seed)
{
  gint n_steps;

  g_test_message ("history %u", seed);
  self->seed = seed;
  g_snprintf (self->prefix, sizeof self->prefix, "%08x-0000", seed);
  self->rand = g_rand_new_with_seed (seed);
  self->n_records = 0;
  g_clear_pointer (&self->backup, tb_memory_server_free);
  g_ptr_array_set_size (self->parcels, 0);
  g_hash_table_remove_all (self->entered);
  g_hash_table_remove_all (self->overwritten);
  for (guint i = 0; i < TB_HISTORY_N_DESKS; i++)
    g_ptr_array_set_size (self->authored[i], 0);

  n_steps = LEAST_STEPS + pick (self, MOST_STEPS - LEAST_STEPS);
  if (pick (self, 2) == 0)
    begin_with_something (self);
  for (gint i = 0; i < n_steps; i++)
    take_step (self);
  come_together (self);
  check_values (self);
  check_questions (self);
  g_clear_pointer (&self->rand, g_rand_free);
}
