/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sync.h"

G_DEFINE_BOXED_TYPE (TbSyncAccount, tb_sync_account, tb_sync_account_copy, tb_sync_account_free)
G_DEFINE_BOXED_TYPE (TbSyncReview, tb_sync_review, tb_sync_review_copy, tb_sync_review_free)
G_DEFINE_BOXED_TYPE (TbSyncRefused, tb_sync_refused, tb_sync_refused_copy, tb_sync_refused_free)

/**
 * tb_sync_account_new:
 * @url: address of the service
 * @branch: (nullable): the branch
 * @user: the name by which the service knows the user
 *
 * Returns: (transfer full): an account
 */
TbSyncAccount *
tb_sync_account_new (const char *url, const char *branch, const char *user)
{
  TbSyncAccount *self;

  g_return_val_if_fail (url != NULL, NULL);
  g_return_val_if_fail (user != NULL, NULL);

  self = g_new0 (TbSyncAccount, 1);
  self->url = g_strdup (url);
  self->branch = g_strdup (branch);
  self->user = g_strdup (user);
  return self;
}

/**
 * tb_sync_account_copy:
 * @self: an account
 *
 * Returns: (transfer full): the same again
 */
TbSyncAccount *
tb_sync_account_copy (const TbSyncAccount *self)
{
  return tb_sync_account_new (self->url, self->branch, self->user);
}

/**
 * tb_sync_account_free:
 * @self: (transfer full) (nullable): an account
 */
void
tb_sync_account_free (TbSyncAccount *self)
{
  if (self == NULL)
    return;
  g_free (self->url);
  g_free (self->branch);
  g_free (self->user);
  g_free (self);
}

/**
 * tb_sync_offer_free:
 * @self: (transfer full): what a service answered
 */
void
tb_sync_offer_free (TbSyncOffer *self)
{
  g_strfreev (self->branches);
  g_strfreev (self->shared);
  g_strfreev (self->withheld);
  g_free (self);
}

/**
 * tb_sync_status_free:
 * @self: (transfer full): how things stood
 */
void
tb_sync_status_free (TbSyncStatus *self)
{
  tb_sync_account_free (self->account);
  g_free (self->device);
  g_free (self->last_success);
  g_free (self->last_failure);
  g_free (self->failure);
  g_strfreev (self->shared);
  g_strfreev (self->withheld);
  g_free (self);
}

/**
 * tb_sync_review_copy:
 * @self: a value that was not taken
 *
 * Returns: (transfer full): the same again
 */
TbSyncReview *
tb_sync_review_copy (const TbSyncReview *self)
{
  TbSyncReview *copy = g_memdup2 (self, sizeof *self);

  copy->record_id = g_strdup (self->record_id);
  copy->title = g_strdup (self->title);
  copy->kept = g_strdup (self->kept);
  copy->other = g_strdup (self->other);
  copy->kept_by = g_strdup (self->kept_by);
  copy->kept_at = g_strdup (self->kept_at);
  copy->other_by = g_strdup (self->other_by);
  copy->other_at = g_strdup (self->other_at);
  copy->batch = g_strdup (self->batch);
  return copy;
}

/**
 * tb_sync_review_free:
 * @self: (transfer full): a value that was not taken
 */
void
tb_sync_review_free (TbSyncReview *self)
{
  g_free (self->record_id);
  g_free (self->title);
  g_free (self->kept);
  g_free (self->other);
  g_free (self->kept_by);
  g_free (self->kept_at);
  g_free (self->other_by);
  g_free (self->other_at);
  g_free (self->batch);
  g_free (self);
}

/**
 * tb_sync_refused_copy:
 * @self: what was refused
 *
 * Returns: (transfer full): the same again
 */
TbSyncRefused *
tb_sync_refused_copy (const TbSyncRefused *self)
{
  TbSyncRefused *copy = g_memdup2 (self, sizeof *self);

  copy->record_id = g_strdup (self->record_id);
  copy->title = g_strdup (self->title);
  copy->code = g_strdup (self->code);
  copy->reason = g_strdup (self->reason);
  copy->at = g_strdup (self->at);
  return copy;
}

/**
 * tb_sync_refused_free:
 * @self: (transfer full): what was refused
 */
void
tb_sync_refused_free (TbSyncRefused *self)
{
  g_free (self->record_id);
  g_free (self->title);
  g_free (self->code);
  g_free (self->reason);
  g_free (self->at);
  g_free (self);
}

/**
 * tb_sync_held_free:
 * @self: (transfer full): a record that waits for another
 */
void
tb_sync_held_free (TbSyncHeld *self)
{
  g_free (self->record_id);
  g_free (self->target_id);
  g_free (self);
}
