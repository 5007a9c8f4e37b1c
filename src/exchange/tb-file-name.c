/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-file-name.h"

/**
 * tb_file_name_dup_shown:
 * @file: any file
 *
 * What people call a file, for messages and the journal. Files from other systems, as on a stick,
 * may have names that are no UTF-8; what of them cannot be shown becomes U+FFFD. Any thread.
 *
 * Returns: (transfer full): its name, without its folder
 */
char *
tb_file_name_dup_shown (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);

  return g_filename_display_name (base != NULL ? base : "");
}
