/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Cameras write it before the picture itself, within the first two segments. */
#define TB_EXIF_HEAD_SIZE (128 * 1024)

/**
 * TbExifTaken:
 * @offset: (nullable): the difference from UTC, such as `+08:00`; empty where the camera did not
 * say
 *
 * When a photograph was taken, by the camera's clock.
 */
typedef struct
{
  int year;
  int month;
  int day;
  int hour;
  int minute;
  int second;
  char offset[7];
} TbExifTaken;

gboolean tb_exif_read_taken (const guint8 *data, gsize length, TbExifTaken *taken);

G_END_DECLS
