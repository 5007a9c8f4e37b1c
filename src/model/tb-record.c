/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-record.h"

typedef union
{
  gint64 number;
  char *text; /* (owned) (nullable): see keep_text() */
} Value;

/* Enough for the widest type with room to grow; checked when a record is made. */
#define MAX_FIELDS 128
#define WORD_BITS 64

/* What a REFERENCE points to is called. Few fields have one. */
typedef struct
{
  guint field;
  char *title; /* (owned) (nullable): see keep_text() */
} ReferenceTitle;

/* Room is made for so many at once: of a person those of the employer and the branch. */
#define USUAL_TITLES 2

/* What the texts of a member of a roster need, with some room. */
#define TEXT_ROOM 504

struct _TbRecord
{
  GObject parent_instance;

  const TbRecordType *type;
  Value *values;                         /* (owned): one for each field of the type */
  guint64 known[MAX_FIELDS / WORD_BITS]; /* which fields have a value */
  ReferenceTitle *titles;                /* (owned) (nullable) */
  guint n_titles;

  guint n_texts; /* bytes taken of texts */
  char *texts;   /* (owned) (nullable): TEXT_ROOM bytes; see keep_text() */

  char *id;         /* (owned) (nullable): NULL until the store has given one */
  char *created_at; /* (owned) (nullable): UTC */
  char *updated_at; /* (owned) (nullable): UTC */
  gint64 row;
  gint64 version;
  TbSource source;
  gboolean removed;
};

G_DEFINE_FINAL_TYPE (TbRecord, tb_record, G_TYPE_OBJECT)

static gboolean
holds_text (TbRecord *self, guint field)
{
  return tb_field_is_text (&self->type->fields[field]);
}

/* A record has twenty texts and more. One after another in one piece of memory, they are made and
 * freed in a third of the time, which counts where records come by the hundred thousand. */
static char *
keep_text (TbRecord *self, const char *text)
{
  gsize size;
  char *kept;

  if (text == NULL)
    return NULL;
  size = strlen (text) + 1;
  if (size > TEXT_ROOM - self->n_texts)
    return g_memdup2 (text, size);

  if (self->texts == NULL)
    self->texts = g_malloc (TEXT_ROOM);
  kept = memcpy (self->texts + self->n_texts, text, size);
  self->n_texts += size;
  return kept;
}

/* The room of a text that is replaced is not used again: what comes when it is taken has memory of
 * its own. */
static void
drop_text (TbRecord *self, char *text)
{
  if (self->texts == NULL || (guintptr)text - (guintptr)self->texts >= TEXT_ROOM)
    g_free (text);
}

/* As g_set_str(). */
static void
replace_text (TbRecord *self, char **place, const char *text)
{
  char *kept;

  if (g_strcmp0 (*place, text) == 0)
    return;
  kept = keep_text (self, text);
  drop_text (self, *place);
  *place = kept;
}

static ReferenceTitle *
find_reference_title (TbRecord *self, guint field)
{
  for (guint i = 0; i < self->n_titles; i++)
    if (self->titles[i].field == field)
      return &self->titles[i];
  return NULL;
}

static void
mark (TbRecord *self, guint field, gboolean known)
{
  guint64 bit = G_GUINT64_CONSTANT (1) << (field % WORD_BITS);

  if (known)
    self->known[field / WORD_BITS] |= bit;
  else
    self->known[field / WORD_BITS] &= ~bit;
}

static void
tb_record_finalize (GObject *object)
{
  TbRecord *self = TB_RECORD (object);

  for (guint i = tb_record_next_field (self, 0); i < self->type->n_fields;
       i = tb_record_next_field (self, i + 1))
    if (holds_text (self, i))
      drop_text (self, self->values[i].text);
  for (guint i = 0; i < self->n_titles; i++)
    drop_text (self, self->titles[i].title);
  drop_text (self, self->id);
  drop_text (self, self->created_at);
  drop_text (self, self->updated_at);
  g_free (self->texts);
  g_free (self->titles);
  g_free (self->values);

  G_OBJECT_CLASS (tb_record_parent_class)->finalize (object);
}

static void
tb_record_class_init (TbRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_record_finalize;
}

static void
tb_record_init (TbRecord *self)
{
}

/**
 * tb_record_new:
 * @type: the kind of record
 *
 * A record belongs to one thread at a time.
 *
 * Returns: (transfer full): a record without values
 */
TbRecord *
tb_record_new (const TbRecordType *type)
{
  TbRecord *self;

  g_return_val_if_fail (type != NULL, NULL);
  g_assert (type->n_fields <= MAX_FIELDS);

  self = g_object_new (TB_TYPE_RECORD, NULL);
  self->type = type;
  self->values = g_new0 (Value, type->n_fields);
  return self;
}

