/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-file-peer.h"

#include <string.h>

#include "tb-error.h"
#include "tb-id.h"
#include "tb-peer-test.h"
#include "tb-sealed-writer.h"
#include "tb-test.h"

#define PASSPHRASE "守望相助 2026"
#define FILE_ID "01928c5e-0000-7000-8000-000000000001"
#define DESK_ID "01928c5e-0000-7000-8000-000000000002"
#define KEY "01928c5e-0000-7000-8000-000000000003"
#define OTHER_ID "01928c5e-0000-7000-8000-000000000004"

static const TbSealCost test_cost = { .memory_kib = 8, .n_passes = 1, .n_lanes = 1 };

static TbParcelHeader
make_header (void)
{
  return (TbParcelHeader){
    .id = (char *)FILE_ID,
    .device = (char *)DESK_ID,
    .name = (char *)"唐嘉燕",
    .at = (char *)"2026-11-22T06:00:00.000Z",
    .key = (char *)KEY,
    .after = 7,
  };
}

static GFile *
new_file (void)
{
  g_autofree char *path = tb_test_dup_path ("x.tbx");

  return g_file_new_for_path (path);
}

static TbParcelWriter *
open_writer (GFile *file)
{
  TbParcelHeader header = make_header ();
  g_autoptr (GError) error = NULL;
  TbParcelWriter *writer = tb_parcel_writer_open (file, PASSPHRASE, &test_cost, &header, &error);

  g_assert_no_error (error);
  return writer;
}

static TbParcelReader *
open_reader (GFile *file)
{
  g_autoptr (GError) error = NULL;
  TbParcelReader *reader = tb_parcel_reader_open (file, PASSPHRASE, NULL, &error);

  g_assert_no_error (error);
  return reader;
}

static void
commit (TbParcelWriter *writer, gint64 upto)
{
  g_autoptr (GError) error = NULL;

  tb_parcel_writer_commit (writer, upto, &error);
  g_assert_no_error (error);
}

/* A file of so many persons. */
static GFile *
write_persons (guint n)
{
  GFile *file = new_file ();
  g_autoptr (TbParcelWriter) writer = open_writer (file);
  g_autoptr (TbSyncPeer) peer = tb_file_peer_new_export (writer, "李明");
  g_autoptr (GPtrArray) persons = tb_peer_test_persons (0, n);

  tb_peer_test_put (peer, persons);
  commit (writer, 7 + n);
  return file;
}

static void
test_round_trip (void)
{
  g_autoptr (GFile) file = write_persons (1234);
  g_autoptr (TbParcelReader) reader = open_reader (file);
  g_autoptr (TbSyncPeer) peer = tb_file_peer_new_import (reader);
  g_autoptr (GPtrArray) persons = tb_peer_test_persons (0, 1234);
  const TbParcelHeader *header = tb_parcel_reader_get_header (reader);
  g_autoptr (GError) error = NULL;
  g_autoptr (TbPeerInfo) info = tb_sync_peer_open (peer, NULL, &error);
  g_autofree char *since = NULL;
  guint n = 0;
  gboolean more = TRUE;

  g_assert_no_error (error);
  g_assert_cmpint (info->n_documents, ==, 1234);
  g_assert_cmpstr (header->device, ==, DESK_ID);
  g_assert_cmpstr (header->name, ==, "唐嘉燕");
  g_assert_cmpint (header->after, ==, 7);
  g_assert_cmpint (header->upto, ==, 1241);
  g_assert_null (header->your_device);

  while (more)
    {
      g_autoptr (TbChangesPage) page = tb_sync_peer_changes (peer, since, 500, 0, NULL, &error);

      g_assert_no_error (error);
      for (guint i = 0; i < page->changes->len; i++, n++)
        {
          const TbPeerChange *change = g_ptr_array_index (page->changes, i);
          const TbPeerDocument *expected = g_ptr_array_index (persons, n);
          g_autoptr (TbPeerDocument) document
              = tb_peer_test_get (peer, change->id, change->revs[0]);
          g_autofree char *body = tb_peer_test_dup_body (document);
          g_autofree char *expected_body = tb_peer_test_dup_body (expected);

          g_assert_cmpstr (document->id, ==, expected->id);
          g_assert_cmpstrv (document->ancestry, expected->ancestry);
          g_assert_cmpstr (body, ==, expected_body);
        }
      g_set_str (&since, page->last_seq);
      more = page->more;
    }
  g_assert_cmpuint (n, ==, 1234);
  g_assert_cmpstr (since, ==, info->update_seq);
  g_assert_false (tb_file_peer_has_file (TB_FILE_PEER (peer)));
}

