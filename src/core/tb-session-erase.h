/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbErasureGround:
 * @name: by which the journal and the command line know it
 * @label: (translatable): what it says
 * @article: of which law
 *
 * A ground on which a person's data has to be deleted.
 */
typedef struct
{
  const char *name;
  const char *label;
  const char *article;
} TbErasureGround;

const TbErasureGround *tb_erasure_grounds_get_all (guint *n_grounds);
const TbErasureGround *tb_erasure_grounds_find (const char *name);

/* What is to be known before somebody erases, and after. */
char *tb_erasure_dup_warning (TbRecord *person) G_GNUC_WARN_UNUSED_RESULT;
const char *tb_erasure_get_hint (void);

char *tb_session_erase (TbSession *self, TbRecord *person, const TbErasureGround *ground,
                        const char *reason, GCancellable *cancellable,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_session_erase_async (TbSession *self, TbRecord *person, const TbErasureGround *ground,
                             const char *reason, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
