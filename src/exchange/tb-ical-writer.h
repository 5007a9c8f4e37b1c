/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-date.h"

G_BEGIN_DECLS

typedef enum
{
  TB_ICAL_TENTATIVE,
  TB_ICAL_CONFIRMED,
  TB_ICAL_CANCELLED,
} TbIcalStatus;

/* A time of day that is not known. */
#define TB_ICAL_NO_TIME (-1)

/**
 * TbIcalEvent:
 * @uid: names it for ever: a calendar that has it already changes that entry
 * @sequence: greater after each change that matters to who comes
 * @changed_at: when it was last changed, in UTC, as ISO 8601
 * @status: whether it will be
 * @on: its day
 * @from: minutes after midnight in China, or %TB_ICAL_NO_TIME for the whole day
 * @to: minutes after midnight, or %TB_ICAL_NO_TIME; a time not after @from is of the next day
 * @summary: what people read
 * @location: (nullable): where
 * @description: (nullable): more
 * @category: (nullable): its kind
 * @organiser: (nullable): whose it is, by name
 *
 * An event of a calendar.
 */
typedef struct
{
  const char *uid;
  guint sequence;
  const char *changed_at;
  TbIcalStatus status;
  TbDate on;
  int from;
  int to;
  const char *summary;
  const char *location;
  const char *description;
  const char *category;
  const char *organiser;
} TbIcalEvent;

/**
 * TbIcalWriter:
 *
 * A calendar being written as iCalendar (RFC 5545). One thread at a time.
 */
typedef struct _TbIcalWriter TbIcalWriter;

TbIcalWriter *tb_ical_writer_new (const char *name) G_GNUC_WARN_UNUSED_RESULT;
void tb_ical_writer_free (TbIcalWriter *self);
void tb_ical_writer_add (TbIcalWriter *self, const TbIcalEvent *event);
char *tb_ical_writer_dup_text (TbIcalWriter *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbIcalWriter, tb_ical_writer_free)

G_END_DECLS
