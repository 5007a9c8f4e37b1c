/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-fuzz.h"

#include <glib/gstdio.h>
#include <string.h>

#include "tb-canonical-json.h"
#include "tb-parcel-reader.h"
#include "tb-revision.h"
#include "tb-sealed-writer.h"
#include "tb-test.h"

/* The input is what somebody sealed who knows the passphrase: lines of JSON, or not. */

#define PASSPHRASE "correct staple"
#define UUID "01928c5e-0000-7000-8000-000000000001"
#define HEADER                                                                                     \
  "{\"format\":\"towerbranch-exchange\",\"version\":1,\"id\":\"" UUID "\",\"device\":\"" UUID      \
  "\",\"name\":\"唐\",\"at\":\"2026-11-22T06:00:00.000Z\",\"key\":\"" UUID "\",\"after\":0}\n"
#define DOCUMENT                                                                                   \
  "{\"id\":\"tower:" UUID "\",\"ancestry\":[\"2-0123456789abcdef0123456789abcdef\",\"1-aa\"],"     \
  "\"deleted\":false,\"body\":{\"type\":\"tower\",\"n\":[1e999,9223372036854775808,{\"a\":1,"      \
  "\"a\":null}]}}\n"
/* Of one byte, “x”. */
#define SHA256 "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
#define FILE_LINES "{\"file\":\"" SHA256 "\",\"size\":1}\n{\"data\":\"eA==\"}\n"
#define DEPTH 5000

static const TbSealCost cost = { .memory_kib = 8, .n_passes = 1, .n_lanes = 1 };

static const char *const seeds[] = {
  HEADER "{\"documents\":0,\"end\":true,\"files\":0,\"upto\":0}\n",
  HEADER DOCUMENT "{\"documents\":1,\"end\":true,\"files\":0,\"upto\":7}\n",
  HEADER DOCUMENT DOCUMENT FILE_LINES "{\"documents\":2,\"end\":true,\"files\":1,\"upto\":9}\n",
  HEADER "{\"id\":\"x\"}{\"documents\":1}\n{\"documents\":1,\"end\":true,\"files\":0,\"upto\":1}\n",
};

static GFile *
seal (const guint8 *data, gsize size)
{
  g_autofree char *path = tb_test_dup_path ("fuzz.tbx");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (TbSealedWriter) writer = tb_sealed_writer_open (file, PASSPHRASE, &cost, NULL);

  g_assert_true (tb_sealed_writer_write (writer, (const char *)data, size, NULL));
  g_assert_true (tb_sealed_writer_commit (writer, NULL));
  return g_steal_pointer (&file);
}

static void
check_document (const TbPeerDocument *document)
{
  g_autofree char *text = tb_canonical_json_dup_object (document->body);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  g_assert_nonnull (node);
  g_assert_cmpstr (document->rev, ==, document->ancestry[0]);
  for (guint i = 0; document->ancestry[i] != NULL; i++)
    g_assert_true (tb_revision_parse (document->ancestry[i], NULL, NULL));
}

/* Whether something came, and all of it could be read. */
static gboolean
read_item (TbParcelReader *reader)
{
  g_autoptr (TbPeerDocument) document = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autoptr (GError) error = NULL;
  TbParcelItem item = tb_parcel_reader_next (reader, &document, NULL, &error);

  if (item == TB_PARCEL_DOCUMENT)
    check_document (document);
  if (item == TB_PARCEL_FILE)
    content = tb_parcel_reader_read_file (reader, NULL, &error);
  g_assert_true ((error != NULL)
                 == (item == TB_PARCEL_ERROR || (item == TB_PARCEL_FILE && content == NULL)));
  return error == NULL && item != TB_PARCEL_END;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GFile) file = seal (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (TbParcelReader) reader = tb_parcel_reader_open (file, PASSPHRASE, NULL, &error);

  g_assert_true ((reader == NULL) == (error != NULL));
  while (reader != NULL && read_item (reader))
    ;
  return 0;
}

static GBytes *
new_deep (void)
{
  g_autofree char *open = g_strnfill (DEPTH, '[');
  g_autofree char *close = g_strnfill (DEPTH, ']');
  char *text
      = g_strconcat (HEADER "{\"id\":\"x\",\"ancestry\":[\"1-a\"],\"body\":{\"deep\":", open, close,
                     "}}\n{\"documents\":1,\"end\":true,\"files\":0,\"upto\":1}\n", NULL);

  return g_bytes_new_take (text, strlen (text));
}

GPtrArray *
tb_fuzz_new_seeds (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    g_ptr_array_add (list, g_bytes_new_static (seeds[i], strlen (seeds[i])));
  g_ptr_array_add (list, new_deep ());
  return list;
}
