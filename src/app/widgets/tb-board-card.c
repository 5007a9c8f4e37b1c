/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-board-card.h"

#include <glib/gi18n.h>

/**
 * TbBoardCard:
 *
 * A card of a board: a record in a few words. Never changed once made.
 *
 * Properties, all of them texts for people that may be empty: `title`; `note`: whose it is; `due`:
 * until when; `tag`: what is unusual about its state; `claims`: who is on it; `label`: all of it,
 * to be read aloud. `id`: of the record; `late`: whether `due` is over; `begun`: whether there
 * is progress to speak of; `progress`: from 0 to 1.
 */
struct _TbBoardCard
{
  GObject parent_instance;

  char *id;     /* (owned) */
  char *title;  /* (owned) */
  char *note;   /* (owned) */
  char *due;    /* (owned) */
  char *tag;    /* (owned) */
  char *claims; /* (owned) */
  gboolean late;
  gboolean begun;
  double progress;
};

enum
{
  PROP_ID = 1,
  PROP_TITLE,
  PROP_NOTE,
  PROP_DUE,
  PROP_TAG,
  PROP_CLAIMS,
  PROP_LATE,
  PROP_BEGUN,
  PROP_PROGRESS,
  PROP_LABEL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TbBoardCard, tb_board_card, G_TYPE_OBJECT)

static char **
get_text (TbBoardCard *self, guint prop_id)
{
  switch (prop_id)
    {
    case PROP_ID:
      return &self->id;
    case PROP_TITLE:
      return &self->title;
    case PROP_NOTE:
      return &self->note;
    case PROP_DUE:
      return &self->due;
    case PROP_TAG:
      return &self->tag;
    case PROP_CLAIMS:
      return &self->claims;
    default:
      return NULL;
    }
}

static char *
dup_label (TbBoardCard *self)
{
  g_autoptr (GString) label = g_string_new (self->title);
  const char *parts[] = { self->note, self->tag, self->due, self->claims };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (label, "; %s", parts[i]);
  if (self->begun)
    {
      /* Translators: how much of a project is done. */
      g_autofree char *progress = g_strdup_printf (_ ("%d %% done"), (int)(self->progress * 100));

      g_string_append_printf (label, "; %s", progress);
    }

  return g_string_free_and_steal (g_steal_pointer (&label));
}

static void
tb_board_card_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  TbBoardCard *self = TB_BOARD_CARD (object);

  switch (prop_id)
    {
    case PROP_LATE:
      g_value_set_boolean (value, self->late);
      break;
    case PROP_BEGUN:
      g_value_set_boolean (value, self->begun);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_LABEL:
      g_value_take_string (value, dup_label (self));
      break;
    default:
      g_value_set_string (value, *get_text (self, prop_id));
      break;
    }
}

static void
tb_board_card_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  TbBoardCard *self = TB_BOARD_CARD (object);

  switch (prop_id)
    {
    case PROP_LATE:
      self->late = g_value_get_boolean (value);
      break;
    case PROP_BEGUN:
      self->begun = g_value_get_boolean (value);
      break;
    case PROP_PROGRESS:
      self->progress = g_value_get_double (value);
      break;
    default:
      *get_text (self, prop_id) = g_value_dup_string (value);
      break;
    }
}

static void
tb_board_card_finalize (GObject *object)
{
  TbBoardCard *self = TB_BOARD_CARD (object);

  for (guint i = PROP_ID; i <= PROP_CLAIMS; i++)
    g_free (*get_text (self, i));

  G_OBJECT_CLASS (tb_board_card_parent_class)->finalize (object);
}

static void
tb_board_card_class_init (TbBoardCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  static const char *const texts[] = {
    [PROP_ID] = "id",   [PROP_TITLE] = "title", [PROP_NOTE] = "note",
    [PROP_DUE] = "due", [PROP_TAG] = "tag",     [PROP_CLAIMS] = "claims",
  };
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tb_board_card_get_property;
  object_class->set_property = tb_board_card_set_property;
  object_class->finalize = tb_board_card_finalize;

  for (guint i = PROP_ID; i < G_N_ELEMENTS (texts); i++)
    properties[i] = g_param_spec_string (texts[i], NULL, NULL, "", flags);
  properties[PROP_LATE] = g_param_spec_boolean ("late", NULL, NULL, FALSE, flags);
  properties[PROP_BEGUN] = g_param_spec_boolean ("begun", NULL, NULL, FALSE, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_LABEL]
      = g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tb_board_card_init (TbBoardCard *self)
{
}

/**
 * tb_board_card_get_id:
 *
 * Returns: (transfer none): id of the record
 */
const char *
tb_board_card_get_id (TbBoardCard *self)
{
  g_return_val_if_fail (TB_IS_BOARD_CARD (self), NULL);

  return self->id;
}

/**
 * tb_board_card_equal:
 *
 * Returns: whether both show the same of the same record
 */
gboolean
tb_board_card_equal (TbBoardCard *a, TbBoardCard *b)
{
  for (guint i = PROP_ID; i <= PROP_CLAIMS; i++)
    if (g_strcmp0 (*get_text (a, i), *get_text (b, i)) != 0)
      return FALSE;

  return a->late == b->late && a->begun == b->begun && a->progress == b->progress;
}
