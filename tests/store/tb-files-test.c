/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-files-test.h"

#include <string.h>

#include "tb-type-attachment.h"

TbRecord *
tb_files_test_attach (TbStoreTest *test, const char *name, const char *content)
{
  g_autoptr (TbFileStore) store = tb_file_store_new (test->path);
  g_autoptr (GInputStream) stream
      = g_memory_input_stream_new_from_data (content, (gssize)strlen (content), NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *size = NULL;
  TbStoredFile stored;
  TbRecord *record = NULL;

  tb_file_store_put (store, stream, name, &stored, NULL, &error);
  g_assert_no_error (error);
  size = g_strdup_printf ("%" G_GINT64_FORMAT, stored.size);
  record = tb_store_test_new_record ("attachment", "file_name", name, "sha256", stored.sha256,
                                     "size", size, NULL);
  tb_store_test_add_record (test, record);
  return record;
}

char *
tb_files_test_dup_path (const char *database, TbRecord *attachment)
{
  g_autoptr (TbFileStore) store = tb_file_store_new (database);

  return tb_file_store_dup_path (store, tb_record_get_text (attachment, TB_ATTACHMENT_SHA256));
}

void
tb_files_test_assert_content (const char *database, TbRecord *attachment, const char *content)
{
  g_autofree char *path = tb_files_test_dup_path (database, attachment);
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &found, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, content);
}
