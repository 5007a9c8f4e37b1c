/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-attachment.h"

#include "tb-rules.h"
#include "tb-record-types.h"

#define OWNER N_ ("Belongs to")
#define FILE N_ ("File")

static const TbField fields[] = {
  [TB_ATTACHMENT_EVENT] = { .name = "event",
                            .label = N_ ("Event"),
                            .section = OWNER,
                            .type = TB_FIELD_REFERENCE,
                            .flags = TB_FIELD_FILTER,
                            .target = "event" },
  [TB_ATTACHMENT_PROJECT] = { .name = "project",
                              .label = N_ ("Project"),
                              .section = OWNER,
                              .type = TB_FIELD_REFERENCE,
                              .flags = TB_FIELD_FILTER,
                              .target = "project" },
  [TB_ATTACHMENT_CLAIM] = { .name = "claim",
                            .label = N_ ("Claim"),
                            .section = OWNER,
                            .type = TB_FIELD_REFERENCE,
                            .flags = TB_FIELD_FILTER,
                            .target = "claim" },
  [TB_ATTACHMENT_MILESTONE] = { .name = "milestone",
                                .label = N_ ("Milestone"),
                                .section = OWNER,
                                .type = TB_FIELD_REFERENCE,
                                .flags = TB_FIELD_FILTER,
                                .target = "milestone" },
  [TB_ATTACHMENT_KIND] = { .name = "kind",
                           .label = N_ ("Kind of evidence"),
                           .section = FILE,
                           .type = TB_FIELD_CODE,
                           .flags = TB_FIELD_LISTED | TB_FIELD_FILTER,
                           .code_list = "evidence-kind" },
  [TB_ATTACHMENT_FILE_NAME] = { .name = "file_name",
                                .label = N_ ("File name"),
                                .section = FILE,
                                .type = TB_FIELD_TEXT,
                                .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED },
  [TB_ATTACHMENT_MEDIA_TYPE] = { .name = "media_type",
                                 .label = N_ ("Media type"),
                                 .section = FILE,
                                 .type = TB_FIELD_TEXT,
                                 .flags = TB_FIELD_KEPT },
  [TB_ATTACHMENT_SIZE] = { .name = "size",
                           .label = N_ ("Size (bytes)"),
                           .section = FILE,
                           .type = TB_FIELD_INTEGER,
                           .flags = TB_FIELD_LISTED | TB_FIELD_KEPT },
  [TB_ATTACHMENT_SHA256] = { .name = "sha256",
                             .label = N_ ("SHA-256"),
                             .section = FILE,
                             .type = TB_FIELD_TEXT,
                             .flags = TB_FIELD_REQUIRED },
  [TB_ATTACHMENT_TAKEN_AT]
  = { .name = "taken_at", .label = N_ ("Taken at"), .section = FILE, .type = TB_FIELD_INSTANT },
  [TB_ATTACHMENT_CAPTION] = { .name = "caption",
                              .label = N_ ("Caption"),
                              .section = FILE,
                              .type = TB_FIELD_TEXT,
                              .flags = TB_FIELD_LISTED },
  [TB_ATTACHMENT_ADDED_ON] = { .name = "added_on",
                               .label = N_ ("Added on"),
                               .section = FILE,
                               .type = TB_FIELD_DATE,
                               .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_KEPT },
  [TB_ATTACHMENT_REMARK] = TB_REMARK_FIELD,
  [TB_ATTACHMENT_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

static gboolean
is_sha256 (const char *text)
{
  return strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}

static void
check (TbRecord *record, TbDate today, TbFindings *findings)
{
  static const guint owners[] = { TB_ATTACHMENT_EVENT, TB_ATTACHMENT_PROJECT, TB_ATTACHMENT_CLAIM,
                                  TB_ATTACHMENT_MILESTONE };

  tb_rules_check_one_owner (record, owners, G_N_ELEMENTS (owners), findings);
  if (tb_record_has (record, TB_ATTACHMENT_SHA256)
      && !is_sha256 (tb_record_get_text (record, TB_ATTACHMENT_SHA256)))
    tb_findings_add (findings, TB_ATTACHMENT_SHA256, TB_SEVERITY_ERROR, "sha256_shape",
                     _ ("“%s” is no SHA-256 sum."),
                     tb_record_get_text (record, TB_ATTACHMENT_SHA256));
}

static const char *const subtitle_fields[] = { "kind", "added_on", NULL };

const TbRecordType tb_type_attachment = {
  .name = "attachment",
  .label = N_ ("Attachment"),
  .label_plural = N_ ("Attachments"),
  .icon_name = "mail-attachment-symbolic",
  .number = 24,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_ATTACHMENT_FILE_NAME,
  .subtitle_fields = subtitle_fields,
  .check = check,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_ATTACHMENT_N_FIELDS);
