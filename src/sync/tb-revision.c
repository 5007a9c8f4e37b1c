/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-revision.h"

#include "tb-canonical-json.h"

/* Of the 64 hexadecimal digits of a SHA-256; servers expect as many as an MD5 has. */
#define SIGNATURE_LENGTH 32

/* A larger generation than this is no real one. What this desk adds to one that comes is counted on
 * from there, and never gets to the end of the numbers. */
#define LARGEST_BELIEVED G_GUINT64_CONSTANT (1000000000000000)

static gboolean
split (const char *revision, guint64 *generation, const char **signature)
{
  char *end = NULL;

  if (!g_ascii_isdigit (*revision))
    return FALSE;
  *generation = g_ascii_strtoull (revision, &end, 10);
  if (*generation == 0 || *generation == G_MAXUINT64 || *end != '-' || end[1] == '\0')
    return FALSE;
  for (const char *p = end + 1; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p))
      return FALSE;

  if (signature != NULL)
    *signature = end + 1;
  return TRUE;
}

/**
 * tb_revision_new:
 * @deleted: whether the revision is a tombstone
 * @parent: (nullable): the revision it follows; %NULL for a first one
 * @body: the document without `_id`, `_rev` and the like
 *
 * The id of a revision: its generation, and the first 128 bits of the SHA-256 of the canonical JSON
 * of [deleted, parent, body]. It depends on nothing else, so two desks that make the same edit, or
 * merge the same leaves, make the same revision, and have nothing to merge any more. Any thread.
 *
 * Returns: (transfer full): `N-` and 32 lower-case hexadecimal digits
 */
char *
tb_revision_new (gboolean deleted, const char *parent, JsonObject *body)
{
  g_autoptr (GString) text = g_string_sized_new (640);
  g_autofree char *digest = NULL;
  guint64 generation = 0;

  g_return_val_if_fail (parent == NULL || split (parent, &generation, NULL), NULL);
  g_return_val_if_fail (body != NULL, NULL);

  g_string_append (text, deleted ? "[true," : "[false,");
  if (parent != NULL)
    tb_canonical_json_append_string (parent, text);
  else
    g_string_append (text, "null");
  g_string_append_c (text, ',');
  tb_canonical_json_append_object (body, text);
  g_string_append_c (text, ']');

  digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)text->str, text->len);
  return g_strdup_printf ("%" G_GUINT64_FORMAT "-%.*s", generation + 1, SIGNATURE_LENGTH, digest);
}

/**
 * tb_revision_new_tombstone:
 * @parent: a leaf that lost a merge
 *
 * Returns: (transfer full): the revision, without a body, that closes @parent
 */
char *
tb_revision_new_tombstone (const char *parent)
{
  g_autoptr (JsonObject) nothing = json_object_new ();

  g_return_val_if_fail (parent != NULL, NULL);

  return tb_revision_new (TRUE, parent, nothing);
}

/**
 * tb_revision_parse:
 * @revision: text that should be a revision, also one that another program made
 * @generation: (out) (optional): how many revisions led to it, itself included
 * @signature: (out) (optional) (transfer none): what tells it from others of that generation,
 * inside @revision
 *
 * Returns: whether @revision is one that is believed
 */
gboolean
tb_revision_parse (const char *revision, guint64 *generation, const char **signature)
{
  guint64 number;

  g_return_val_if_fail (revision != NULL, FALSE);

  if (!split (revision, &number, signature) || number > LARGEST_BELIEVED)
    return FALSE;
  if (generation != NULL)
    *generation = number;
  return TRUE;
}

/**
 * tb_revision_compare:
 * @a: a revision
 * @b: another
 *
 * Compares generations as numbers, then signatures by their bytes, as every server does.
 *
 * Returns: less than, equal to or greater than 0
 */
int
tb_revision_compare (const char *a, const char *b)
{
  guint64 a_generation = 0;
  guint64 b_generation = 0;
  const char *a_signature = "";
  const char *b_signature = "";

  g_return_val_if_fail (a != NULL && split (a, &a_generation, &a_signature), 0);
  g_return_val_if_fail (b != NULL && split (b, &b_generation, &b_signature), 0);

  if (a_generation != b_generation)
    return a_generation < b_generation ? -1 : 1;
  return strcmp (a_signature, b_signature);
}

/**
 * tb_revision_compare_leaves:
 * @a: the revision of a leaf
 * @a_deleted: whether it is a tombstone
 * @b: the revision of another
 * @b_deleted: whether that is one
 *
 * The order of the leaves of a document. The greatest is its winner: what every server, and every
 * desk, shows as the document while there are several.
 *
 * Returns: less than, equal to or greater than 0
 */
int
tb_revision_compare_leaves (const char *a, gboolean a_deleted, const char *b, gboolean b_deleted)
{
  if (!a_deleted != !b_deleted)
    return a_deleted ? -1 : 1;
  return tb_revision_compare (a, b);
}
