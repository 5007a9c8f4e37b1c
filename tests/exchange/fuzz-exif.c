/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-fuzz.h"

#include "tb-exif.h"

/* The whole input is the beginning of a photograph. */

static const guint8 seed[] = {
  0xFF, 0xD8, 0xFF, 0xE1, 0x00, 0x48, 'E',  'x',  'i',  'f',  0,   0,   'M',  'M',  0,   '*',
  0,    0,    0,    8,    0,    1,    0x87, 0x69, 0,    4,    0,   0,   0,    1,    0,   0,
  0,    26,   0,    0,    0,    0,    0,    1,    0x90, 0x03, 0,   2,   0,    0,    0,   20,
  0,    0,    0,    44,   0,    0,    0,    0,    '2',  '0',  '2', '6', ':',  '1',  '1', ':',
  '2',  '0',  ' ',  '1',  '4',  ':',  '3',  '0',  ':',  '0',  '0', 0,   0xFF, 0xD9,
};

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  TbExifTaken taken;

  tb_exif_read_taken (data, size, &taken);
  return 0;
}

GPtrArray *
tb_fuzz_new_seeds (void)
{
  GPtrArray *seeds = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  g_ptr_array_add (seeds, g_bytes_new_static (seed, sizeof seed));
  return seeds;
}