/**
 * tb_record_copy:
 * @self: a record
 *
 * Returns: (transfer full): the same record, with its id and version, to be changed
 */
TbRecord *
tb_record_copy (TbRecord *self)
{
  TbRecord *copy;

  g_return_val_if_fail (TB_IS_RECORD (self), NULL);

  copy = tb_record_new (self->type);
  for (guint i = tb_record_next_field (self, 0); i < self->type->n_fields;
       i = tb_record_next_field (self, i + 1))
    {
      if (holds_text (self, i))
        copy->values[i].text = keep_text (copy, self->values[i].text);
      else
        copy->values[i].number = self->values[i].number;
    }
  memcpy (copy->known, self->known, sizeof self->known);

  for (guint i = 0; i < self->n_titles; i++)
    tb_record_set_reference_title (copy, self->titles[i].field, self->titles[i].title);

  copy->id = keep_text (copy, self->id);
  copy->created_at = keep_text (copy, self->created_at);
  copy->updated_at = keep_text (copy, self->updated_at);
  copy->row = self->row;
  copy->version = self->version;
  copy->source = self->source;
  copy->removed = self->removed;
  return copy;
}

/**
 * tb_record_equal:
 * @a: a record
 * @b: another
 *
 * Whether both say the same of the same thing. Version, stamps and source do not count.
 *
 * Returns: %TRUE if type, id, removal and all values are equal
 */
gboolean
tb_record_equal (TbRecord *a, TbRecord *b)
{
  g_return_val_if_fail (TB_IS_RECORD (a) && TB_IS_RECORD (b), FALSE);

  if (a == b)
    return TRUE;
  if (a->type != b->type || a->removed != b->removed || g_strcmp0 (a->id, b->id) != 0)
    return FALSE;

  for (guint i = 0; i < a->type->n_fields; i++)
    {
      if (!tb_record_field_equal (a, b, i))
        return FALSE;
    }
  return TRUE;
}

/**
 * tb_record_get_record_type:
 * @self: a record
 *
 * Returns: (transfer none): its type
 */
const TbRecordType *
tb_record_get_record_type (TbRecord *self)
{
  g_return_val_if_fail (TB_IS_RECORD (self), NULL);

  return self->type;
}

/**
 * tb_record_get_id:
 * @self: a record
 *
 * Returns: (transfer none) (nullable): its UUID, or %NULL before one was given
 */
const char *
tb_record_get_id (TbRecord *self)
{
  g_return_val_if_fail (TB_IS_RECORD (self), NULL);

  return self->id;
}

/**
 * tb_record_set_id:
 * @self: a record
 * @id: (nullable): its UUID
 */
void
tb_record_set_id (TbRecord *self, const char *id)
{
  g_return_if_fail (TB_IS_RECORD (self));

  replace_text (self, &self->id, id);
}

/**
 * tb_record_get_row:
 * @self: a record
 *
 * Returns: the number of its row in this register, or 0 if it is not stored yet
 */
gint64
tb_record_get_row (TbRecord *self)
{
  g_return_val_if_fail (TB_IS_RECORD (self), 0);

  return self->row;
}

/**
 * tb_record_set_row:
 * @self: a record
 * @row: the number of its row
 */
void
tb_record_set_row (TbRecord *self, gint64 row)
{
  g_return_if_fail (TB_IS_RECORD (self));

  self->row = row;
}

/**
 * tb_record_get_version:
 * @self: a record
 *
 * Returns: how often it was stored; an update must name the version it changes
 */
gint64
tb_record_get_version (TbRecord *self)
{
  g_return_val_if_fail (TB_IS_RECORD (self), 0);

  return self->version;
}

/**
 * tb_record_set_version:
 * @self: a record
 * @version: how often it was stored
 */
void
tb_record_set_version (TbRecord *self, gint64 version)
{
  g_return_if_fail (TB_IS_RECORD (self));

  self->version = version;
}

/**
 * tb_record_is_removed:
 * @self: a record
 *
 * Returns: whether it was removed; removed records are kept, and can come back
 */
gboolean
tb_record_is_removed (TbRecord *self)
{
  g_return_val_if_fail (TB_IS_RECORD (self), FALSE);

  return self->removed;
}

/**
 * tb_record_set_removed:
 * @self: a record
 * @removed: whether it is removed
 */
void
tb_record_set_removed (TbRecord *self, gboolean removed)
{
  g_return_if_fail (TB_IS_RECORD (self));

  self->removed = removed != FALSE;
}

/**
 * tb_record_get_source:
 * @self: a record
 *
 * Returns: where its present values came from
 */
TbSource
tb_record_get_source (TbRecord *self)
{
  g_return_val_if_fail (TB_IS_RECORD (self), TB_SOURCE_MANUAL);

  return self->source;
}

