/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "tb-field.h"

G_BEGIN_DECLS

/**
 * TbDocumentScope:
 *
 * Which protected fields may leave a desk.
 */
typedef struct _TbDocumentScope TbDocumentScope;

TbDocumentScope *tb_document_scope_new (JsonObject *settings) G_GNUC_WARN_UNUSED_RESULT;
void tb_document_scope_free (TbDocumentScope *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbDocumentScope, tb_document_scope_free)

gboolean tb_document_scope_allows (const TbDocumentScope *self, const TbField *field);
gboolean tb_document_scope_equal (const TbDocumentScope *a, const TbDocumentScope *b);

G_END_DECLS
