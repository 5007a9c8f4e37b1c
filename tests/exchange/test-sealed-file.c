/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "tb-error.h"
#include "tb-sealed-reader.h"
#include "tb-sealed-writer.h"
#include "tb-test.h"

#define PASSPHRASE "楼宇支部 2026"
#define SEALED_CHUNK (TB_SEAL_CHUNK_SIZE + TB_SEAL_TAG_SIZE)
#define AT_CHECKSUM 80
#define CHECKSUM_SIZE 16
#define AT_COST 12

/* As cheap as Argon2 lets it be. */
static const TbSealCost test_cost = { .memory_kib = 8, .n_passes = 1, .n_lanes = 1 };

/* Bytes that do not deflate, the same in each run. */
static GBytes *
new_noise (gsize length)
{
  guint8 *data = g_malloc (length);
  guint32 state = 1;

  for (gsize i = 0; i < length; i++)
    {
      state = state * 1664525 + 1013904223;
      data[i] = state >> 24;
    }
  return g_bytes_new_take (data, length);
}

static GBytes *
seal (GBytes *plain, const char *passphrase)
{
  g_autofree char *path = tb_test_dup_path ("sealed.tbx");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSealedWriter) writer = tb_sealed_writer_open (file, passphrase, &test_cost, &error);
  char *data;
  gsize length;

  g_assert_no_error (error);
  tb_sealed_writer_write (writer, g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  tb_sealed_writer_commit (writer, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return g_bytes_new_take (data, length);
}

static GBytes *
open_sealed (const guint8 *data, gsize length, const char *passphrase, GError **error)
{
  g_autoptr (GInputStream) source = g_memory_input_stream_new_from_data (data, length, NULL);
  g_autoptr (GInputStream) reader = tb_sealed_reader_new (source, "x.tbx", passphrase, NULL, error);
  g_autoptr (GByteArray) plain = g_byte_array_new ();
  guint8 buffer[5000];
  gssize n;

  if (reader == NULL)
    return NULL;
  while ((n = g_input_stream_read (reader, buffer, sizeof buffer, NULL, error)) > 0)
    g_byte_array_append (plain, buffer, (guint)n);
  if (n == 0)
    return g_byte_array_free_to_bytes (g_steal_pointer (&plain));

  /* What is damaged stays so. */
  g_assert_cmpint (g_input_stream_read (reader, buffer, sizeof buffer, NULL, NULL), ==, -1);
  return NULL;
}

static void
assert_refused (const guint8 *data, gsize length, TbError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plain = open_sealed (data, length, PASSPHRASE, &error);

  g_assert_null (plain);
  g_assert_error (error, TB_ERROR, (int)code);
}

/* Made by another implementation of Argon2id, HMAC, zlib and AES-GCM from the format's description:
 * memory 64 KiB, 2 passes, 2 lanes. */
static void
test_vector (void)
{
  static const char hex[]
      = "5442580d0a1a0a0000000001000000400000000200000002000102030405060708090a0b0c0d0e0f"
        "4041424344454600f86c4552439501f7c137050cb4e15f04a67861c3632cfb17e3692a9490a0b2b1"
        "27e37b325d9c7815935bcddbc4835607409640e69bc918ddc75ba55f5e2d011d2a8c66e8b79550ee"
        "bf02b3ef7109b724789782c9f78f06ee0909dd90cf553205850672c434";
  guint8 data[sizeof hex / 2];
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GError) error = NULL;
  static const char expected[] = "守望相助，共建共享\n";

  for (gsize i = 0; i < sizeof data; i++)
    data[i] = g_ascii_xdigit_value (hex[2 * i]) << 4 | g_ascii_xdigit_value (hex[2 * i + 1]);
  plain = open_sealed (data, sizeof data, PASSPHRASE, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), expected,
                   strlen (expected));
}

