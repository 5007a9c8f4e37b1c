/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-import-plan.h"

#include <string.h>

#include "tb-code-list.h"
#include "tb-record-table.h"
#include "tb-type-enterprise.h"
#include "tb-type-floor.h"
#include "tb-type-organisation.h"
#include "tb-type-person.h"
#include "tb-type-tower.h"
#include "tb-type-unit.h"

struct _TbImportPlan
{
  GHashTable *named;   /* (owned) (element-type utf8 TbImportNamed): by type, parent and title */
  GHashTable *persons; /* (owned) (element-type utf8 utf8): by name, the id of the only one or "" */
  GHashTable *texts; /* (owned) (element-type guint TbImportNamed): by the number of a cell's text,
                        what it named last; without a parent */
  GString *key;      /* (owned): room for a key */
  gint64 now;        /* µs, for new ids */
  TbImportNamed *only_tower; /* (nullable): (not owned) */
  gboolean towers_counted;
};

static void
named_free (gpointer data)
{
  TbImportNamed *named = data;

  g_free (named->title);
  g_clear_object (&named->record);
  g_free (named);
}

/* The field of a type by which it hangs in its parent. */
static guint
get_parent_field (const TbRecordType *type)
{
  if (type == &tb_type_floor)
    return TB_FLOOR_TOWER;
  if (type == &tb_type_unit)
    return TB_UNIT_FLOOR;
  if (type == &tb_type_organisation)
    return TB_ORGANISATION_PARENT;
  return TB_FIELD_NOT_FOUND;
}

/* «某某联合党支部» is a joint branch: the kind with the longest label that the name ends with. */
static void
guess_organisation_kind (TbRecord *record, const char *name)
{
  const TbField *field = tb_record_type_get_field (&tb_type_organisation, TB_ORGANISATION_KIND);
  const TbCodeList *kinds = tb_code_lists_find (field->code_list);
  const TbCodeItem *best = NULL;

  for (guint i = 0; i < tb_code_list_get_n_items (kinds); i++)
    {
      const TbCodeItem *item = tb_code_list_get_item (kinds, i);

      if (item->enabled && g_str_has_suffix (name, item->label)
          && (best == NULL || strlen (item->label) > strlen (best->label)))
        best = item;
    }
  if (best == NULL && g_str_has_suffix (name, "支部"))
    best = tb_code_list_recognise (kinds, "党支部");
  if (best != NULL)
    tb_record_set_text (record, TB_ORGANISATION_KIND, best->code);
}

static TbRecord *
make_record (const TbRecordType *type, const char *id, TbImportNamed *parent, const char *title)
{
  guint parent_field = get_parent_field (type);
  TbRecord *record = tb_record_new (type);

  tb_record_set_id (record, id);
  tb_record_set_source (record, TB_SOURCE_IMPORT);
  tb_record_set_text (record, type->title_field, title);
  if (parent != NULL)
    {
      tb_record_set_text (record, parent_field, parent->id);
      tb_record_set_reference_title (record, parent_field, parent->title);
    }
  if (type == &tb_type_organisation)
    guess_organisation_kind (record, title);
  return record;
}

/* The field whose value is a record's own in the whole country, by which it can be named too. */
static guint
get_code_field (const TbRecordType *type)
{
  if (type == &tb_type_enterprise)
    return TB_ENTERPRISE_CREDIT_CODE;
  if (type == &tb_type_organisation)
    return TB_ORGANISATION_CODE;
  return TB_FIELD_NOT_FOUND;
}

/* The records of the register that a cell may mean: those of that title; where there is none, those
 * that go by it: a branch is called by its short name in ledgers, and where two have one name, only
 * a code says which is meant. */
