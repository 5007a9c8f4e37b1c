/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-xlsx-xml.h"

#include "tb-error.h"
#include "tb-sheet-limits.h"
#include "tb-xlsx-plain.h"

#include <expat.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* Between a namespace and a name in what expat hands out; in neither of them. */
#define SEPARATOR '\n'

/* A plain element that is longer goes to the parser, however plain it may be. */
#define MAX_PLAIN_BYTES (256 * 1024)

typedef struct XML_ParserStruct TbExpat;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbExpat, XML_ParserFree)

struct _TbXlsxXml
{
  const char *part; /* (not owned) */
  const TbXlsxXmlHandlers *handlers;
  gpointer user_data;
  XML_Parser parser; /* (not owned) */
  guint64 bytes_in;  /* given to the parser */
  guint depth;
  gboolean stopped;
  GString *rest;           /* (owned) (nullable): where plain elements are looked for: what was not
                              parsed yet */
  gboolean is_utf8;        /* whether nothing else was declared */
  gboolean is_own_default; /* whether names without a prefix are those of workbooks, all along */
  gboolean has_raw_text;   /* whether a CDATA section was met: text that looks like tags */
  GError *error;           /* (owned) (nullable): why the parse was stopped */
};

/* Workbooks as Excel writes them, and in its “strict” variant; the package's own lists. */
static const char *const namespaces[] = {
  "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
  "http://purl.oclc.org/ooxml/spreadsheetml/main",
  "http://schemas.openxmlformats.org/package/2006/relationships",
  "http://schemas.openxmlformats.org/package/2006/content-types",
  NULL,
};

/*
 * expat keeps every different name it meets, so a file of nothing but different names would fill
 * the memory; it has no limit of its own for that. Its allocator takes no user data, hence the
 * count per thread.
 */
typedef union
{
  gsize size;
  max_align_t alignment;
} Block;

static _Thread_local gsize expat_memory;

static void *
expat_realloc (void *pointer, size_t size)
{
  Block *block = pointer != NULL ? (Block *)pointer - 1 : NULL;
  gsize old_size = block != NULL ? block->size : 0;

  if (size > TB_XLSX_MAX_XML_MEMORY || expat_memory - old_size + size > TB_XLSX_MAX_XML_MEMORY)
    return NULL;
  block = g_try_realloc (block, sizeof (Block) + size);
  if (block == NULL)
    return NULL;
  expat_memory = expat_memory - old_size + size;
  block->size = size;
  return block + 1;
}

static void *
expat_malloc (size_t size)
{
  return expat_realloc (NULL, size);
}

static void
expat_free (void *pointer)
{
  if (pointer == NULL)
    return;
  expat_memory -= ((Block *)pointer - 1)->size;
  g_free ((Block *)pointer - 1);
}

static const XML_Memory_Handling_Suite memory_suite = { expat_malloc, expat_realloc, expat_free };

/* expat 2.9 has new names for these and calls the old ones deprecated; Debian 13 began with 2.7. */
#if XML_MAJOR_VERSION > 2 || XML_MINOR_VERSION >= 9
#define get_line XML_GetCurrentLineNumber64
#define get_byte_index XML_GetCurrentByteIndex64
#else
#define get_line XML_GetCurrentLineNumber
#define get_byte_index XML_GetCurrentByteIndex
#endif

/* The name without its namespace, or NULL where it is an extension's. */
static const char *
get_local_name (const char *name)
{
  const char *separator;

  for (guint i = 0; namespaces[i] != NULL; i++)
    {
      gsize length = strlen (namespaces[i]);

      if (strncmp (name, namespaces[i], length) == 0 && name[length] == SEPARATOR)
        return name + length + 1;
    }
  separator = strchr (name, SEPARATOR);
  return separator == NULL ? name : NULL;
}

static void
start_cb (void *user_data, const XML_Char *name, const XML_Char **attributes)
{
  TbXlsxXml *self = user_data;
  const char *local_name;

  if (++self->depth > TB_XLSX_MAX_XML_DEPTH)
    {
      tb_xlsx_xml_fail (self, g_error_new (TB_ERROR, TB_ERROR_LIMIT,
                                           _ ("The part “%s” of the file is nested too deeply."),
                                           self->part));
      return;
    }
  local_name = get_local_name (name);
  if (local_name != NULL && !self->stopped && self->handlers->start != NULL)
    self->handlers->start (self, local_name, attributes, self->user_data);
}