/**
 * tb_record_set_source:
 * @self: a record
 * @source: where its values come from
 */
void
tb_record_set_source (TbRecord *self, TbSource source)
{
  g_return_if_fail (TB_IS_RECORD (self));

  self->source = source;
}

/**
 * tb_record_get_created_at:
 * @self: a record
 *
 * Returns: (transfer none) (nullable): the UTC instant at which it was first stored
 */
const char *
tb_record_get_created_at (TbRecord *self)
{
  g_return_val_if_fail (TB_IS_RECORD (self), NULL);

  return self->created_at;
}

/**
 * tb_record_get_updated_at:
 * @self: a record
 *
 * Returns: (transfer none) (nullable): the UTC instant at which it was last stored
 */
const char *
tb_record_get_updated_at (TbRecord *self)
{
  g_return_val_if_fail (TB_IS_RECORD (self), NULL);

  return self->updated_at;
}

/**
 * tb_record_set_stamps:
 * @self: a record
 * @created_at: (nullable): UTC instant
 * @updated_at: (nullable): UTC instant
 */
void
tb_record_set_stamps (TbRecord *self, const char *created_at, const char *updated_at)
{
  g_return_if_fail (TB_IS_RECORD (self));

  replace_text (self, &self->created_at, created_at);
  replace_text (self, &self->updated_at, updated_at);
}

/**
 * tb_record_has:
 * @self: a record
 * @field: index of a field
 *
 * Returns: whether the field has a value
 */
gboolean
tb_record_has (TbRecord *self, guint field)
{
  g_return_val_if_fail (TB_IS_RECORD (self), FALSE);
  g_return_val_if_fail (field < self->type->n_fields, FALSE);

  return self->known[field / WORD_BITS] >> (field % WORD_BITS) & 1;
}

/**
 * tb_record_next_field:
 * @self: a record
 * @from: index of a field; it may be past the last
 *
 * Most fields of most records have no value: whoever needs those that have goes from one to the
 * next.
 *
 * Returns: index of the first field that has a value, from @from on; past the last if there is none
 */
guint
tb_record_next_field (TbRecord *self, guint from)
{
  guint n_fields;

  g_return_val_if_fail (TB_IS_RECORD (self), G_MAXUINT);

  n_fields = self->type->n_fields;
  while (from < n_fields)
    {
      guint64 rest = self->known[from / WORD_BITS] >> (from % WORD_BITS);

      if (rest & 1)
        return from;
      if (rest != 0)
        return from + (guint)__builtin_ctzll (rest);
      from = (from / WORD_BITS + 1) * WORD_BITS;
    }
  return n_fields;
}

/**
 * tb_record_get_text:
 * @self: a record
 * @field: index of a field that is held as text
 *
 * Returns: (transfer none) (nullable): the value, never the empty string; valid until it is changed
 */
const char *
tb_record_get_text (TbRecord *self, guint field)
{
  g_return_val_if_fail (TB_IS_RECORD (self), NULL);
  g_return_val_if_fail (field < self->type->n_fields, NULL);
  g_return_val_if_fail (holds_text (self, field), NULL);

  return self->values[field].text;
}

/**
 * tb_record_get_int:
 * @self: a record
 * @field: index of a field that is held as a number
 *
 * Returns: the value, or 0 if there is none
 */
gint64
tb_record_get_int (TbRecord *self, guint field)
{
  g_return_val_if_fail (TB_IS_RECORD (self), 0);
  g_return_val_if_fail (field < self->type->n_fields, 0);
  g_return_val_if_fail (!holds_text (self, field), 0);

  return self->values[field].number;
}

/**
 * tb_record_get_boolean:
 * @self: a record
 * @field: index of a BOOLEAN field
 *
 * Returns: %TRUE only if the answer is known to be yes
 */
gboolean
tb_record_get_boolean (TbRecord *self, guint field)
{
  return tb_record_get_int (self, field) != 0;
}

/* Takes what keep_text() gave. */
static void
put_text (TbRecord *self, guint field, char *kept)
{
  /* A title belongs to the record referred to, not to the field. */
  if (self->n_titles > 0 && g_strcmp0 (self->values[field].text, kept) != 0)
    tb_record_set_reference_title (self, field, NULL);

  drop_text (self, self->values[field].text);
  self->values[field].text = kept;
  mark (self, field, kept != NULL);
}

/**
 * tb_record_set_text:
 * @self: a record
 * @field: index of a field that is held as text
 * @value: (nullable): a normalised value; %NULL or the empty string for none
 */
void
tb_record_set_text (TbRecord *self, guint field, const char *value)
{
  g_return_if_fail (TB_IS_RECORD (self));
  g_return_if_fail (field < self->type->n_fields);
  g_return_if_fail (holds_text (self, field));

  put_text (self, field, value == NULL || *value == '\0' ? NULL : keep_text (self, value));
}

