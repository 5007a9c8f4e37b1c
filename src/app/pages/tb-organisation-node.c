/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-organisation-node.h"

#include "tb-record-table.h"
#include "tb-type-organisation.h"

#include <glib/gi18n.h>

/**
 * TbOrganisationNode:
 *
 * An organisation in the tree of organisations. Main thread only, once the tree is read.
 *
 * Properties: `title`, `icon-name`, `kind`: for people; `n-members`: how many persons have their
 * formal relation here, in words, or the empty string; `label`: all of it, to be read aloud.
 */
struct _TbOrganisationNode
{
  GObject parent_instance;

  TbRecord *record;     /* (owned) */
  GListStore *children; /* (owned) (element-type TbOrganisationNode) */
  gint64 n_members;
};

enum
{
  PROP_TITLE = 1,
  PROP_ICON_NAME,
  PROP_KIND,
  PROP_N_MEMBERS,
  PROP_LABEL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TbOrganisationNode, tb_organisation_node, G_TYPE_OBJECT)

/* Kinds that look different from an ordinary branch. */
static const struct
{
  const char *kind;
  const char *icon_name;
} icons[] = {
  { "street_committee", "tb-committee-symbolic" },
  { "committee", "tb-committee-symbolic" },
  { "joint_committee", "tb-committee-symbolic" },
  { "general_branch", "tb-organisation-symbolic" },
  { "joint_general_branch", "tb-organisation-symbolic" },
  { "joint_branch", "tb-joint-branch-symbolic" },
  { "group", "tb-persons-symbolic" },
  { "interest_group", "emoji-activities-symbolic" },
  { "functional_branch", "emoji-objects-symbolic" },
  { "member_household", "user-home-symbolic" },
};

static const char *
get_icon_name (TbOrganisationNode *self)
{
  const char *kind = tb_record_get_text (self->record, TB_ORGANISATION_KIND);

  for (guint i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_strcmp0 (icons[i].kind, kind) == 0)
      return icons[i].icon_name;

  return "tb-branch-symbolic";
}

/* Full names begin with the same long words; the tree shows where an organisation stands without
 * them. */
static char *
dup_title (TbOrganisationNode *self)
{
  if (tb_record_has (self->record, TB_ORGANISATION_SHORT_NAME))
    return tb_record_dup_display (self->record, TB_ORGANISATION_SHORT_NAME, TB_DISPLAY_MASKED);

  return tb_record_dup_title (self->record);
}

static char *
dup_kind (TbOrganisationNode *self)
{
  return tb_record_dup_display (self->record, TB_ORGANISATION_KIND, TB_DISPLAY_MASKED);
}

static char *
dup_members (TbOrganisationNode *self)
{
  if (self->n_members == 0)
    return g_strdup ("");

  return g_strdup_printf (ngettext ("%d member", "%d members", (gulong)self->n_members),
                          (int)self->n_members);
}

static char *
dup_label (TbOrganisationNode *self)
{
  g_autofree char *title = dup_title (self);
  g_autofree char *kind = dup_kind (self);
  g_autofree char *members = dup_members (self);

  return g_strdup_printf (*members != '\0' ? "%s, %s, %s" : "%s, %s", title, kind, members);
}