static void
test_round_trip (void)
{
  /* About the borders of a chunk, with what zlib adds to noise: 11 bytes and 5 more a block. */
  static const gsize lengths[] = {
    0, 1, TB_SEAL_CHUNK_SIZE - 40, TB_SEAL_CHUNK_SIZE, 2 * TB_SEAL_CHUNK_SIZE - 60, 300000,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    for (gsize more = 0; more < (lengths[i] > 1 && lengths[i] < 200000 ? 60 : 1); more++)
      {
        g_autoptr (GBytes) plain = new_noise (lengths[i] + more);
        g_autoptr (GBytes) sealed = seal (plain, PASSPHRASE);
        g_autoptr (GBytes) opened = NULL;
        g_autoptr (GError) error = NULL;
        gsize length;
        const guint8 *data = g_bytes_get_data (sealed, &length);

        opened = open_sealed (data, length, PASSPHRASE, &error);
        g_assert_no_error (error);
        g_assert_true (g_bytes_equal (plain, opened));
      }
}

static void
test_deflates (void)
{
  g_autofree char *zeros = g_malloc0 (1000000);
  g_autoptr (GBytes) plain = g_bytes_new_static (zeros, 1000000);
  g_autoptr (GBytes) sealed = seal (plain, PASSPHRASE);
  g_autoptr (GBytes) opened = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_bytes_get_size (sealed), <, 2000);
  opened = open_sealed (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed), PASSPHRASE,
                        &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (plain, opened));
}

/* The same content and passphrase twice are two files that share nothing but the format. */
static void
test_unlike (void)
{
  g_autoptr (GBytes) plain = new_noise (100);
  g_autoptr (GBytes) one = seal (plain, PASSPHRASE);
  g_autoptr (GBytes) two = seal (plain, PASSPHRASE);
  const guint8 *a = g_bytes_get_data (one, NULL);
  const guint8 *b = g_bytes_get_data (two, NULL);

  g_assert_cmpmem (a, 24, b, 24);
  g_assert_cmpint (memcmp (a + 24, b + 24, 16), !=, 0);
  g_assert_cmpint (memcmp (a + TB_SEAL_HEADER_SIZE, b + TB_SEAL_HEADER_SIZE, 100), !=, 0);
}

static void
test_passphrase (void)
{
  static const char *const wrong[] = { "楼宇支部 2027", "", "楼宇支部 2026 " };
  g_autoptr (GBytes) plain = new_noise (100);
  g_autoptr (GBytes) sealed = seal (plain, "caf\u00e9 caf\u00e9");
  gsize length;
  const guint8 *data = g_bytes_get_data (sealed, &length);
  g_autoptr (GBytes) opened = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_null (open_sealed (data, length, wrong[i], &error));
      g_assert_error (error, TB_ERROR, TB_ERROR_PASSPHRASE);
      g_clear_error (&error);
    }
  /* The same text in other code points. */
  opened = open_sealed (data, length, "cafe\u0301 cafe\u0301", &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (plain, opened));
}

