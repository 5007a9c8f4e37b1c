/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-priority.h"

#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif

/* A tenth of what a thread of the usual priority gets of a processor that both want. */
#define NICE 10

/**
 * tb_priority_give_way:
 *
 * Has the calling thread give way, for the rest of its life, to those that somebody looks at: while
 * thousands of records are written, on a machine with few processors, the window still gets one in
 * time. With a processor to spare it costs nothing. Only for threads of our own: those of a pool
 * would keep it for what they do next. Does nothing where threads cannot have a priority each.
 */
void
tb_priority_give_way (void)
{
#ifdef __linux__
  /* On Linux this is of the thread; lowering one's own is always allowed. */
  const id_t thread = (id_t)gettid ();

  setpriority (PRIO_PROCESS, thread, getpriority (PRIO_PROCESS, thread) + NICE);
#endif
}
