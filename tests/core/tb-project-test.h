/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-core-test.h"

G_BEGIN_DECLS

/* Records of projects and claims: pairs of field names and values as people type them, ended by
 * NULL. */
TbRecord *tb_project_test_add (TbCoreTest *test, const char *type_name,
                               ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
/* The same taken over from elsewhere, in whatever state it is. */
TbRecord *tb_project_test_import (TbCoreTest *test, const char *type_name,
                                  ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
/* Takes a stored record through a transition, and gives it as it is then. */
TbRecord *tb_project_test_do (TbCoreTest *test, TbRecord *record, const char *verb,
                              const char *reason) G_GNUC_WARN_UNUSED_RESULT;
/* The transition is refused, with @words in what is said, and nothing has changed. */
void tb_project_test_refuse (TbCoreTest *test, TbRecord *record, const char *verb,
                             const char *reason, const char *words);
/* A project in a state, with claims of its places, and a claim on it. */
TbRecord *tb_project_test_add_project (TbCoreTest *test, const char *claim_mode,
                                       const char *max_claimants) G_GNUC_WARN_UNUSED_RESULT;
TbRecord *tb_project_test_publish (TbCoreTest *test, TbRecord *project) G_GNUC_WARN_UNUSED_RESULT;
TbRecord *tb_project_test_add_claim (TbCoreTest *test, TbRecord *project,
                                     const char *claimant) G_GNUC_WARN_UNUSED_RESULT;
/* Applied for, checked and confirmed. */
TbRecord *tb_project_test_confirm (TbCoreTest *test, TbRecord *project,
                                   const char *claimant) G_GNUC_WARN_UNUSED_RESULT;
void tb_project_test_assert_state (TbCoreTest *test, TbRecord *record, const char *state);

/* An organisation below another one, or below none. */
char *tb_project_test_dup_organisation (TbCoreTest *test, const char *name,
                                        const char *parent) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