/* An import that was interrupted goes on behind what it has. */
static void
test_goes_on (void)
{
  g_autoptr (GFile) file = write_persons (700);
  g_autofree char *since = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TbParcelReader) reader = open_reader (file);
      g_autoptr (TbSyncPeer) peer = tb_file_peer_new_import (reader);
      g_autoptr (TbChangesPage) page = tb_sync_peer_changes (peer, since, 500, 0, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (page->changes->len, ==, i == 0 ? 500 : 200);
      g_set_str (&since, page->last_seq);
    }
  g_assert_cmpstr (since, ==, FILE_ID);
}

/* What was read of another file says nothing of this one. */
static void
test_other_file (void)
{
  g_autoptr (GFile) file = write_persons (3);
  g_autoptr (TbParcelReader) reader = open_reader (file);
  g_autoptr (TbSyncPeer) peer = tb_file_peer_new_import (reader);
  g_autoptr (GError) error = NULL;
  g_autoptr (TbChangesPage) page = tb_sync_peer_changes (peer, OTHER_ID "+2", 500, 0, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (page->changes->len, ==, 3);
}

static void
test_keeps_nothing (void)
{
  g_autoptr (GFile) file = write_persons (1);
  g_autoptr (TbParcelReader) reader = open_reader (file);
  g_autoptr (TbSyncPeer) peer = tb_file_peer_new_import (reader);
  g_autoptr (JsonObject) canary = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (tb_sync_peer_get_local (peer, "desk", &canary, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

/* Contents of attachments follow the documents, and are proven by their digests. */
static void
test_files (void)
{
  g_autoptr (GFile) file = new_file ();
  g_autoptr (TbParcelWriter) writer = open_writer (file);
  g_autoptr (TbParcelReader) reader = NULL;
  g_autoptr (TbSyncPeer) peer = NULL;
  g_autoptr (TbChangesPage) page = NULL;
  g_autoptr (GError) error = NULL;
  const gsize sizes[] = { 0, 1, TB_PARCEL_PIECE, TB_PARCEL_PIECE + 1, 3 * TB_PARCEL_PIECE };
  char *digests[G_N_ELEMENTS (sizes)];

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *data = g_strnfill (sizes[i], (char)('a' + i));
      g_autoptr (GInputStream) content
          = g_memory_input_stream_new_from_data (data, (gssize)sizes[i], NULL);

      digests[i] = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *)data, sizes[i]);
      tb_parcel_writer_add_file (writer, digests[i], (gint64)sizes[i], content, NULL, &error);
      g_assert_no_error (error);
    }
  commit (writer, 7);

  reader = open_reader (file);
  g_assert_cmpint (tb_parcel_reader_get_header (reader)->n_files, ==, G_N_ELEMENTS (sizes));
  peer = tb_file_peer_new_import (reader);
  page = tb_sync_peer_changes (peer, NULL, 500, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (tb_file_peer_has_file (TB_FILE_PEER (peer)));
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) content = NULL;
      TbPeerDocument *document;

      g_assert_cmpstr (tb_parcel_reader_get_sha256 (reader), ==, digests[i]);
      content = tb_parcel_reader_read_file (reader, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (content), ==, sizes[i]);
      g_assert_cmpint (tb_parcel_reader_next (reader, &document, NULL, &error), ==,
                       i + 1 < G_N_ELEMENTS (sizes) ? TB_PARCEL_FILE : TB_PARCEL_END);
      g_free (digests[i]);
    }
}

