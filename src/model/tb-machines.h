/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to the model: the tables of states, and what they are written with. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "tb-machine.h"

/* A list of states or of fields. */
#define TB_NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

extern const TbMachine tb_machine_event;
extern const TbMachine tb_machine_project;
extern const TbMachine tb_machine_claim;
