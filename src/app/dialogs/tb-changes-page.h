/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_CHANGES_PAGE (tb_changes_page_get_type ())
G_DECLARE_FINAL_TYPE (TbChangesPage, tb_changes_page, TB, CHANGES_PAGE, AdwNavigationPage)

AdwNavigationPage *tb_changes_page_new_for_record (TbSession *session, const TbRecordType *type,
                                                   const char *id) G_GNUC_WARN_UNUSED_RESULT;
AdwNavigationPage *tb_changes_page_new_for_batch (TbSession *session,
                                                  const char *batch) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