static void
end_cb (void *user_data, const XML_Char *name)
{
  TbXlsxXml *self = user_data;
  const char *local_name = get_local_name (name);

  self->depth--;
  /* expat still reports the end of an empty element in whose start it was stopped. */
  if (local_name != NULL && !self->stopped && self->handlers->end != NULL)
    self->handlers->end (self, local_name, self->user_data);
}

static void
text_cb (void *user_data, const XML_Char *text, int length)
{
  TbXlsxXml *self = user_data;

  if (!self->stopped)
    self->handlers->text (self, text, length, self->user_data);
}

static void
declaration_cb (void *user_data, const XML_Char *version, const XML_Char *encoding, int standalone)
{
  TbXlsxXml *self = user_data;

  self->is_utf8 = encoding == NULL || g_ascii_strcasecmp (encoding, "utf-8") == 0;
}

/* In a document that declares a default namespace more than once nothing is plain. */
static void
namespace_cb (void *user_data, const XML_Char *prefix, const XML_Char *uri)
{
  TbXlsxXml *self = user_data;

  if (prefix == NULL)
    self->is_own_default = self->depth == 0 && uri != NULL && g_strv_contains (namespaces, uri);
}

static void
raw_text_cb (void *user_data)
{
  TbXlsxXml *self = user_data;

  self->has_raw_text = TRUE;
}

/* No workbook has a document type; the entities in one are how a small file becomes a large text.
 */
static void
doctype_cb (void *user_data, const XML_Char *name, const XML_Char *system_id,
            const XML_Char *public_id, int has_internal_subset)
{
  TbXlsxXml *self = user_data;

  tb_xlsx_xml_fail (
      self,
      g_error_new (TB_ERROR, TB_ERROR_FILE,
                   _ ("The part “%s” of the file declares XML entities, which workbooks never do. "
                      "The file may have been made to do harm."),
                   self->part));
}

static void
set_parse_error (TbXlsxXml *self, GError **error)
{
  enum XML_Error code = XML_GetErrorCode (self->parser);

  if (code == XML_ERROR_NO_MEMORY || code == XML_ERROR_AMPLIFICATION_LIMIT_BREACH)
    g_set_error (error, TB_ERROR, TB_ERROR_LIMIT,
                 _ ("The part “%s” of the file needs too much memory."), self->part);
  else
    g_set_error (error, TB_ERROR, TB_ERROR_FILE,
                 _ ("The file is damaged: its part “%s” is not valid XML at line %lu (%s). Open it "
                    "in Excel or WPS and "
                    "save it again, or ask for a new copy."),
                 self->part, (gulong)get_line (self->parser), XML_ErrorString (code));
}

static gboolean
finish_step (TbXlsxXml *self, enum XML_Status status, GError **error)
{
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  if (self->stopped || status == XML_STATUS_OK)
    return TRUE;
  set_parse_error (self, error);
  return FALSE;
}

static gboolean
parse (TbXlsxXml *self, const char *data, gsize length, GError **error)
{
  guint64 bytes_read;

  if (!finish_step (self, XML_Parse (self->parser, data, length, FALSE), error))
    return FALSE;

  /* What expat has not worked off yet is one unfinished token, kept in its buffer. */
  self->bytes_in += length;
  bytes_read = MAX (0, get_byte_index (self->parser));
  if (!self->stopped && self->bytes_in - bytes_read > TB_XLSX_MAX_XML_TOKEN_BYTES)
    {
      g_set_error (error, TB_ERROR, TB_ERROR_LIMIT,
                   _ ("The part “%s” of the file has a tag of excessive length."), self->part);
      return FALSE;
    }
  return TRUE;
}

/* Whether what comes next may be a plain element: the parser waits between two tags, and means the
 * same by a name as we do. */
static gboolean
may_be_plain (TbXlsxXml *self)
{
  return self->is_utf8 && self->is_own_default && !self->has_raw_text
         && (guint64)MAX (0, get_byte_index (self->parser)) == self->bytes_in;
}

