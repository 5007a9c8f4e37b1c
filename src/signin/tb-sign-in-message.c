/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sign-in-message.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "tb-error.h"

typedef enum
{
  MEMBER_TEXT,
  MEMBER_INTEGER,
  MEMBER_ANSWER,
} MemberKind;

/* What a message may hold. A row's place is its bit in the table of kinds. */
static const struct
{
  const char *name;
  MemberKind kind;
  gsize offset;
  gint64 min; /* of an integer */
  gint64 max; /* of an integer; of a text, the most bytes */
} members[] = {
  { "token", MEMBER_TEXT, G_STRUCT_OFFSET (TbSignInMessage, token), 0, 64 },
  { "address", MEMBER_TEXT, G_STRUCT_OFFSET (TbSignInMessage, address), 0, 64 },
  { "port", MEMBER_INTEGER, G_STRUCT_OFFSET (TbSignInMessage, port), 0, 65535 },
  { "seconds", MEMBER_INTEGER, G_STRUCT_OFFSET (TbSignInMessage, seconds), 1,
    TB_SIGN_IN_SECONDS_MAX },
  { "attempt", MEMBER_INTEGER, G_STRUCT_OFFSET (TbSignInMessage, attempt), 1, G_MAXINT32 },
  { "name", MEMBER_TEXT, G_STRUCT_OFFSET (TbSignInMessage, name), 0, 256 },
  { "digits", MEMBER_TEXT, G_STRUCT_OFFSET (TbSignInMessage, digits), 0, 8 },
  { "result", MEMBER_ANSWER, G_STRUCT_OFFSET (TbSignInMessage, result), 0, 0 },
  { "why", MEMBER_TEXT, G_STRUCT_OFFSET (TbSignInMessage, why), 0, 1024 },
};

enum
{
  TOKEN = 1 << 0,
  ADDRESS = 1 << 1,
  PORT = 1 << 2,
  SECONDS = 1 << 3,
  ATTEMPT = 1 << 4,
  NAME = 1 << 5,
  DIGITS = 1 << 6,
  RESULT = 1 << 7,
  WHY = 1 << 8,
};

static const struct
{
  const char *name;
  guint members;
} kinds[] = {
  [TB_SIGN_IN_MESSAGE_OPEN] = { "open", TOKEN | ADDRESS | PORT | SECONDS },
  [TB_SIGN_IN_MESSAGE_ANSWER] = { "answer", ATTEMPT | RESULT },
  [TB_SIGN_IN_MESSAGE_LISTENING] = { "listening", ADDRESS | PORT },
  [TB_SIGN_IN_MESSAGE_FAILED] = { "failed", WHY },
  [TB_SIGN_IN_MESSAGE_ATTEMPT] = { "attempt", TOKEN | ATTEMPT | NAME | DIGITS },
};

static const char *const answers[] = {
  [TB_SIGN_IN_ANSWER_RECORDED] = "recorded",
  [TB_SIGN_IN_ANSWER_NOT_FOUND] = "not-found",
  [TB_SIGN_IN_ANSWER_CLOSED] = "closed",
  [TB_SIGN_IN_ANSWER_UNAVAILABLE] = "unavailable",
};

static gboolean
refuse (GError **error)
{
  g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
               _ ("The sign-in page and the desk do not understand one another. Open sign-in "
                  "again."));
  return FALSE;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
read_member (TbSignInMessage *self, JsonObject *object, guint i, GError **error)
{
  gpointer place = G_STRUCT_MEMBER_P (self, members[i].offset);
  const char *text = get_text (object, members[i].name);
  JsonNode *node = json_object_get_member (object, members[i].name);
  gint64 number;

  switch (members[i].kind)
    {
    case MEMBER_TEXT:
      if (text == NULL || strlen (text) > (gsize)members[i].max)
        return refuse (error);
      *(char **)place = g_strdup (text);
      return TRUE;

    case MEMBER_INTEGER:
      if (node == NULL || json_node_get_value_type (node) != G_TYPE_INT64)
        return refuse (error);
      number = json_node_get_int (node);
      if (number < members[i].min || number > members[i].max)
        return refuse (error);
      *(gint64 *)place = number;
      return TRUE;

    case MEMBER_ANSWER:
      for (guint j = 0; text != NULL && j < G_N_ELEMENTS (answers); j++)
        if (g_str_equal (text, answers[j]))
          {
            *(TbSignInAnswer *)place = j;
            return TRUE;
          }
      return refuse (error);

    default:
      g_assert_not_reached ();
    }
}

/**
 * tb_sign_in_message_parse:
 * @line: a line of the other process, which may be anything
 * @error: return location of an error
 *
 * Fails with %TB_ERROR_INVALID where @line is not a message, lacks a member of its kind, or holds
 * one that is too long or out of bounds. Members that its kind does not have are passed over. Any
 * thread.
 *
 * Returns: (transfer full): the message
 */
TbSignInMessage *
tb_sign_in_message_parse (const char *line, GError **error)
{
  /* Not an immutable one: json-glib 1.10 asserts on some lines that are no JSON. */
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (TbSignInMessage) self = g_new0 (TbSignInMessage, 1);
  JsonNode *root;
  const char *name;
  guint kind;

  g_return_val_if_fail (line != NULL, NULL);

  /* What json-glib says is not for people. */
  if (!g_utf8_validate (line, -1, NULL) || !json_parser_load_from_data (parser, line, -1, NULL)
      || (root = json_parser_get_root (parser)) == NULL || !JSON_NODE_HOLDS_OBJECT (root)
      || (name = get_text (json_node_get_object (root), "op")) == NULL)
    {
      refuse (error);
      return NULL;
    }

  for (kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    if (g_str_equal (name, kinds[kind].name))
      break;
  if (kind == G_N_ELEMENTS (kinds))
    {
      refuse (error);
      return NULL;
    }

  self->kind = kind;
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if ((kinds[kind].members & 1u << i) != 0
        && !read_member (self, json_node_get_object (root), i, error))
      return NULL;
  return g_steal_pointer (&self);
}

/**
 * tb_sign_in_message_dup_line:
 * @self: a message with every member of its kind
 *
 * Any thread.
 *
 * Returns: (transfer full): one line of JSON, without the line's end
 */
char *
tb_sign_in_message_dup_line (const TbSignInMessage *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "op");
  json_builder_add_string_value (builder, kinds[self->kind].name);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      gconstpointer place = G_STRUCT_MEMBER_P (self, members[i].offset);

      if ((kinds[self->kind].members & 1u << i) == 0)
        continue;
      json_builder_set_member_name (builder, members[i].name);
      switch (members[i].kind)
        {
        case MEMBER_TEXT:
          json_builder_add_string_value (builder, *(char *const *)place);
          break;
        case MEMBER_INTEGER:
          json_builder_add_int_value (builder, *(const gint64 *)place);
          break;
        case MEMBER_ANSWER:
          json_builder_add_string_value (builder, answers[*(const TbSignInAnswer *)place]);
          break;
        default:
          g_assert_not_reached ();
        }
    }
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/**
 * tb_sign_in_message_free:
 * @self: (transfer full) (nullable): a message
 *
 * Frees @self. Any thread.
 */
void
tb_sign_in_message_free (TbSignInMessage *self)
{
  if (self == NULL)
    return;

  g_free (self->token);
  g_free (self->address);
  g_free (self->name);
  g_free (self->digits);
  g_free (self->why);
  g_free (self);
}