static void
test_notes_attachments (void)
{
  g_autoptr (GFile) file = new_file ();
  g_autoptr (TbParcelWriter) writer = open_writer (file);
  g_autoptr (TbSyncPeer) peer = tb_file_peer_new_export (writer, "李明");
  g_autoptr (TbPeerDocument) document = tb_peer_test_person (1);
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "x", -1);
  GPtrArray *attached = tb_file_peer_get_attached (TB_FILE_PEER (peer));

  g_ptr_array_add (documents, document);
  tb_peer_test_put (peer, documents);
  g_assert_cmpuint (attached->len, ==, 0);

  /* As a desk gives it. */
  g_set_str (&document->id, "attachment:" OTHER_ID);
  g_clear_pointer (&document->body, json_object_unref);
  document->text = g_strdup_printf ("{\"sha256\":\"%s\",\"type\":\"attachment\"}", digest);
  tb_peer_test_put (peer, documents);
  tb_peer_test_put (peer, documents);
  g_assert_cmpuint (attached->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (attached, 0), ==, digest);
}

#define HEADER                                                                                     \
  "{\"format\":\"towerbranch-exchange\",\"version\":1,\"id\":\"" FILE_ID                           \
  "\",\"device\":\"" DESK_ID                                                                       \
  "\",\"name\":\"唐\",\"at\":\"2026-11-22T06:00:00.000Z\",\"key\":\"" KEY "\",\"after\":0}\n"
#define DOCUMENT                                                                                   \
  "{\"id\":\"tower:" OTHER_ID "\",\"ancestry\":[\"1-0123456789abcdef0123456789abcdef\"],\"body\":" \
  "{\"type\":\"tower\"}}\n"
#define TRAILER(n) "{\"documents\":" #n ",\"end\":true,\"files\":0,\"upto\":1}\n"

/* Reads a sealed file of this text to its end. */
static gboolean
read_text (const char *text, GError **error)
{
  g_autoptr (GFile) file = new_file ();
  g_autoptr (TbSealedWriter) sealed = tb_sealed_writer_open (file, PASSPHRASE, &test_cost, NULL);
  g_autoptr (TbParcelReader) reader = NULL;
  g_autoptr (TbSyncPeer) peer = NULL;
  g_autofree char *since = NULL;
  gboolean more = TRUE;

  tb_sealed_writer_write (sealed, text, strlen (text), NULL);
  g_assert_true (tb_sealed_writer_commit (sealed, NULL));
  reader = tb_parcel_reader_open (file, PASSPHRASE, NULL, error);
  if (reader == NULL)
    return FALSE;
  peer = tb_file_peer_new_import (reader);
  while (more)
    {
      g_autoptr (TbChangesPage) page = tb_sync_peer_changes (peer, since, 500, 0, NULL, error);

      if (page == NULL)
        return FALSE;
      g_set_str (&since, page->last_seq);
      more = page->more;
    }
  while (tb_file_peer_has_file (TB_FILE_PEER (peer)))
    {
      TbPeerDocument *document;
      g_autoptr (GBytes) content = tb_parcel_reader_read_file (reader, NULL, error);

      if (content == NULL)
        return FALSE;
      switch (tb_parcel_reader_next (reader, &document, NULL, error))
        {
        case TB_PARCEL_FILE:
          break;
        case TB_PARCEL_END:
          return TRUE;
        case TB_PARCEL_DOCUMENT:
        case TB_PARCEL_ERROR:
        default:
          return FALSE;
        }
    }
  return TRUE;
}

