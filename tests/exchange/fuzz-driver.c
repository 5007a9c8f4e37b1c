/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-fuzz.h"

#include "tb-test.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

/*
 * Runs a fuzz target where there is no libFuzzer: inputs made from the target's seeds by mutations
 * that depend on nothing but a number, so that a failure can be had again.
 *
 *   TB_FUZZ_SEED=7 TB_FUZZ_ITERATIONS=1000000 ./fuzz-csv
 *
 * With TB_FUZZ_CORPUS it only writes the seeds into that folder, for libFuzzer to begin with:
 *
 *   TB_FUZZ_CORPUS=corpus _build/tests/exchange/fuzz-xlsx
 *   _fuzz/tests/exchange/fuzz-xlsx -max_total_time=300 corpus
 */

#define DEFAULT_SEED 1
#define DEFAULT_ITERATIONS 3000
#define MAX_MUTATIONS 8
#define MAX_BLOCK 64

/* Bytes and words on which parsers turn. */
static const char *const words[] = {
  "\"",           "\"\"",    ",",
  "\t",           ";",       "\r",
  "\n",           "=",       "=\"",
  "\xff",         "\xfe",    "\x80",
  "\xef\xbb\xbf", "<",       ">",
  "/>",           "</row>",  "<row r='",
  "<c r='XFD1'>", "t='s'",   "t='inlineStr'",
  "<v>",          "<t>",     "<rPh>",
  "_x0000_",      "_xD800_", "&#0;",
  "&amp;",        "&a;",     "<!DOCTYPE a [",
  "<![CDATA[",    "<!--",    "-1",
  "4294967296",   "1e999",   "PK\1\2",
  "PK\3\4",       "PK\5\6",  "\xff\xff\xff\xff",
  "../",          "[[[[",    "{\"\":",
  "null",         "1e400",   "-0",
  "\\u0000",      "\",\"",   "2-",
};

static char progress[64];

const char *__asan_default_options (void);

/* AddressSanitizer asks for this: what it finds shall reach report_failure(). */
const char *
__asan_default_options (void)
{
  return "abort_on_error=1";
}

/* Says which input it was; only what may be called in a handler. */
static void
report_failure (int signal_number)
{
  static const char advice[] = "Bail out! Run again with the seed above; the failing iteration is ";

  if (write (STDOUT_FILENO, advice, sizeof advice - 1) < 0
      || write (STDOUT_FILENO, progress, strlen (progress)) < 0)
    _exit (2);
  signal (signal_number, SIG_DFL);
  raise (signal_number);
}

static void
insert (GByteArray *input, gsize at, const guint8 *data, gsize length)
{
  gsize tail = input->len - at;

  if (length == 0)
    return;
  g_byte_array_set_size (input, input->len + length);
  memmove (input->data + at + length, input->data + at, tail);
  memcpy (input->data + at, data, length);
}

static gsize
random_below (GRand *random, gsize end)
{
  return end < 2 ? 0 : g_rand_int_range (random, 0, end);
}

static void
mutate (GByteArray *input, GRand *random)
{
  gsize at = random_below (random, input->len);
  gsize wanted = 1 + random_below (random, MAX_BLOCK);
  gsize length = MIN (wanted, input->len - at);

  switch (g_rand_int_range (random, 0, 7))
    {
    case 0:
      if (input->len > 0)
        input->data[at] ^= 1 << g_rand_int_range (random, 0, 8);
      break;
    case 1:
      if (input->len > 0)
        input->data[at] = g_rand_int (random);
      break;
    case 2:
      if (length > 0)
        g_byte_array_remove_range (input, at, length);
      break;
    case 3:
      {
        g_autofree guint8 *block = g_memdup2 (input->data + at, length);

        insert (input, random_below (random, input->len), block, length);
        break;
      }
    case 4:
    case 5:
      {
        const char *word = words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))];

        insert (input, at, (const guint8 *)word, strlen (word));
        break;
      }
    default:
      /* Cut off, now and then: a short input has little left to mutate. */
      if (g_rand_int_range (random, 0, 8) == 0)
        g_byte_array_set_size (input, at);
      break;
    }
}

static gint64
get_number (const char *variable, gint64 fallback)
{
  const char *value = g_getenv (variable);

  return value != NULL ? g_ascii_strtoll (value, NULL, 10) : fallback;
}

static void
test_fuzz (void)
{
  gint64 seed = get_number ("TB_FUZZ_SEED", DEFAULT_SEED);
  gint64 n_iterations = get_number ("TB_FUZZ_ITERATIONS", DEFAULT_ITERATIONS);
  g_autoptr (GPtrArray) seeds = tb_fuzz_new_seeds ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT " iterations", seed, n_iterations);
  for (gint64 i = 0; i < n_iterations; i++)
    {
      g_autoptr (GByteArray) input = g_byte_array_new ();
      GBytes *start = g_ptr_array_index (seeds, g_rand_int_range (random, 0, seeds->len));
      guint n_mutations = i < seeds->len ? 0 : 1 + g_rand_int_range (random, 0, MAX_MUTATIONS);

      g_byte_array_append (input, g_bytes_get_data (start, NULL), g_bytes_get_size (start));
      for (guint j = 0; j < n_mutations; j++)
        mutate (input, random);
      g_snprintf (progress, sizeof progress, "%" G_GINT64_FORMAT "\n", i);
      LLVMFuzzerTestOneInput (input->data, input->len);
    }
}

static void
write_corpus (void)
{
  const char *folder = g_getenv ("TB_FUZZ_CORPUS");
  g_autoptr (GPtrArray) seeds = tb_fuzz_new_seeds ();

  for (guint i = 0; i < seeds->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("seed-%u", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GError) error = NULL;

      g_file_set_contents (path, g_bytes_get_data (seeds->pdata[i], NULL),
                           g_bytes_get_size (seeds->pdata[i]), &error);
      g_assert_no_error (error);
    }
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);
  signal (SIGABRT, report_failure);

  if (g_getenv ("TB_FUZZ_CORPUS") != NULL)
    g_test_add_func ("/corpus", write_corpus);
  else
    g_test_add_func ("/fuzz", test_fuzz);

  return tb_test_run ();
}
