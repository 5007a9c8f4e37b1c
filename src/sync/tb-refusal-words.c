/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-refusal-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "tb-record-type.h"

/* What a branch's database refuses it refuses in the sentences of
 * schema/service/validate-branch.js, whatever the language of those who read them. Here they become
 * the desk's, with what to do. */

typedef enum
{
  PART_NONE,
  PART_TEXT,  /* stands as it is */
  PART_TYPE,  /* the name of a kind of record */
  PART_FIELD, /* the name of a field of the kind that comes after it */
} Part;

#define PARTS_MAX 2

typedef struct
{
  const char *said; /* the service's sentence, “%s” in the place of each part */
  Part parts[PARTS_MAX];
  const char *words; /* (nullable): NULL where only a damaged or forged document is told so */
} Refusal;

static const Refusal refusals[] = {
  { "Your role in the branch does not write “%s”.",
    { PART_TYPE },
    /* Translators: %s is a kind of record */
    N_ ("The role of this user does not allow changes to “%s”. Let a user of the committee make "
        "the change, or undo it here.") },
  { "“%s” is the author, not “%s”. Only the committee brings what others wrote.",
    { PART_TEXT, PART_TEXT },
    /* Translators: the name of a person, then the name of a user of the service */
    N_ ("This was written by “%s”, and the user “%s” may only send their own changes. Let a user "
        "of "
        "the committee send it, or have the service told that both are one.") },
  { "“%s” of “%s” is missing.",
    { PART_FIELD, PART_TYPE },
    /* Translators: the name of a field, then a kind of record */
    N_ ("“%s” of “%s” is missing. Open the record and fill it in.") },
  { "“%s” of “%s” cannot have that value.",
    { PART_FIELD, PART_TYPE },
    /* Translators: the name of a field, then a kind of record */
    N_ ("“%s” of “%s” cannot have that value. Open the record and mend it.") },
  { "“%s” is of no type that this service knows. Set the service up again with the newest program.",
    { PART_TEXT },
    /* Translators: %s is the id of a document */
    N_ ("The service is older than this program and does not know this kind of record (%s). Ask "
        "whoever manages the service to set it up again with the newest program.") },
  { "“%s” is no id of a record.", { PART_TEXT }, NULL },
  { "“schema” is missing or no whole number from 1.", { PART_NONE }, NULL },
  { "“by” is missing: nobody answers for the document.", { PART_NONE }, NULL },
  { "“at” is missing or no instant.", { PART_NONE }, NULL },
  { "“type” is not what the id says.", { PART_NONE }, NULL },
  { "“record” is missing or no id.", { PART_NONE }, NULL },
  { "The id is not the hash of what the entry says.", { PART_NONE }, NULL },
  { "What was testified is not deleted. Take it back by another entry.", { PART_NONE }, NULL },
  { "Files are kept in the branch’s database of files.", { PART_NONE }, NULL },
  { "Only the administrator changes what may travel.", { PART_NONE }, NULL },
  { "The settings are of type “settings”.", { PART_NONE }, NULL },
  { "“sensitive” is a list of names of fields, or “all”.", { PART_NONE }, NULL },
};

/* Cuts @said where @pattern has a part; %NULL where it is another sentence. */
static GPtrArray *
cut (const char *said, const char *pattern)
{
  g_auto (GStrv) between = g_strsplit (pattern, "%s", -1);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (!g_str_has_prefix (said, between[0]))
    return NULL;
  said += strlen (between[0]);
  for (guint i = 1; between[i] != NULL; i++)
    {
      const char *end = strstr (said, between[i]);

      if (end == NULL)
        return NULL;
      g_ptr_array_add (parts, g_strndup (said, (gsize)(end - said)));
      said = end + strlen (between[i]);
    }
  return *said == '\0' ? g_steal_pointer (&parts) : NULL;
}

static const char *
get_type_label (const char *name)
{
  const TbRecordType *type = tb_record_types_find (name);

  return type != NULL ? _ (type->label) : name;
}

static const char *
get_field_label (const char *name, const char *type_name)
{
  const TbRecordType *type = tb_record_types_find (type_name);
  guint field = type != NULL ? tb_record_type_find_field (type, name) : TB_FIELD_NOT_FOUND;

  return field != TB_FIELD_NOT_FOUND ? _ (type->fields[field].label) : name;
}

static const char *
get_part_words (const Refusal *refusal, GPtrArray *parts, guint index)
{
  const char *part = g_ptr_array_index (parts, index);

  switch (refusal->parts[index])
    {
    case PART_TYPE:
      return get_type_label (part);
    case PART_FIELD:
      return get_field_label (part, g_ptr_array_index (parts, index + 1));
    case PART_NONE:
    case PART_TEXT:
    default:
      return part;
    }
}

/* The words of the table have as many “%s” as the sentence of the service. */
static char *
dup_filled_in (const Refusal *refusal, GPtrArray *parts)
{
  g_auto (GStrv) between = g_strsplit (_ (refusal->words), "%s", -1);
  g_autoptr (GString) words = g_string_new (between[0]);

  for (guint i = 0; i < parts->len && between[i + 1] != NULL; i++)
    {
      g_string_append (words, get_part_words (refusal, parts, i));
      g_string_append (words, between[i + 1]);
    }
  return g_string_free_and_steal (g_steal_pointer (&words));
}

/**
 * tb_refusal_words_dup:
 * @said: why a service refuses a document, in its own words
 *
 * Returns: (transfer full): that in the language of the desk, and what to do, where it is one of
 * the rules that this program sets a service up with; otherwise @said, since whoever runs the
 * service may have rules of their own
 */
char *
tb_refusal_words_dup (const char *said)
{
  g_return_val_if_fail (said != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (GPtrArray) parts = cut (said, refusals[i].said);

      if (parts == NULL)
        continue;
      if (refusals[i].words != NULL)
        return dup_filled_in (&refusals[i], parts);
      /* Translators: %s is a sentence of the service, in English */
      return g_strdup_printf (_ ("The service takes this record for damaged or forged. Check the "
                                 "register, and tell whoever manages the service what it says: "
                                 "%s"),
                              said);
    }
  return g_strdup (said);
}
