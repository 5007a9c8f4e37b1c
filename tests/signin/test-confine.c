/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-confine.h"

#include "tb-signin-test.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define LANDLOCK_VERSION_FLAG 1

/* What the kernel can do; less than 1: nothing. */
static int
get_landlock (void)
{
  return syscall (SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_VERSION_FLAG);
}

/* Each check is a process of its own, since there is no way back; its status is the line that
 * failed.
 */
#define CHECK(condition)                                                                           \
  if (!(condition))                                                                                \
  _exit (__LINE__ % 255 + 1)

static int
run (void (*check) (void))
{
  pid_t child = fork ();
  int status;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      check ();
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

static void
check_at_start (void)
{
  int inherited = dup (STDIN_FILENO);
  struct rlimit limit;
  char folder[2];

  tb_confine_at_start ();
  CHECK (fcntl (inherited, F_GETFD) < 0 && errno == EBADF);
  CHECK (getcwd (folder, sizeof folder) != NULL && folder[0] == '/');
  CHECK (prctl (PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1);
  CHECK (prctl (PR_GET_DUMPABLE, 0, 0, 0, 0) == 0);
  CHECK (getrlimit (RLIMIT_CORE, &limit) == 0 && limit.rlim_max == 0);
  CHECK (getrlimit (RLIMIT_FSIZE, &limit) == 0 && limit.rlim_max == 0);
}

static void
test_at_start (void)
{
  g_assert_cmpint (run (check_at_start), ==, 0);
}

static void
check_files (void)
{
  gboolean can = get_landlock () >= 1;

  tb_confine_at_start ();
  CHECK (access ("/etc/passwd", R_OK) == 0);
  CHECK (tb_confine_files () == can);
  if (can)
    {
      CHECK (open ("/etc/passwd", O_RDONLY) < 0 && errno == EACCES);
      CHECK (open ("/", O_RDONLY | O_DIRECTORY) < 0 && errno == EACCES);
      CHECK (open (g_getenv ("TMPDIR"), O_RDWR | O_TMPFILE, 0600) < 0 && errno == EACCES);
    }
}

static void
test_files (void)
{
  g_assert_cmpint (run (check_files), ==, 0);
}

static void
check_network (void)
{
  gboolean can = get_landlock () >= 4;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GSocket) server = NULL;
  g_autoptr (GSocket) client = NULL;

  tb_confine_at_start ();
  server = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  client = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  CHECK (g_socket_bind (server, any, TRUE, NULL) && g_socket_listen (server, NULL));
  bound = g_socket_get_local_address (server, NULL);
  CHECK (tb_confine_network () == can);
  CHECK (g_socket_connect (client, bound, NULL, NULL) == !can);
}

static void
test_network (void)
{
  g_assert_cmpint (run (check_network), ==, 0);
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/confine/at-start", test_at_start);
  g_test_add_func ("/confine/files", test_files);
  g_test_add_func ("/confine/network", test_network);

  return tb_test_run ();
}