static void
tb_organisation_node_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  TbOrganisationNode *self = TB_ORGANISATION_NODE (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_take_string (value, dup_title (self));
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, get_icon_name (self));
      break;
    case PROP_KIND:
      g_value_take_string (value, dup_kind (self));
      break;
    case PROP_N_MEMBERS:
      g_value_take_string (value, dup_members (self));
      break;
    case PROP_LABEL:
      g_value_take_string (value, dup_label (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tb_organisation_node_finalize (GObject *object)
{
  TbOrganisationNode *self = TB_ORGANISATION_NODE (object);

  g_clear_object (&self->record);
  g_clear_object (&self->children);

  G_OBJECT_CLASS (tb_organisation_node_parent_class)->finalize (object);
}

static void
tb_organisation_node_class_init (TbOrganisationNodeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const char *const names[] = {
    [PROP_TITLE] = "title",         [PROP_ICON_NAME] = "icon-name", [PROP_KIND] = "kind",
    [PROP_N_MEMBERS] = "n-members", [PROP_LABEL] = "label",
  };

  object_class->get_property = tb_organisation_node_get_property;
  object_class->finalize = tb_organisation_node_finalize;

  for (guint i = PROP_TITLE; i < N_PROPS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL,
                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tb_organisation_node_init (TbOrganisationNode *self)
{
  self->children = g_list_store_new (TB_TYPE_ORGANISATION_NODE);
}

/**
 * tb_organisation_node_get_record:
 * @self: a node
 *
 * Returns: (transfer none): the organisation
 */
TbRecord *
tb_organisation_node_get_record (TbOrganisationNode *self)
{
  return self->record;
}

/**
 * tb_organisation_node_get_children:
 * @self: a node
 *
 * Returns: (transfer none): the nodes of the subordinate organisations; empty for a leaf
 */
GListModel *
tb_organisation_node_get_children (TbOrganisationNode *self)
{
  return G_LIST_MODEL (self->children);
}

/* The tree */

typedef struct
{
  TbConnection *connection; /* (not owned) */
  GPtrArray *records;       /* (owned) (element-type TbRecord) */
  GError **error;           /* (not owned) */
} Reading;

static gboolean
fetch_chunk (const gint64 *rows, guint n_rows, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (GPtrArray) chunk = tb_record_table_fetch (
      reading->connection, tb_record_types_find ("organisation"), rows, n_rows, reading->error);

  if (chunk == NULL)
    return FALSE;

  g_ptr_array_extend_and_steal (reading->records, g_steal_pointer (&chunk));

  return TRUE;
}

static void
add_node (GHashTable *nodes, TbRecord *record, GHashTable *counts)
{
  TbOrganisationNode *node = g_object_new (TB_TYPE_ORGANISATION_NODE, NULL);
  const gint64 *n_members = g_hash_table_lookup (counts, tb_record_get_id (record));

  node->record = g_object_ref (record);
  node->n_members = n_members != NULL ? *n_members : 0;
  g_hash_table_insert (nodes, (gpointer)tb_record_get_id (record), node);
}

static void
place_node (TbOrganisationNode *node, GHashTable *nodes, GListStore *roots)
{
  const char *parent_id = tb_record_get_text (node->record, TB_ORGANISATION_PARENT);
  TbOrganisationNode *parent = parent_id != NULL ? g_hash_table_lookup (nodes, parent_id) : NULL;

  g_list_store_append (parent != NULL ? parent->children : roots, node);
}

/* Runs on a reader thread; nobody else sees the nodes until it is done. */
static gpointer
read_tree (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const TbRecordType *type = tb_record_types_find ("organisation");
  const TbRecordType *person = tb_record_types_find ("person");
  g_autoptr (TbQuery) query = tb_query_new (type);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) counts = NULL;
  g_autoptr (GHashTable) nodes
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  g_autoptr (GListStore) roots = g_list_store_new (TB_TYPE_ORGANISATION_NODE);
  g_autoptr (GError) fetch_error = NULL;
  Reading reading = { connection, records, &fetch_error };

  tb_query_set_sort (query, TB_ORGANISATION_NAME, FALSE);
  if (!tb_record_table_query (connection, query, fetch_chunk, &reading, error))
    return NULL;
  if (fetch_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fetch_error));
      return NULL;
    }

  counts = tb_figures_group (connection, person, tb_record_type_find_field (person, "formal_org"),
                             error);
  if (counts == NULL)
    return NULL;

  for (guint i = 0; i < records->len; i++)
    add_node (nodes, g_ptr_array_index (records, i), counts);
  for (guint i = 0; i < records->len; i++)
    place_node (g_hash_table_lookup (nodes, tb_record_get_id (g_ptr_array_index (records, i))),
                nodes, roots);

  return g_steal_pointer (&roots);
}

/**
 * tb_organisation_tree_read_async:
 * @session: the register
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads all organisations as a tree.
 */
void
tb_organisation_tree_read_async (TbSession *session, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  tb_session_read_async (session, read_tree, NULL, NULL, g_object_unref, cancellable, callback,
                         user_data);
}

/**
 * tb_organisation_tree_read_finish:
 * @session: the register
 * @result: what the callback was given
 * @error: return location for an error of the database, or of cancellation
 *
 * Returns: (transfer full) (nullable): a list of the roots' nodes
 */
GListModel *
tb_organisation_tree_read_finish (TbSession *session, GAsyncResult *result, GError **error)
{
  return tb_session_read_finish (session, result, error);
}