/* Where a plain element may begin, after @from; @end if nowhere. */
static char *
find_plain (TbXlsxXml *self, char *from, char *end)
{
  gsize length = strlen (self->handlers->plain);

  for (char *at = from + 1; (at = memchr (at, '<', end - at)) != NULL; at++)
    if (strncmp (at + 1, self->handlers->plain, length) == 0)
      return at;
  return end;
}

/* Works off what has come: plain elements without the parser, the rest with it. */
static gboolean
work_off (TbXlsxXml *self, GError **error)
{
  char *at = self->rest->str;
  char *end = at + self->rest->len;

  while (at < end && !self->stopped)
    {
      TbXlsxPlain plain = TB_XLSX_PLAIN_NO;
      gsize length;
      char *next;

      if (may_be_plain (self))
        plain = tb_xlsx_plain_measure (at, self->handlers->plain, &length);
      if (plain == TB_XLSX_PLAIN_CUT_OFF && end - at < MAX_PLAIN_BYTES)
        break;
      if (plain == TB_XLSX_PLAIN_WHOLE)
        {
          tb_xlsx_plain_walk (at, length, self, self->handlers, self->user_data);
          at += length;
          continue;
        }
      next = find_plain (self, at, end);
      if (!parse (self, at, next - at, error))
        return FALSE;
      at = next;
    }
  g_string_erase (self->rest, 0, at - self->rest->str);
  return finish_step (self, XML_STATUS_OK, error);
}

static gboolean
feed (const char *data, gsize length, gboolean *done, gpointer user_data, GError **error)
{
  TbXlsxXml *self = user_data;

  if (self->rest != NULL)
    {
      g_string_append_len (self->rest, data, length);
      if (!work_off (self, error))
        return FALSE;
    }
  else if (!parse (self, data, length, error))
    return FALSE;
  *done = self->stopped;
  return TRUE;
}

/* The end of the part: what still waited for its end is not plain. */
static gboolean
end_parse (TbXlsxXml *self, GError **error)
{
  const char *data = self->rest != NULL ? self->rest->str : "";
  gsize length = self->rest != NULL ? self->rest->len : 0;

  return finish_step (self, XML_Parse (self->parser, data, length, TRUE), error);
}

/**
 * tb_xlsx_xml_parse:
 * @package: a package
 * @part: the part to parse
 * @handlers: what to call
 * @user_data: for @handlers
 * @cancellable: (nullable):
 * @error: return location
 *
 * Parses a part as it is unpacked. Errors: those that a handler gave to tb_xlsx_xml_fail(), those
 * of tb_xlsx_package_read_part(), %TB_ERROR_FILE where it is not XML or declares entities,
 * %TB_ERROR_LIMIT where it is nested too deeply or needs too much memory.
 *
 * Returns: %FALSE on error; %TRUE also where a handler called tb_xlsx_xml_stop()
 */
gboolean
tb_xlsx_xml_parse (TbXlsxPackage *package, const char *part, const TbXlsxXmlHandlers *handlers,
                   gpointer user_data, GCancellable *cancellable, GError **error)
{
  const char separator[] = { SEPARATOR, '\0' };
  g_autoptr (TbExpat) parser = XML_ParserCreate_MM (NULL, &memory_suite, separator);
  g_autoptr (GString) rest = handlers->plain != NULL ? g_string_new (NULL) : NULL;
  TbXlsxXml self = { .part = part,
                     .handlers = handlers,
                     .user_data = user_data,
                     .parser = parser,
                     .rest = rest,
                     .is_utf8 = TRUE };
  gboolean ok;

  if (parser == NULL)
    {
      g_set_error (error, TB_ERROR, TB_ERROR_LIMIT,
                   _ ("The part “%s” of the file needs too much memory."), part);
      return FALSE;
    }
  XML_SetUserData (parser, &self);
  XML_SetElementHandler (parser, start_cb, end_cb);
  XML_SetStartDoctypeDeclHandler (parser, doctype_cb);
  if (handlers->text != NULL)
    XML_SetCharacterDataHandler (parser, text_cb);
  if (handlers->plain != NULL)
    {
      XML_SetXmlDeclHandler (parser, declaration_cb);
      XML_SetStartNamespaceDeclHandler (parser, namespace_cb);
      XML_SetStartCdataSectionHandler (parser, raw_text_cb);
    }

  ok = tb_xlsx_package_read_part (package, part, feed, &self, cancellable, error);
  if (ok && !self.stopped)
    ok = end_parse (&self, error);
  g_clear_error (&self.error);
  return ok;
}

