/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-test-phone.h"
#include "tb-test.h"

#define TB_TEST_TOKEN "AAAAbbbbCCCCdddd0000-_-_1111"
#define TB_TEST_PATH "/" TB_TEST_TOKEN
