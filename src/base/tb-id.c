/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-id.h"

#include <errno.h>
#include <sys/random.h>

/* Random bytes are taken from the kernel in blocks: a system call for each id would cost more than
 * the id. */
#define POOL_SIZE 2048

/* The 74 bits of an id that are neither time nor version: 12 behind the version, 62 behind the
 * variant. */
#define HIGH_BITS 12
#define LOW_BITS 62

static GMutex lock;
static guint8 pool[POOL_SIZE]; /* guarded by lock */
static gsize pool_left;        /* guarded by lock */
static guint64 last_ms;        /* guarded by lock */
static guint64 last_high;      /* guarded by lock */
static guint64 last_low;       /* guarded by lock */

static void
fill_pool (void)
{
  gsize filled = 0;

  while (filled < POOL_SIZE)
    {
      ssize_t n = getrandom (pool + filled, POOL_SIZE - filled, 0);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        g_error ("The system gives no random numbers: %s", g_strerror (errno));
      filled += n;
    }

  pool_left = POOL_SIZE;
}

static guint64
take_random (void)
{
  guint64 value;

  if (pool_left < sizeof value)
    fill_pool ();

  pool_left -= sizeof value;
  memcpy (&value, pool + pool_left, sizeof value);

  return value;
}

/* The next id of the same millisecond lies a random step behind the one before it, so that ids sort
 * in the order in which they were made and still cannot be guessed from one another. */
static void
step_forward (void)
{
  last_low += 1 + (take_random () >> 32);
  if (last_low >> LOW_BITS == 0)
    return;

  last_low &= (G_GUINT64_CONSTANT (1) << LOW_BITS) - 1;
  last_high++;
  if (last_high >> HIGH_BITS == 0)
    return;

  last_high = 0;
  last_ms++;
}

static void
put_hex (guint64 bits, guint n_digits, char *out)
{
  for (guint i = n_digits; i > 0; i--)
    {
      out[i - 1] = "0123456789abcdef"[bits & 0xf];
      bits >>= 4;
    }
}

/**
 * tb_id_generate:
 * @unix_us: the time, from a #TbClock
 * @out: (out caller-allocates): the id
 *
 * Makes the id of a new record: a UUID of version 7 (RFC 9562), which begins with the time in
 * milliseconds. Every id of a process is greater than those made before it, on whatever thread,
 * even where the clock was set back meanwhile.
 *
 * Safe on every thread.
 */
void
tb_id_generate (gint64 unix_us, char out[TB_ID_SIZE])
{
  guint64 ms, high, low;

  g_mutex_lock (&lock);

  ms = MAX (unix_us, 0) / 1000;
  if (ms > last_ms)
    {
      last_ms = ms;
      /* The top bit starts at zero, so that there is room to count within the millisecond. */
      last_high = take_random () & ((1u << (HIGH_BITS - 1)) - 1);
      last_low = take_random () >> (64 - LOW_BITS);
    }
  else
    {
      step_forward ();
    }
  ms = last_ms;
  high = last_high;
  low = last_low;

  g_mutex_unlock (&lock);

  put_hex (ms >> 16, 8, out);
  out[8] = '-';
  put_hex (ms, 4, out + 9);
  out[13] = '-';
  put_hex (0x7000 | high, 4, out + 14);
  out[18] = '-';
  put_hex (0x8000 | low >> 48, 4, out + 19);
  out[23] = '-';
  put_hex (low, 12, out + 24);
  out[36] = '\0';
}

/**
 * tb_id_is_valid:
 * @text: (nullable): what may be an id
 *
 * Whether @text has the form of an id: a UUID of any version, in lower case. Ids of records that
 * another program made are accepted.
 */
gboolean
tb_id_is_valid (const char *text)
{
  if (text == NULL)
    return FALSE;

  for (guint i = 0; i < TB_ID_SIZE - 1; i++)
    {
      if (i == 8 || i == 13 || i == 18 || i == 23)
        {
          if (text[i] != '-')
            return FALSE;
        }
      else if (!g_ascii_isdigit (text[i]) && (text[i] < 'a' || text[i] > 'f'))
        {
          return FALSE;
        }
    }

  return text[TB_ID_SIZE - 1] == '\0';
}
