/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-confine.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#if __has_include(<linux/landlock.h>)
#include <linux/landlock.h>
#endif

/* A process that needs more is not serving a page. */
#define MEMORY_MAX (512ul * 1024 * 1024)
#define FILES_MAX 512

static void
set_limit (int resource, rlim_t limit)
{
  struct rlimit limits = { limit, limit };

  /* Where the system sets a lower one, that one holds. */
  setrlimit (resource, &limits);
}

/**
 * tb_confine_at_start:
 *
 * First thing of the process: closes what it inherited but standard input, output and errors,
 * leaves its folder, and gives up gaining rights, leaving its memory on a disk, being looked into
 * by the user's other programs, writing files, and taking more memory than it needs.
 */
void
tb_confine_at_start (void)
{
  close_range (STDERR_FILENO + 1, ~0u, 0);
  umask (077);
  if (chdir ("/") != 0)
    g_error ("There is no root folder");

  prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl (PR_SET_DUMPABLE, 0, 0, 0, 0);
  set_limit (RLIMIT_CORE, 0);
  set_limit (RLIMIT_FSIZE, 0);
  set_limit (RLIMIT_NOFILE, FILES_MAX);
#ifndef __SANITIZE_ADDRESS__
  /* AddressSanitizer maps terabytes that it never touches. */
  set_limit (RLIMIT_AS, MEMORY_MAX);
#endif
}

#ifdef LANDLOCK_CREATE_RULESET_VERSION

/* Gives up what the kernel can be told of among the kinds of access asked for; for good, since no
 * rule makes an exception. */
static gboolean
give_up (struct landlock_ruleset_attr *attr, gsize size)
{
  int ruleset = syscall (SYS_landlock_create_ruleset, attr, size, 0);
  gboolean done;

  if (ruleset < 0)
    return FALSE;
  done = syscall (SYS_landlock_restrict_self, ruleset, 0) == 0;
  close (ruleset);
  return done;
}

static int
get_version (void)
{
  return syscall (SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

#endif

/**
 * tb_confine_files:
 *
 * From here on the process can open, make, remove and list no file at all, the register least of
 * all. After tb_confine_at_start(), where all files that are needed have been read.
 *
 * Returns: whether the kernel can do that (Linux 5.13 with Landlock)
 */
gboolean
tb_confine_files (void)
{
#ifdef LANDLOCK_CREATE_RULESET_VERSION
  /* Each version knows more kinds of access; all of one must be known to it. */
  static const guint n_kinds[] = { 0, 13, 14, 15, 15, 16 };
  int version = get_version ();
  struct landlock_ruleset_attr attr = { 0 };

  if (version < 1)
    return FALSE;
  attr.handled_access_fs = (1ull << n_kinds[MIN (version, (int)G_N_ELEMENTS (n_kinds) - 1)]) - 1;
  return give_up (&attr, sizeof attr.handled_access_fs);
#else
  return FALSE;
#endif
}

/**
 * tb_confine_network:
 *
 * From here on the process can connect to nothing and listen at nothing else. After
 * tb_confine_at_start(), when it listens.
 *
 * Returns: whether the kernel can do that (Linux 6.7 with Landlock)
 */
gboolean
tb_confine_network (void)
{
#ifdef LANDLOCK_ACCESS_NET_BIND_TCP
  struct landlock_ruleset_attr attr = { 0 };

  if (get_version () < 4)
    return FALSE;
  attr.handled_access_net = LANDLOCK_ACCESS_NET_BIND_TCP | LANDLOCK_ACCESS_NET_CONNECT_TCP;
  return give_up (&attr, G_STRUCT_OFFSET (struct landlock_ruleset_attr, handled_access_net)
                             + sizeof attr.handled_access_net);
#else
  return FALSE;
#endif
}