static void
test_short_passphrase (void)
{
  g_autofree char *path = tb_test_dup_path ("short.tbx");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_null (tb_sealed_writer_open (file, "七个字的口令词", &test_cost, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "8"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* What people's files cost to guess is what the program says it is. */
static void
test_default_cost (void)
{
  guint8 header[TB_SEAL_HEADER_SIZE];
  g_autoptr (TbSeal) made = tb_seal_new (PASSPHRASE, NULL, header);
  g_autoptr (TbSeal) found = NULL;
  static const guint8 expected[] = { 0, 1, 0, 0, 0, 0, 0, 3, 0, 0, 0, 4 };
  TbSealState state;

  g_assert_nonnull (made);
  g_assert_cmpmem (header + AT_COST, sizeof expected, expected, sizeof expected);
  found = tb_seal_new_for_header (PASSPHRASE, header, &state);
  g_assert_nonnull (found);
  g_assert_cmpint (state, ==, TB_SEAL_OPEN);
}

/* A writer that is given up leaves what was there, and nothing else. */
static void
test_given_up (void)
{
  g_autofree char *folder = tb_test_dup_dir ();
  g_autofree char *path = g_build_filename (folder, "old.tbx", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autofree char *content = NULL;

  g_file_set_contents (path, "old", -1, &error);
  g_assert_no_error (error);
  {
    g_autoptr (TbSealedWriter) writer
        = tb_sealed_writer_open (file, PASSPHRASE, &test_cost, &error);

    g_assert_no_error (error);
    g_assert_true (tb_sealed_writer_write (writer, "new", 3, &error));
  }
  g_file_get_contents (path, &content, NULL, &error);
  g_assert_cmpstr (content, ==, "old");
  dir = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "old.tbx");
  g_assert_null (g_dir_read_name (dir));
}

static void
test_every_bit (void)
{
  g_autoptr (GBytes) plain = new_noise (50);
  g_autoptr (GBytes) sealed = seal (plain, PASSPHRASE);
  gsize length;
  const guint8 *data = g_bytes_get_data (sealed, &length);

  for (gsize i = 0; i < length * 8; i++)
    {
      g_autofree guint8 *changed = g_memdup2 (data, length);

      changed[i / 8] ^= 1 << i % 8;
      assert_refused (changed, length,
                      i / 8 >= 8 && i / 8 < 12 && changed[11] != 0 ? TB_ERROR_NEWER
                                                                   : TB_ERROR_FILE);
    }
}

static void
test_every_length (void)
{
  g_autoptr (GBytes) plain = new_noise (50);
  g_autoptr (GBytes) sealed = seal (plain, PASSPHRASE);
  g_autofree guint8 *longer = NULL;
  gsize length;
  const guint8 *data = g_bytes_get_data (sealed, &length);

  for (gsize i = 0; i < length; i++)
    assert_refused (data, i, TB_ERROR_FILE);
  longer = g_malloc0 (length + 1);
  memcpy (longer, data, length);
  assert_refused (longer, length + 1, TB_ERROR_FILE);
}

/* Four chunks, put together otherwise: cut between two, one left out, twice, moved, taken from a
 * file of the same content and passphrase. */
static void
test_chunks (void)
{
  g_autoptr (GBytes) plain = new_noise (3 * TB_SEAL_CHUNK_SIZE + 1000);
  g_autoptr (GBytes) sealed = seal (plain, PASSPHRASE);
  g_autoptr (GBytes) other = seal (plain, PASSPHRASE);
  /* A chunk of the file, or of the other one for numbers from 4; -1 ends. */
  static const int orders[][6] = {
    { 0, 1, 2, -1 },       { 0, -1 },          { -1 },
    { 1, 2, 3, -1 },       { 0, 2, 3, -1 },    { 0, 1, 3, -1 },
    { 0, 0, 1, 2, 3, -1 }, { 1, 0, 2, 3, -1 }, { 0, 2, 1, 3, -1 },
    { 0, 1, 3, 2, -1 },    { 0, 1, 6, 3, -1 }, { 4, 1, 2, 3, -1 },
    { 0, 1, 2, 7, -1 },    { 3, -1 },          { 0, 1, 2, 3, 3, -1 },
    { 4, 5, 6, 7, -1 },
  };
  gsize length;
  const guint8 *data = g_bytes_get_data (sealed, &length);

  g_assert_cmpuint (length, >, TB_SEAL_HEADER_SIZE + 3 * SEALED_CHUNK);
  g_assert_cmpuint (g_bytes_get_size (other), ==, length);
  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (GByteArray) file = g_byte_array_new ();

      g_byte_array_append (file, data, TB_SEAL_HEADER_SIZE);
      for (const int *chunk = orders[i]; *chunk >= 0; chunk++)
        {
          const guint8 *from = *chunk < 4 ? data : g_bytes_get_data (other, NULL);
          gsize at = TB_SEAL_HEADER_SIZE + *chunk % 4 * SEALED_CHUNK;

          g_byte_array_append (file, from + at, (guint)MIN (SEALED_CHUNK, length - at));
        }
      assert_refused (file->data, file->len, TB_ERROR_FILE);
    }
}

/* What a header asks for is looked at before it is done: these would take days, or all memory. */
static void
test_hostile_cost (void)
{
  static const TbSealCost costs[] = {
    { G_MAXUINT32, 1, 1 },
    { 64 * 1024, G_MAXUINT32, 1 },
    { 64 * 1024, 1, G_MAXUINT32 },
    { 256 * 1024 + 1, 1, 1 },
    { 64 * 1024, 9, 1 },
    { 64 * 1024, 1, 9 },
    { 0, 1, 1 },
    { 64 * 1024, 0, 1 },
    { 64 * 1024, 1, 0 },
    { 31, 1, 4 },
  };
  g_autoptr (GBytes) plain = new_noise (10);
  g_autoptr (GBytes) sealed = seal (plain, PASSPHRASE);
  gsize length;
  const guint8 *data = g_bytes_get_data (sealed, &length);

  for (gsize i = 0; i < G_N_ELEMENTS (costs); i++)
    {
      g_autofree guint8 *hostile = g_memdup2 (data, length);
      guint32 numbers[] = {
        GUINT32_TO_BE (costs[i].memory_kib),
        GUINT32_TO_BE (costs[i].n_passes),
        GUINT32_TO_BE (costs[i].n_lanes),
      };
      g_autoptr (GChecksum) sha256 = g_checksum_new (G_CHECKSUM_SHA256);
      guint8 digest[32];
      gsize digest_length = sizeof digest;

      memcpy (hostile + AT_COST, numbers, sizeof numbers);
      g_checksum_update (sha256, hostile, AT_CHECKSUM);
      g_checksum_get_digest (sha256, digest, &digest_length);
      memcpy (hostile + AT_CHECKSUM, digest, CHECKSUM_SIZE);
      assert_refused (hostile, length, TB_ERROR_FILE);
    }
}

static void
assert_told (const guint8 *data, gsize length, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plain = open_sealed (data, length, PASSPHRASE, &error);

  g_assert_null (plain);
  g_assert_error (error, TB_ERROR, TB_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, words));
}

/* What is called .tbx is not always one, and a stick is pulled before anything is on it. */
static void
test_foreign (void)
{
  static const char workbook[]
      = "PK\3\4 this is no exchange file, though it is long enough to have "
        "a header as long as that of one has to be";

  assert_told ((const guint8 *)workbook, sizeof workbook, "whatever its name ends with");
  assert_told ((const guint8 *)"", 0, "is empty");
}

static void
test_missing (void)
{
  g_autofree char *path = tb_test_dup_path ("no-such.tbx");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (tb_sealed_reader_open (file, PASSPHRASE, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "no-such.tbx"));
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_null (tb_sealed_reader_open (file, PASSPHRASE, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/sealed-file/vector", test_vector);
  g_test_add_func ("/sealed-file/round-trip", test_round_trip);
  g_test_add_func ("/sealed-file/deflates", test_deflates);
  g_test_add_func ("/sealed-file/unlike", test_unlike);
  g_test_add_func ("/sealed-file/passphrase", test_passphrase);
  g_test_add_func ("/sealed-file/short-passphrase", test_short_passphrase);
  g_test_add_func ("/sealed-file/default-cost", test_default_cost);
  g_test_add_func ("/sealed-file/given-up", test_given_up);
  g_test_add_func ("/sealed-file/every-bit", test_every_bit);
  g_test_add_func ("/sealed-file/every-length", test_every_length);
  g_test_add_func ("/sealed-file/chunks", test_chunks);
  g_test_add_func ("/sealed-file/hostile-cost", test_hostile_cost);
  g_test_add_func ("/sealed-file/foreign", test_foreign);
  g_test_add_func ("/sealed-file/missing", test_missing);

  return tb_test_run ();
}
