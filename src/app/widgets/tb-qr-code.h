/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TbQrCode:
 *
 * A text as a QR code: always dark on light, whatever the style, with the margin that readers need,
 * and each of its squares a whole number of pixels.
 *
 * Properties:
 *  - `text`: what it says; nothing is drawn while there is none
 */
#define TB_TYPE_QR_CODE (tb_qr_code_get_type ())
G_DECLARE_FINAL_TYPE (TbQrCode, tb_qr_code, TB, QR_CODE, GtkWidget)

void tb_qr_code_set_text (TbQrCode *self, const char *text);
const char *tb_qr_code_get_text (TbQrCode *self);

G_END_DECLS
