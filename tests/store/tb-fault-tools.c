/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-fault-tools.h"

#include <linux/capability.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static void
set_limit (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (bytes, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

void
tb_fault_limit_files (guint64 bytes)
{
  /* The signal would end the process; without it, writing fails, as it does on a full disk. */
  signal (SIGXFSZ, SIG_IGN);
  set_limit (bytes);
}

void
tb_fault_unlimit_files (void)
{
  set_limit (RLIM_INFINITY);
}

/* Only what is in effect is changed, so that it can be changed back. */
static void
set_override (gboolean in_effect)
{
  struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
  struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3];
  const guint32 override = 1u << CAP_DAC_OVERRIDE | 1u << CAP_DAC_READ_SEARCH;

  g_assert_cmpint (syscall (SYS_capget, &header, data), ==, 0);
  if (in_effect)
    data[0].effective |= override & data[0].permitted;
  else
    data[0].effective &= ~override;
  g_assert_cmpint (syscall (SYS_capset, &header, data), ==, 0);
}

void
tb_fault_obey_permissions (void)
{
  set_override (FALSE);
}

void
tb_fault_disobey_permissions (void)
{
  set_override (TRUE);
}