/**
 * tb_xlsx_xml_stop:
 * @xml: the parse under way
 *
 * Called by a handler that has seen enough; no handler is called again.
 */
void
tb_xlsx_xml_stop (TbXlsxXml *xml)
{
  if (xml->stopped)
    return;
  xml->stopped = TRUE;
  XML_StopParser (xml->parser, XML_FALSE);
}

/**
 * tb_xlsx_xml_is_stopped:
 * @xml: the parse under way
 *
 * Returns: whether no handler is to be called any more
 */
gboolean
tb_xlsx_xml_is_stopped (TbXlsxXml *xml)
{
  return xml->stopped;
}

/**
 * tb_xlsx_xml_fail:
 * @xml: the parse under way
 * @error: (transfer full): why
 *
 * Called by a handler to end the parse with an error; the first one counts.
 */
void
tb_xlsx_xml_fail (TbXlsxXml *xml, GError *error)
{
  if (xml->error == NULL)
    xml->error = error;
  else
    g_error_free (error);
  tb_xlsx_xml_stop (xml);
}

/**
 * tb_xlsx_xml_fail_damaged:
 * @xml: the parse under way
 *
 * Called by a handler to end the parse where it meets what cannot be.
 */
void
tb_xlsx_xml_fail_damaged (TbXlsxXml *xml)
{
  tb_xlsx_xml_fail (
      xml,
      g_error_new (TB_ERROR, TB_ERROR_FILE,
                   _ ("The file is damaged: its part “%s” makes no sense at line %lu. Open it in "
                      "Excel or WPS and save it again, or ask for a new copy."),
                   xml->part, (gulong)get_line (xml->parser)));
}

/**
 * tb_xlsx_xml_get_attribute:
 * @attributes: as a handler got them
 * @name: an attribute's name
 *
 * Returns: (transfer none) (nullable): its value
 */
const char *
tb_xlsx_xml_get_attribute (const char **attributes, const char *name)
{
  for (guint i = 0; attributes[i] != NULL; i += 2)
    if (strcmp (attributes[i], name) == 0)
      return attributes[i + 1];
  return NULL;
}

/**
 * tb_xlsx_xml_get_relationship:
 * @attributes: as a handler got them
 *
 * Returns: (transfer none) (nullable): the value of `r:id`, in either namespace that it can have
 */
const char *
tb_xlsx_xml_get_relationship (const char **attributes)
{
  for (guint i = 0; attributes[i] != NULL; i += 2)
    if (g_str_has_suffix (attributes[i], "/relationships\nid"))
      return attributes[i + 1];
  return NULL;
}

/**
 * tb_xlsx_xml_get_boolean:
 * @attributes: as a handler got them
 * @name: an attribute's name
 *
 * Returns: whether it is there and true
 */
gboolean
tb_xlsx_xml_get_boolean (const char **attributes, const char *name)
{
  const char *value = tb_xlsx_xml_get_attribute (attributes, name);

  return value != NULL && (strcmp (value, "1") == 0 || strcmp (value, "true") == 0);
}

/**
 * tb_xlsx_xml_parse_number:
 * @text: (nullable): decimal digits and nothing else
 * @max: the largest number accepted
 * @number: (out): the number
 *
 * Returns: whether there was one
 */
gboolean
tb_xlsx_xml_parse_number (const char *text, guint max, guint *number)
{
  guint64 value = 0;

  if (text == NULL || *text == '\0')
    return FALSE;
  for (; *text != '\0'; text++)
    {
      if (!g_ascii_isdigit (*text))
        return FALSE;
      value = value * 10 + (*text - '0');
      if (value > max)
        return FALSE;
    }
  *number = value;
  return TRUE;
}
