/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-fuzz.h"

#include <string.h>

#include "tb-sealed-reader.h"
#include "tb-sealed-writer.h"

/* The input is a sealed file, opened by who knows the passphrase; what its header asks for is cheap
 * in the seeds, and a header that a mutation touched is refused before any work. */

#define PASSPHRASE "correct staple"
#define N_NOISE 70000

static const TbSealCost cost = { .memory_kib = 8, .n_passes = 1, .n_lanes = 1 };

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GInputStream) source = g_memory_input_stream_new_from_data (data, size, NULL);
  g_autoptr (GInputStream) reader
      = tb_sealed_reader_new (source, "fuzz.tbx", PASSPHRASE, NULL, NULL);
  char buffer[4096];

  while (reader != NULL && g_input_stream_read (reader, buffer, sizeof buffer, NULL, NULL) > 0)
    ;
  return 0;
}

static GBytes *
seal (const char *data, gsize length)
{
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("fuzz-XXXXXX.tbx", &stream, NULL);
  g_autoptr (TbSealedWriter) writer = tb_sealed_writer_open (file, PASSPHRASE, &cost, NULL);
  GBytes *bytes;

  g_assert_true (tb_sealed_writer_write (writer, data, length, NULL));
  g_assert_true (tb_sealed_writer_commit (writer, NULL));
  bytes = g_file_load_bytes (file, NULL, NULL, NULL);
  g_file_delete (file, NULL, NULL);
  return bytes;
}

GPtrArray *
tb_fuzz_new_seeds (void)
{
  static const char line[] = "{\"_id\":\"person:0198c0de\"}\n";
  GPtrArray *seeds = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autofree char *noise = g_malloc (N_NOISE);
  guint32 state = 7;

  for (gsize i = 0; i < N_NOISE; i++)
    {
      state = state * 1664525 + 1013904223;
      noise[i] = (char)(state >> 24);
    }
  g_ptr_array_add (seeds, seal (line, strlen (line)));
  g_ptr_array_add (seeds, seal (noise, N_NOISE));
  return seeds;
}