static GPtrArray *
look_up (TbConnection *connection, const TbRecordType *type, TbImportNamed *parent,
         const char *title, GError **error)
{
  const guint titles[] = {
    type->title_field,
    type == &tb_type_organisation ? TB_ORGANISATION_SHORT_NAME : TB_FIELD_NOT_FOUND,
    get_code_field (type),
  };
  const char *values[2] = { title, parent != NULL ? parent->id : NULL };
  GPtrArray *records = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (titles) && (records == NULL || records->len == 0); i++)
    {
      const guint fields[2] = { titles[i], get_parent_field (type) };

      if (titles[i] == TB_FIELD_NOT_FOUND)
        continue;
      g_clear_pointer (&records, g_ptr_array_unref);
      records
          = tb_record_table_find (connection, type, fields, values, parent != NULL ? 2 : 1, error);
      if (records == NULL)
        return NULL;
    }
  return records;
}

static const char *
make_key (TbImportPlan *self, const TbRecordType *type, TbImportNamed *parent, const char *title)
{
  g_string_assign (self->key, type->name);
  g_string_append_c (self->key, '/');
  if (parent != NULL)
    g_string_append (self->key, parent->id);
  g_string_append_c (self->key, '/');
  g_string_append (self->key, title);
  return self->key->str;
}

/**
 * tb_import_plan_new:
 * @now: the time, µs, that ids of new records carry
 *
 * Returns: (transfer full): an empty plan
 */
TbImportPlan *
tb_import_plan_new (gint64 now)
{
  TbImportPlan *self = g_new0 (TbImportPlan, 1);

  self->named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, named_free);
  self->persons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->texts = g_hash_table_new (NULL, NULL);
  self->key = g_string_new (NULL);
  self->now = now;
  return self;
}

void
tb_import_plan_free (TbImportPlan *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->named);
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->persons);
  g_string_free (self->key, TRUE);
  g_free (self);
}

/**
 * tb_import_plan_find:
 * @connection: (nullable): the register; %NULL where the name is known to be in the plan
 * @type: what is named
 * @parent: (nullable): what it stands in
 * @title: its name, label or number, normalised
 *
 * Finds the record that a cell names, or plans one. Of several of the same name nobody is taken: a
 * person must say which. On the thread of @connection.
 *
 * Errors: those of the store.
 *
 * Returns: (transfer none): the record, or %NULL with @error set
 */
TbImportNamed *
tb_import_plan_find (TbImportPlan *self, TbConnection *connection, const TbRecordType *type,
                     TbImportNamed *parent, const char *title, GError **error)
{
  const char *key = make_key (self, type, parent, title);
  TbImportNamed *named = g_hash_table_lookup (self->named, key);
  g_autoptr (GPtrArray) found = NULL;

  if (named != NULL)
    return named;
  g_return_val_if_fail (connection != NULL, NULL);
  /* In what is still to be made there is nothing yet. */
  if (parent == NULL || parent->record == NULL)
    {
      found = look_up (connection, type, parent, title, error);
      if (found == NULL)
        return NULL;
    }

  named = g_new0 (TbImportNamed, 1);
  named->type = type;
  named->parent = parent;
  named->is_ambiguous = found != NULL && found->len > 1;
  if (found != NULL && found->len == 1)
    {
      TbRecord *record = g_ptr_array_index (found, 0);

      g_strlcpy (named->id, tb_record_get_id (record), sizeof named->id);
      named->title = g_strdup (tb_record_get_text (record, type->title_field));
    }
  else
    named->title = g_strdup (title);
  if (found == NULL || found->len == 0)
    {
      tb_id_generate (self->now, named->id);
      named->record = make_record (type, named->id, parent, title);
    }
  g_hash_table_insert (self->named, g_strdup (key), named);
  return named;
}

/**
 * tb_import_plan_find_again:
 * @text: a number that only cells of the same text have, and that they keep; 0 for none
 *
 * As tb_import_plan_find(), for one of many cells that hold the same few texts.
 */
