/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "tb-exif.h"
#include "tb-test.h"

/* A photograph is put together from the tags of its two lists; numbers are written in either order.
 */
typedef struct
{
  GByteArray *bytes; /* (owned) */
  gboolean big_endian;
} Writer;

static void
put_16 (Writer *writer, guint value)
{
  guint8 bytes[2] = { value >> 8 & 0xFF, value & 0xFF };

  if (!writer->big_endian)
    {
      bytes[0] = value & 0xFF;
      bytes[1] = value >> 8 & 0xFF;
    }
  g_byte_array_append (writer->bytes, bytes, 2);
}

static void
put_32 (Writer *writer, guint32 value)
{
  put_16 (writer, writer->big_endian ? value >> 16 : value & 0xFFFF);
  put_16 (writer, writer->big_endian ? value & 0xFFFF : value >> 16);
}

static void
put_text (Writer *writer, const char *text)
{
  g_byte_array_append (writer->bytes, (const guint8 *)text, (guint)strlen (text) + 1);
}

static void
put_entry (Writer *writer, guint tag, guint type, guint32 count, guint32 value)
{
  put_16 (writer, tag);
  put_16 (writer, type);
  put_32 (writer, count);
  put_32 (writer, value);
}

/* The tags: the first list names the second, which has the texts behind it. */
static GByteArray *
new_tiff (gboolean big_endian, const char *taken, const char *offset)
{
  Writer writer = { .bytes = g_byte_array_new (), .big_endian = big_endian };
  guint32 texts = 8 + 2 + 2 * 12 + 4 + 2 + 2 * 12 + 4;

  g_byte_array_append (writer.bytes, (const guint8 *)(big_endian ? "MM\0*" : "II*\0"), 4);
  put_32 (&writer, 8);
  put_16 (&writer, 2);
  put_entry (&writer, 0x0112, 3, 1, 1);
  put_entry (&writer, 0x8769, 4, 1, 8 + 2 + 2 * 12 + 4);
  put_32 (&writer, 0);
  put_16 (&writer, 2);
  put_entry (&writer, 0x9003, 2, (guint32)strlen (taken) + 1, texts);
  put_entry (&writer, 0x9011, 2, (guint32)strlen (offset) + 1, texts + (guint32)strlen (taken) + 1);
  put_32 (&writer, 0);
  put_text (&writer, taken);
  put_text (&writer, offset);
  return writer.bytes;
}

static GByteArray *
new_photo (gboolean big_endian, const char *taken, const char *offset)
{
  static const guint8 begin[] = { 0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 'J', 'F', 0xFF, 0xE1 };
  static const guint8 end[] = { 0xFF, 0xDA, 0, 2, 0xFF, 0xD9 };
  g_autoptr (GByteArray) tiff = new_tiff (big_endian, taken, offset);
  Writer writer = { .bytes = g_byte_array_new (), .big_endian = TRUE };

  g_byte_array_append (writer.bytes, begin, sizeof begin);
  put_16 (&writer, 2 + 6 + tiff->len);
  g_byte_array_append (writer.bytes, (const guint8 *)"Exif\0\0", 6);
  g_byte_array_append (writer.bytes, tiff->data, tiff->len);
  g_byte_array_append (writer.bytes, end, sizeof end);
  return writer.bytes;
}

static void
test_taken (void)
{
  for (guint big_endian = 0; big_endian < 2; big_endian++)
    {
      g_autoptr (GByteArray) photo = new_photo (big_endian != 0, "2026:11:22 08:30:05", "+08:00");
      TbExifTaken taken = { 0 };

      g_assert_true (tb_exif_read_taken (photo->data, photo->len, &taken));
      g_assert_cmpint (taken.year, ==, 2026);
      g_assert_cmpint (taken.month, ==, 11);
      g_assert_cmpint (taken.day, ==, 22);
      g_assert_cmpint (taken.hour, ==, 8);
      g_assert_cmpint (taken.minute, ==, 30);
      g_assert_cmpint (taken.second, ==, 5);
      g_assert_cmpstr (taken.offset, ==, "+08:00");
    }
}

static void
test_not_said (void)
{
  static const char *const texts[] = { "    :  :     :  :  ", "2026-11-22 08:30:05", "", "2026",
                                       "2026:11:22 08:30:05 and more" };
  TbExifTaken taken;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GByteArray) photo = new_photo (TRUE, texts[i], "+08:00");

      g_assert_false (tb_exif_read_taken (photo->data, photo->len, &taken));
    }

  {
    g_autoptr (GByteArray) photo = new_photo (TRUE, "2026:11:22 08:30:05", "   :  ");

    g_assert_true (tb_exif_read_taken (photo->data, photo->len, &taken));
    g_assert_cmpstr (taken.offset, ==, "");
  }
  g_assert_false (tb_exif_read_taken (NULL, 0, &taken));
  g_assert_false (tb_exif_read_taken ((const guint8 *)"\211PNG\r\n\032\n", 8, &taken));
}

/* Cut off anywhere, and with any one byte another: nothing else is read (the sanitizers watch). */
static void
test_hostile (void)
{
  g_autoptr (GByteArray) photo = new_photo (FALSE, "2026:11:22 08:30:05", "+08:00");
  TbExifTaken taken;

  for (guint length = 0; length < photo->len; length++)
    {
      g_autofree guint8 *cut = g_memdup2 (photo->data, length);

      tb_exif_read_taken (cut, length, &taken);
    }

  for (guint at = 0; at < photo->len; at++)
    for (guint value = 0; value < 256; value++)
      {
        g_autofree guint8 *spoilt = g_memdup2 (photo->data, photo->len);

        spoilt[at] = (guint8)value;
        tb_exif_read_taken (spoilt, photo->len, &taken);
      }

  for (guint round = 0; round < 20000; round++)
    {
      g_autofree guint8 *spoilt = g_memdup2 (photo->data, photo->len);

      for (guint i = 0; i < 6; i++)
        spoilt[g_test_rand_int_range (0, (gint32)photo->len)]
            = (guint8)g_test_rand_int_range (0, 256);
      tb_exif_read_taken (spoilt, photo->len, &taken);
    }
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/exchange/exif/taken", test_taken);
  g_test_add_func ("/exchange/exif/not-said", test_not_said);
  g_test_add_func ("/exchange/exif/hostile", test_hostile);

  return tb_test_run ();
}
