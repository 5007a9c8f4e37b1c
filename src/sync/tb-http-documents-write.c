/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-http-documents.h"

#include <string.h>

#include "tb-canonical-json.h"

/**
 * tb_http_write_revisions:
 * @revisions: (element-type TbPeerRevision): each with `rev`
 *
 * Returns: (transfer full): the body of `_revs_diff`
 */
GBytes *
tb_http_write_revisions (GPtrArray *revisions)
{
  g_autoptr (GHashTable) by_id
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  GString *text = g_string_new ("{");
  GHashTableIter iter;
  const char *id;
  GPtrArray *revs;

  for (guint i = 0; i < revisions->len; i++)
    {
      TbPeerRevision *revision = g_ptr_array_index (revisions, i);

      revs = g_hash_table_lookup (by_id, revision->id);
      if (revs == NULL)
        {
          revs = g_ptr_array_new ();
          g_hash_table_insert (by_id, revision->id, revs);
        }
      g_ptr_array_add (revs, revision->rev);
    }

  g_hash_table_iter_init (&iter, by_id);
  while (g_hash_table_iter_next (&iter, (gpointer *)&id, (gpointer *)&revs))
    {
      if (text->len > 1)
        g_string_append_c (text, ',');
      tb_canonical_json_append_string (id, text);
      for (guint i = 0; i < revs->len; i++)
        {
          g_string_append (text, i == 0 ? ":[" : ",");
          tb_canonical_json_append_string (g_ptr_array_index (revs, i), text);
        }
      g_string_append_c (text, ']');
    }
  g_string_append_c (text, '}');
  return g_string_free_to_bytes (text);
}

/**
 * tb_http_write_wanted:
 * @wanted: (element-type TbPeerRevision): documents
 *
 * Returns: (transfer full): the body of `_bulk_get`
 */
GBytes *
tb_http_write_wanted (GPtrArray *wanted)
{
  GString *text = g_string_new ("{\"docs\":[");

  for (guint i = 0; i < wanted->len; i++)
    {
      TbPeerRevision *revision = g_ptr_array_index (wanted, i);

      g_string_append (text, i > 0 ? ",{\"id\":" : "{\"id\":");
      tb_canonical_json_append_string (revision->id, text);
      if (revision->rev != NULL)
        {
          g_string_append (text, ",\"rev\":");
          tb_canonical_json_append_string (revision->rev, text);
        }
      g_string_append_c (text, '}');
    }
  g_string_append (text, "]}");
  return g_string_free_to_bytes (text);
}

/* `_revisions` has the generation of the newest one, and of each only what follows it. */
static void
append_ancestry (GString *text, const TbPeerDocument *document)
{
  g_string_append_printf (text, ",\"_revisions\":{\"start\":%" G_GUINT64_FORMAT ",\"ids\":[",
                          g_ascii_strtoull (document->rev, NULL, 10));
  for (guint i = 0; document->ancestry[i] != NULL; i++)
    {
      const char *dash = strchr (document->ancestry[i], '-');

      if (i > 0)
        g_string_append_c (text, ',');
      tb_canonical_json_append_string (dash != NULL ? dash + 1 : document->ancestry[i], text);
    }
  g_string_append (text, "]}");
}

/**
 * tb_http_write_document:
 * @text: to which it is added
 * @document: a document with revision, ancestry and body
 *
 * As `_bulk_docs` takes it.
 */
void
tb_http_write_document (GString *text, const TbPeerDocument *document)
{
  gsize begin;

  g_string_append (text, "{\"_id\":");
  tb_canonical_json_append_string (document->id, text);
  g_string_append (text, ",\"_rev\":");
  tb_canonical_json_append_string (document->rev, text);
  append_ancestry (text, document);
  if (document->deleted)
    g_string_append (text, ",\"_deleted\":true");

  begin = text->len;
  tb_peer_document_append_body (document, text);
  /* The body's members follow ours within the same braces. */
  if (text->len - begin == strlen ("{}"))
    g_string_erase (text, (gssize)begin, 1);
  else
    text->str[begin] = ',';
}
