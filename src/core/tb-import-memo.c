/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-import-memo.h"

/* Enough for the employers and branches of a large roster; a power of two. */
#define N_SLOTS 4096u

/* In a column where fewer cells than one in so many are known, each is another. */
#define WORTHWHILE 4

typedef struct
{
  guint32 text;
  guint8 kind;
  guint8 taken;
  char *value; /* (owned) (nullable) */
} Slot;

struct _TbImportMemo
{
  Slot *slots;  /* (owned) (nullable): one for all texts of the same rest; %NULL once it was seen
                   that cells do not repeat */
  guint n_kept; /* since the memo was made */
  guint n_found;
};

/**
 * tb_import_memo_new:
 *
 * Returns: (transfer full): a memo without cells
 */
TbImportMemo *
tb_import_memo_new (void)
{
  TbImportMemo *self = g_new0 (TbImportMemo, 1);

  self->slots = g_new0 (Slot, N_SLOTS);
  return self;
}

static void
forget (TbImportMemo *self)
{
  for (guint i = 0; self->slots != NULL && i < N_SLOTS; i++)
    g_free (self->slots[i].value);
  g_clear_pointer (&self->slots, g_free);
}

/**
 * tb_import_memo_free:
 * @self: (transfer full): a memo
 */
void
tb_import_memo_free (TbImportMemo *self)
{
  forget (self);
  g_free (self);
}

/* The numbers of texts are where they lie, some letters apart: all their bits tell them apart. */
static Slot *
get_slot (TbImportMemo *self, guint32 text)
{
  return &self->slots[(text * 2654435769u) / (G_MAXUINT32 / N_SLOTS + 1)];
}

/**
 * tb_import_memo_find:
 * @kind: kind of a cell
 * @text: a number that only cells of the same text have
 * @value: (out) (nullable) (transfer none): what was kept for such a cell; until another is kept
 *
 * Returns: whether one is known
 */
gboolean
tb_import_memo_find (TbImportMemo *self, TbCellKind kind, guint32 text, const char **value)
{
  const Slot *slot;

  if (self->slots == NULL)
    return FALSE;
  slot = get_slot (self, text);
  if (!slot->taken || slot->text != text || slot->kind != kind)
    return FALSE;
  self->n_found++;
  *value = slot->value;
  return TRUE;
}

/**
 * tb_import_memo_keep:
 * @kind: kind of a cell that is not known
 * @text: a number that only cells of the same text have
 * @value: (nullable): what it came to
 *
 * Keeps it for a while.
 */
void
tb_import_memo_keep (TbImportMemo *self, TbCellKind kind, guint32 text, const char *value)
{
  Slot *slot;

  if (self->slots == NULL)
    return;
  if (++self->n_kept == N_SLOTS && self->n_found < N_SLOTS / WORTHWHILE)
    {
      forget (self);
      return;
    }
  slot = get_slot (self, text);
  g_free (slot->value);
  *slot = (Slot){ .text = text, .kind = kind, .taken = TRUE, .value = g_strdup (value) };
}
