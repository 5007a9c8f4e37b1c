/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-date.h"

G_BEGIN_DECLS

/**
 * TbIdNumberFault:
 *
 * What is wrong with a citizen identity number (GB 11643-1999), in the order of checking.
 */
typedef enum
{
  TB_ID_NUMBER_OK,
  TB_ID_NUMBER_LENGTH,
  TB_ID_NUMBER_CHARACTERS,
  TB_ID_NUMBER_DATE,
  TB_ID_NUMBER_CHECK_DIGIT,
} TbIdNumberFault;

/**
 * TbCreditCodeFault:
 *
 * What is wrong with a unified social credit code (GB 32100-2015), in the order of checking.
 */
typedef enum
{
  TB_CREDIT_CODE_OK,
  TB_CREDIT_CODE_LENGTH,
  TB_CREDIT_CODE_CHARACTERS,
  TB_CREDIT_CODE_KIND,
  TB_CREDIT_CODE_INNER_CHECK,
  TB_CREDIT_CODE_CHECK,
} TbCreditCodeFault;

typedef enum
{
  TB_SEX_UNKNOWN = 0,
  TB_SEX_MALE = 1,
  TB_SEX_FEMALE = 2,
} TbSex;

char *tb_id_number_normalise (const char *text) G_GNUC_WARN_UNUSED_RESULT;
TbIdNumberFault tb_id_number_check (const char *number, TbDate today);
TbDate tb_id_number_get_birth_date (const char *number);
TbSex tb_id_number_get_sex (const char *number);
char tb_id_number_compute_check (const char *first_17);

char *tb_credit_code_normalise (const char *text) G_GNUC_WARN_UNUSED_RESULT;
TbCreditCodeFault tb_credit_code_check (const char *code);
char *tb_credit_code_dup_suggestion (const char *code) G_GNUC_WARN_UNUSED_RESULT;
char tb_credit_code_compute_check (const char *first_17);
gboolean tb_organisation_code_is_valid (const char *code);
char tb_organisation_code_compute_check (const char *first_8);

G_END_DECLS