/**
 * tb_record_take_text:
 * @self: a record
 * @field: index of a field that is held as text
 * @value: (transfer full) (nullable): a normalised value; %NULL or the empty string for none
 */
void
tb_record_take_text (TbRecord *self, guint field, char *value)
{
  g_return_if_fail (TB_IS_RECORD (self));
  g_return_if_fail (field < self->type->n_fields);
  g_return_if_fail (holds_text (self, field));

  tb_record_set_text (self, field, value);
  g_free (value);
}

/**
 * tb_record_set_int:
 * @self: a record
 * @field: index of a field that is held as a number
 * @value: the value
 */
void
tb_record_set_int (TbRecord *self, guint field, gint64 value)
{
  g_return_if_fail (TB_IS_RECORD (self));
  g_return_if_fail (field < self->type->n_fields);
  g_return_if_fail (!holds_text (self, field));

  self->values[field].number = value;
  mark (self, field, TRUE);
}

/**
 * tb_record_clear:
 * @self: a record
 * @field: index of a field, which has no value afterwards
 */
void
tb_record_clear (TbRecord *self, guint field)
{
  g_return_if_fail (TB_IS_RECORD (self));
  g_return_if_fail (field < self->type->n_fields);

  if (holds_text (self, field))
    {
      tb_record_take_text (self, field, NULL);
    }
  else
    {
      self->values[field].number = 0;
      mark (self, field, FALSE);
    }
}

/**
 * tb_record_field_equal:
 * @a: a record
 * @b: another of the same type
 * @field: index of a field
 *
 * Returns: whether both have the same value there, or both none
 */
gboolean
tb_record_field_equal (TbRecord *a, TbRecord *b, guint field)
{
  g_return_val_if_fail (TB_IS_RECORD (a) && TB_IS_RECORD (b), FALSE);
  g_return_val_if_fail (a->type == b->type, FALSE);
  g_return_val_if_fail (field < a->type->n_fields, FALSE);

  if (holds_text (a, field))
    return g_strcmp0 (a->values[field].text, b->values[field].text) == 0;
  return tb_record_has (a, field) == tb_record_has (b, field)
         && a->values[field].number == b->values[field].number;
}

/**
 * tb_record_get_reference_title:
 * @self: a record
 * @field: index of a REFERENCE field
 *
 * Returns: (transfer none) (nullable): the title of the record referred to, if whoever loaded @self
 * looked it up
 */
const char *
tb_record_get_reference_title (TbRecord *self, guint field)
{
  const ReferenceTitle *reference;

  g_return_val_if_fail (TB_IS_RECORD (self), NULL);
  g_return_val_if_fail (field < self->type->n_fields, NULL);

  reference = find_reference_title (self, field);
  return reference != NULL ? reference->title : NULL;
}

/**
 * tb_record_shows_same:
 * @a: a record
 * @b: another
 *
 * Whether nobody can tell one from the other by what is shown of it: they are equal, what they
 * refer to is called the same, and they were changed at the same time.
 *
 * Returns: %TRUE if what is shown of @a need not be made anew for @b
 */
gboolean
tb_record_shows_same (TbRecord *a, TbRecord *b)
{
  if (!tb_record_equal (a, b) || a->source != b->source
      || g_strcmp0 (a->updated_at, b->updated_at) != 0)
    return FALSE;

  for (guint i = 0; i < a->type->n_fields; i++)
    {
      if (a->type->fields[i].type == TB_FIELD_REFERENCE
          && g_strcmp0 (tb_record_get_reference_title (a, i), tb_record_get_reference_title (b, i))
                 != 0)
        return FALSE;
    }
  return TRUE;
}

/**
 * tb_record_set_reference_title:
 * @self: a record
 * @field: index of a REFERENCE field
 * @title: (nullable): the title of the record referred to; forgotten when another record is
 * referred to
 */
void
tb_record_set_reference_title (TbRecord *self, guint field, const char *title)
{
  ReferenceTitle *reference;

  g_return_if_fail (TB_IS_RECORD (self));
  g_return_if_fail (field < self->type->n_fields);
  g_return_if_fail (title == NULL || self->type->fields[field].type == TB_FIELD_REFERENCE);

  reference = find_reference_title (self, field);
  if (reference != NULL)
    replace_text (self, &reference->title, title);
  else if (title != NULL)
    {
      if (self->n_titles % USUAL_TITLES == 0)
        self->titles = g_renew (ReferenceTitle, self->titles, self->n_titles + USUAL_TITLES);
      self->titles[self->n_titles++] = (ReferenceTitle){ field, keep_text (self, title) };
    }
}
