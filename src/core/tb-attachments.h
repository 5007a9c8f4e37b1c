/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-new-file.h"

G_BEGIN_DECLS

/**
 * TbAttachment:
 * @record: (owned): the row
 * @elsewhere: (owned) (nullable) (element-type utf8): titles of the other events and projects that
 * have a file of the same content (R-PRJ-05), ended by %NULL; %NULL where there are none
 * @is_missing: whether the file itself is not there
 * @is_remote: whether it is not there because it came from another desk and nobody has fetched it
 *
 * One of the files of a record, as it is listed.
 */
typedef struct
{
  TbRecord *record;
  GStrv elsewhere;
  gboolean is_missing;
  gboolean is_remote;
} TbAttachment;

void tb_attachment_free (TbAttachment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbAttachment, tb_attachment_free)

/**
 * TbAttachmentList:
 * @attachments: (owned) (element-type TbAttachment): in the order in which they were added
 * @is_open: whether files can be added and taken away: the register may be written, and the record
 * is neither removed nor archived
 *
 * The files of one record.
 */
typedef struct
{
  GPtrArray *attachments;
  gboolean is_open;
} TbAttachmentList;

void tb_attachment_list_free (TbAttachmentList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbAttachmentList, tb_attachment_list_free)

gboolean tb_attachments_are_for (const TbRecordType *owner_type);

/* Attaching: the files are kept first, then their rows are written as one batch. Gives the batch.
 */
char *tb_session_attach_files (TbSession *self, const TbRecordType *owner_type,
                               const char *owner_id, GPtrArray *files, const char *kind,
                               const char *caption, GCancellable *cancellable,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_session_attach_files_async (TbSession *self, const TbRecordType *owner_type,
                                    const char *owner_id, GPtrArray *files, const char *kind,
                                    const char *caption, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
char *tb_session_attach_files_finish (TbSession *self, GAsyncResult *result,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *tb_session_attach (TbSession *self, const TbRecordType *owner_type, const char *owner_id,
                         GFile *file, const char *kind, const char *caption,
                         GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *tb_session_attach_bytes (TbSession *self, const TbRecordType *owner_type,
                               const char *owner_id, GBytes *bytes, const char *name,
                               const char *kind, const char *caption, GCancellable *cancellable,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Looking. */
TbAttachmentList *tb_session_list_attachments (TbSession *self, const TbRecordType *owner_type,
                                               const char *owner_id, GCancellable *cancellable,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_session_list_attachments_async (TbSession *self, const TbRecordType *owner_type,
                                        const char *owner_id, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *tb_session_list_same_content (TbSession *self, const char *sha256,
                                         GCancellable *cancellable,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
GFile *tb_session_get_attachment_file (TbSession *self,
                                       TbRecord *attachment) G_GNUC_WARN_UNUSED_RESULT;

/* Takes away the files that nothing tells of any more. */
gint64 tb_session_sweep_files (TbSession *self, GCancellable *cancellable, GError **error);
void tb_session_sweep_files_async (TbSession *self, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
