/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-sync.h"

G_BEGIN_DECLS

/**
 * TbPageInfo:
 * @name: stable name, for actions and settings
 * @title: (translatable): in the sidebar and the header bar
 * @icon_name: symbolic icon
 * @type_name: (nullable): the record type whose records it shows
 * @get_type: the widget, a subclass of #TbPage
 * @get_view_type: (nullable): another way to see the records than a table, a #TbRecordView
 * @get_strip_type: (nullable): a widget below the header bar, with the property `session`
 * @get_other_view_type: (nullable): yet another way to see the records, a #TbRecordView
 * @sync_count: (nullable): property of #TbSync that counts what the page shows; the page is led to
 * only where a service is set up, or where there is something to count
 * @help_topic: id of the page of the help that tells of it
 *
 * One page of the window, as the table of pages has it.
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *icon_name;
  const char *type_name;
  GType (*get_type) (void);
  GType (*get_view_type) (void);
  GType (*get_strip_type) (void);
  GType (*get_other_view_type) (void);
  const char *sync_count;
  const char *help_topic;
} TbPageInfo;

#define TB_TYPE_PAGE (tb_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (TbPage, tb_page, TB, PAGE, AdwBin)

/**
 * TbPageClass:
 * @take_focus: brings the keyboard to what the page is about, and gives %FALSE where that is not
 * there yet; it is done again at the next tb_page_give_due_focus(). Where it is not overridden, it
 * goes to the first widget
 * @go_back: (nullable): takes away the record that is pushed over what the page is about
 * @find: opens the search of the page; %NULL where there is none
 * @show_record: puts a record into the detail pane
 * @show_filtered: shows only the records whose @field has @value, or none where @value is empty;
 * with an empty
 *   @field, the incomplete ones
 * @dup_query: (nullable): what the page shows at present
 */
struct _TbPageClass
{
  AdwBinClass parent_class;

  gboolean (*take_focus) (TbPage *self);
  void (*go_back) (TbPage *self);
  void (*find) (TbPage *self);
  void (*show_record) (TbPage *self, const char *id);
  void (*show_filtered) (TbPage *self, const char *field, const char *value);
  TbQuery *(*dup_query) (TbPage *self);
};

const TbPageInfo *tb_page_get_info (TbPage *self);
const TbRecordType *tb_page_get_record_type (TbPage *self);
TbSession *tb_page_get_session (TbPage *self);
TbSync *tb_page_get_sync (TbPage *self);
void tb_page_take_focus (TbPage *self);
void tb_page_give_due_focus (TbPage *self);
void tb_page_leave (TbPage *self);
void tb_page_go_back (TbPage *self);
gboolean tb_page_can_find (TbPage *self);
void tb_page_find (TbPage *self);
void tb_page_show_record (TbPage *self, const char *id);
void tb_page_show_filtered (TbPage *self, const char *field, const char *value);
TbQuery *tb_page_dup_query (TbPage *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