/* What knows the passphrase may still be no file of ours. */
static void
test_wrong_contents (void)
{
  static const char *const texts[] = {
    "",
    "\n",
    "[]\n",
    "{\"format\":\"other\"}\n" TRAILER (0),
    HEADER,
    HEADER DOCUMENT,
    HEADER DOCUMENT TRAILER (2),
    HEADER DOCUMENT TRAILER (0),
    HEADER TRAILER (0) DOCUMENT,
    HEADER DOCUMENT TRAILER (1) "{",
    HEADER "null\n" TRAILER (1),
    HEADER "{\"id\":\"\",\"ancestry\":[\"1-ab\"],\"body\":{}}\n" TRAILER (1),
    HEADER "{\"id\":\"tower:1\",\"ancestry\":[],\"body\":{}}\n" TRAILER (1),
    HEADER "{\"id\":\"tower:1\",\"ancestry\":[\"x\"],\"body\":{}}\n" TRAILER (1),
    HEADER "{\"id\":\"tower:1\",\"ancestry\":[1],\"body\":{}}\n" TRAILER (1),
    HEADER "{\"id\":\"tower:1\",\"ancestry\":[\"1-ab\"],\"body\":[]}\n" TRAILER (1),
    HEADER "{\"id\":\"tower:1\",\"ancestry\":[\"1-ab\"]}\n" TRAILER (1),
    HEADER "{\"file\":\"../../etc/passwd\",\"size\":1}\n" TRAILER (0),
    HEADER "{\"file\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
           "\"size\":1000000000000}\n" TRAILER (0),
    HEADER "{\"file\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
           "\"size\":1}\n{\"data\":\"YQ==\"}\n" TRAILER (0),
    HEADER "{\"file\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
           "\"size\":1}\n{\"data\":\"YWE=\"}\n" TRAILER (0),
    HEADER "{\"file\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
           "\"size\":1}\n{\"data\":\"\"}\n" TRAILER (0),
    HEADER "{\"file\":\"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb\","
           "\"size\":1}\n{\"data\":\"YQ==\"}\n" DOCUMENT TRAILER (0),
  };
  g_autoptr (GError) error = NULL;

  g_assert_true (read_text (HEADER DOCUMENT TRAILER (1), &error));
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      g_assert_false (read_text (texts[i], &error));
      g_assert_error (error, TB_ERROR, TB_ERROR_FILE);
      g_assert_nonnull (strstr (error->message, "x.tbx"));
      g_clear_error (&error);
    }
  g_assert_false (
      read_text ("{\"format\":\"towerbranch-exchange\",\"version\":2}\n" TRAILER (0), &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_NEWER);
}

/* A line that never ends is given up, whatever memory there is. */
static void
test_long_line (void)
{
  g_autofree char *line = g_strnfill (TB_PARCEL_MAX_LINE + 100000, ' ');
  g_autofree char *text = g_strconcat (HEADER, line, TRAILER (0), NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (read_text (text, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_FILE);
}

/* A reply names the other desk, what it notes this one under, and what it has. */
static void
test_acknowledgement (void)
{
  TbParcelHeader header = make_header ();
  g_autoptr (GFile) file = new_file ();
  g_autoptr (TbParcelWriter) writer = NULL;
  g_autoptr (TbParcelReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  header.your_key = (char *)FILE_ID;
  header.your_device = (char *)OTHER_ID;
  header.acknowledged = 42;
  writer = tb_parcel_writer_open (file, PASSPHRASE, &test_cost, &header, &error);
  g_assert_no_error (error);
  commit (writer, 9);
  reader = open_reader (file);
  g_assert_cmpstr (tb_parcel_reader_get_header (reader)->your_key, ==, FILE_ID);
  g_assert_cmpstr (tb_parcel_reader_get_header (reader)->your_device, ==, OTHER_ID);
  g_assert_cmpint (tb_parcel_reader_get_header (reader)->acknowledged, ==, 42);
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/file-peer/round-trip", test_round_trip);
  g_test_add_func ("/file-peer/goes-on", test_goes_on);
  g_test_add_func ("/file-peer/other-file", test_other_file);
  g_test_add_func ("/file-peer/keeps-nothing", test_keeps_nothing);
  g_test_add_func ("/file-peer/files", test_files);
  g_test_add_func ("/file-peer/notes-attachments", test_notes_attachments);
  g_test_add_func ("/file-peer/wrong-contents", test_wrong_contents);
  g_test_add_func ("/file-peer/long-line", test_long_line);
  g_test_add_func ("/file-peer/acknowledgement", test_acknowledgement);

  return tb_test_run ();
}