TbImportNamed *
tb_import_plan_find_again (TbImportPlan *self, TbConnection *connection, const TbRecordType *type,
                           TbImportNamed *parent, const char *title, guint32 text, GError **error)
{
  TbImportNamed *named;

  if (text == 0 || parent != NULL)
    return tb_import_plan_find (self, connection, type, parent, title, error);

  named = g_hash_table_lookup (self->texts, GUINT_TO_POINTER (text));
  if (named != NULL && named->type == type)
    return named;
  named = tb_import_plan_find (self, connection, type, NULL, title, error);
  if (named != NULL)
    g_hash_table_insert (self->texts, GUINT_TO_POINTER (text), named);
  return named;
}

/**
 * tb_import_plan_find_person:
 * @connection: the register
 * @name: a name, normalised
 * @id: (out) (nullable): the only person of that name; %NULL where there is none, or more than one
 *
 * Looks for somebody who is named, without planning one. On the thread of @connection.
 *
 * Errors: those of the store.
 *
 * Returns: whether it was looked for
 */
gboolean
tb_import_plan_find_person (TbImportPlan *self, TbConnection *connection, const char *name,
                            const char **id, GError **error)
{
  const guint field = TB_PERSON_NAME;
  const char *only = g_hash_table_lookup (self->persons, name);
  g_autoptr (GPtrArray) found = NULL;

  if (only == NULL)
    {
      found = tb_record_table_find (connection, &tb_type_person, &field, &name, 1, error);
      if (found == NULL)
        return FALSE;
      g_hash_table_insert (
          self->persons, g_strdup (name),
          g_strdup (found->len == 1 ? tb_record_get_id (g_ptr_array_index (found, 0)) : ""));
      only = g_hash_table_lookup (self->persons, name);
    }
  *id = *only != '\0' ? only : NULL;
  return TRUE;
}

/**
 * tb_import_plan_get_only_tower:
 * @connection: the register
 * @error: return location
 *
 * A ledger that does not name its tower means the one that there is. On the thread of @connection.
 *
 * Returns: (transfer none) (nullable): the tower, or %NULL if there is none or more than one, or
 * with @error set
 */
TbImportNamed *
tb_import_plan_get_only_tower (TbImportPlan *self, TbConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) towers = NULL;

  if (self->towers_counted)
    return self->only_tower;

  towers = tb_record_table_find (connection, &tb_type_tower, NULL, NULL, 0, error);
  if (towers == NULL)
    return NULL;
  if (towers->len == 1)
    {
      self->only_tower = tb_import_plan_find (
          self, connection, &tb_type_tower, NULL,
          tb_record_get_text (g_ptr_array_index (towers, 0), TB_TOWER_NAME), error);
      if (self->only_tower == NULL)
        return NULL;
    }
  self->towers_counted = TRUE;
  return self->only_tower;
}

static gboolean
is_to_be_made (const TbImportNamed *named)
{
  return named->record != NULL && named->n_uses > 0 && !named->claimed;
}

/**
 * tb_import_plan_count_new:
 *
 * Returns: how many records of other types than the rows' own the import will make
 */
guint
tb_import_plan_count_new (TbImportPlan *self)
{
  GHashTableIter iter;
  gpointer value;
  guint n_new = 0;

  g_hash_table_iter_init (&iter, self->named);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    n_new += is_to_be_made (value);
  return n_new;
}

static int
compare_named (gconstpointer a, gconstpointer b)
{
  const TbImportNamed *first = a;
  const TbImportNamed *second = b;

  if (first->type != second->type)
    return first->type->number < second->type->number ? -1 : 1;
  /* A Party group after its branch. */
  if ((first->parent != NULL) != (second->parent != NULL))
    return first->parent != NULL ? 1 : -1;
  return strcmp (first->id, second->id);
}

/**
 * tb_import_plan_list_new:
 *
 * Returns: (transfer container) (element-type TbImportNamed): the records that the import will make
 * along the way, each after what it refers to; by type, in which order the search index takes them
 * fastest
 */
GPtrArray *
tb_import_plan_list_new (TbImportPlan *self)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->named);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (is_to_be_made (value))
      g_ptr_array_add (list, value);
  g_ptr_array_sort_values (list, compare_named);
  return list;
}
