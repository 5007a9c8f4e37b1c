/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TbLineChannel:
 *
 * Lines of text to and from another process, which is not trusted: a line too long, or one never
 * fetched while more are sent, ends the channel. On the main context of the thread that made it.
 *
 * Signals:
 *  - `line (const char *line)`: a line came, without its end; it may be anything but hold a NUL
 *  - `ended ()`: once: no more lines come and none can be sent
 */
#define TB_TYPE_LINE_CHANNEL (tb_line_channel_get_type ())
G_DECLARE_FINAL_TYPE (TbLineChannel, tb_line_channel, TB, LINE_CHANNEL, GObject)

TbLineChannel *tb_line_channel_new (GInputStream *input, GOutputStream *output,
                                    gsize longest) G_GNUC_WARN_UNUSED_RESULT;
void tb_line_channel_start (TbLineChannel *self);
void tb_line_channel_send (TbLineChannel *self, const char *line);
void tb_line_channel_end (TbLineChannel *self);

G_END_DECLS
