// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a branch's database takes: validate_doc_update of its design document. The service's JavaScript may be as old as
// ECMAScript 5, and sees neither what stood before (replication brings revisions, not edits) nor any other document. So it holds
// what one document can prove: who brings it, in what role, that it is whole, and that a fact is what its id says.
//
// THE_RULES is put in by the program from its field tables: see tb-service-design.c.
function (newDoc, oldDoc, userCtx, secObj) {
  var rules = THE_RULES;

  function refuse (words) {
    throw ({ forbidden: words });
  }

  function isAdministrator () {
    var admins = secObj && secObj.admins || {};
    var roles = admins.roles || [];
    var i;

    if (userCtx.roles.indexOf ("_admin") >= 0 || (admins.names || []).indexOf (userCtx.name) >= 0)
      return true;
    for (i = 0; i < roles.length; i++)
      if (userCtx.roles.indexOf (roles[i]) >= 0)
        return true;
    return false;
  }

  // The roles that the user has in this branch, of those that may write something.
  function getRoles () {
    var roles = [];
    var name;

    for (name in rules.roles)
      if (rules.roles.hasOwnProperty (name) && userCtx.roles.indexOf (rules.branch + ":" + name) >= 0)
        roles.push (name);
    return roles;
  }

  // UTF-8 of a text, a character a byte.
  function toBytes (text) {
    var bytes = "";
    var i, c, next;

    for (i = 0; i < text.length; i++) {
      c = text.charCodeAt (i);
      next = text.charCodeAt (i + 1);
      if (c >= 0xD800 && c < 0xDC00 && next >= 0xDC00 && next < 0xE000) {
        c = 0x10000 + (c - 0xD800 << 10) + next - 0xDC00;
        i++;
      }
      if (c < 0x80)
        bytes += String.fromCharCode (c);
      else if (c < 0x800)
        bytes += String.fromCharCode (0xC0 | c >> 6, 0x80 | c & 63);
      else if (c < 0x10000)
        bytes += String.fromCharCode (0xE0 | c >> 12, 0x80 | c >> 6 & 63, 0x80 | c & 63);
      else
        bytes += String.fromCharCode (0xF0 | c >> 18, 0x80 | c >> 12 & 63, 0x80 | c >> 6 & 63, 0x80 | c & 63);
    }
    return bytes;
  }

  function compareBytes (a, b) {
    a = toBytes (a);
    b = toBytes (b);
    return a < b ? -1 : a > b ? 1 : 0;
  }

  // The fewest digits that read back as the same number, as "%g" of C writes them.
  function numberToText (number) {
    var parts, digits, exponent;

    if (Math.floor (number) === number && Math.abs (number) <= 9007199254740992)
      return String (number === 0 ? 0 : number);
    parts = number.toExponential ().split ("e");
    digits = parts[0].replace (/[-.]/g, "");
    exponent = Number (parts[1]);
    if (exponent < -4 || exponent >= digits.length)
      return parts[0] + "e" + exponent;
    if (exponent < 0)
      return (number < 0 ? "-" : "") + "0." + new Array (-exponent).join ("0") + digits;
    return (number < 0 ? "-" : "") + digits.slice (0, exponent + 1)
      + (digits.length > exponent + 1 ? "." + digits.slice (exponent + 1) : "");
  }

  // Canonical JSON: members sorted by their bytes, no white space, numbers in the fewest digits.
  function toCanonical (value, isDocument) {
    var names, parts, i;

    if (typeof value === "number")
      return numberToText (value);
    if (typeof value === "string")
      return JSON.stringify (value);
    if (typeof value === "boolean" || value === null)
      return String (value);
    parts = [];
    if (Object.prototype.toString.call (value) === "[object Array]") {
      for (i = 0; i < value.length; i++)
        parts.push (toCanonical (value[i], false));
      return "[" + parts.join (",") + "]";
    }
    names = [];
    for (i in value)
      if (Object.prototype.hasOwnProperty.call (value, i) && !(isDocument && i.charAt (0) === "_"))
        names.push (i);
    names.sort (compareBytes);
    for (i = 0; i < names.length; i++)
      parts.push (JSON.stringify (names[i]) + ":" + toCanonical (value[names[i]], false));
    return "{" + parts.join (",") + "}";
  }

  // SHA-256 (FIPS 180-4) of bytes, in hexadecimal; the service's JavaScript has none. Its constants are the first 32 bits of the
  // fractional parts of the roots of the first primes.
  function sha256 (bytes) {
    var hash = [], constants = [], words = [], composite = {};
    var length = bytes.length;
    var text = "";
    var candidate, i, j, w, s0, s1, t1, t2, v;

    function rotate (value, n) {
      return value >>> n | value << (32 - n);
    }

    for (candidate = 2; constants.length < 64; candidate++) {
      if (composite[candidate])
        continue;
      for (i = candidate * candidate; i < 320; i += candidate)
        composite[i] = true;
      if (hash.length < 8)
        hash.push (Math.pow (candidate, 1 / 2) % 1 * 4294967296 | 0);
      constants.push (Math.pow (candidate, 1 / 3) % 1 * 4294967296 | 0);
    }

    for (i = 0; i < length; i++)
      words[i >> 2] |= bytes.charCodeAt (i) << (24 - i % 4 * 8);
    words[length >> 2] |= 0x80 << (24 - length % 4 * 8);
    i = ((length + 8 >> 6) << 4) + 16;
    words[i - 2] = Math.floor (length / 536870912);
    words[i - 1] = length << 3;

    for (i = 0; i < words.length; i += 16) {
      w = [];
      v = hash.slice (0);
      for (j = 0; j < 64; j++) {
        if (j < 16)
          w[j] = words[i + j] | 0;
        else {
          s0 = rotate (w[j - 15], 7) ^ rotate (w[j - 15], 18) ^ w[j - 15] >>> 3;
          s1 = rotate (w[j - 2], 17) ^ rotate (w[j - 2], 19) ^ w[j - 2] >>> 10;
          w[j] = w[j - 16] + s0 + w[j - 7] + s1 | 0;
        }
        s1 = rotate (v[4], 6) ^ rotate (v[4], 11) ^ rotate (v[4], 25);
        t1 = v[7] + s1 + (v[4] & v[5] ^ ~v[4] & v[6]) + constants[j] + w[j] | 0;
        s0 = rotate (v[0], 2) ^ rotate (v[0], 13) ^ rotate (v[0], 22);
        t2 = s0 + (v[0] & v[1] ^ v[0] & v[2] ^ v[1] & v[2]) | 0;
        v = [t1 + t2 | 0, v[0], v[1], v[2], v[3] + t1 | 0, v[4], v[5], v[6]];
      }
      for (j = 0; j < 8; j++)
        hash[j] = hash[j] + v[j] | 0;
    }
    for (i = 0; i < 8; i++)
      text += ("0000000" + (hash[i] >>> 0).toString (16)).slice (-8);
    return text;
  }

  function isText (value) {
    return typeof value === "string" && value.length > 0;
  }

  function holds (kind, value) {
    switch (kind) {
    case "text":
      return isText (value);
    case "boolean":
      return typeof value === "boolean";
    default:
      return typeof value === "number" && Math.floor (value) === value;
    }
  }

  function checkSettings () {
    var sensitive = newDoc.sensitive;
    var i;

    if (newDoc._deleted)
      return;
    if (newDoc.type !== "settings")
      refuse ("The settings are of type “settings”.");
    if (sensitive === undefined || sensitive === "all")
      return;
    if (Object.prototype.toString.call (sensitive) !== "[object Array]")
      refuse ("“sensitive” is a list of names of fields, or “all”.");
    for (i = 0; i < sensitive.length; i++)
      if (!isText (sensitive[i]))
        refuse ("“sensitive” is a list of names of fields, or “all”.");
  }

  // A newer program knows better what a document of its schema must have.
  function checkFields (type, description) {
    var fields = description.fields;
    var name, value;

    if (typeof newDoc.schema !== "number" || newDoc.schema < 1 || Math.floor (newDoc.schema) !== newDoc.schema)
      refuse ("“schema” is missing or no whole number from 1.");
    if (newDoc.schema > rules.schema)
      return;
    for (name in fields)
      if (fields.hasOwnProperty (name)) {
        value = newDoc[name];
        if (value === undefined || value === null) {
          if (description.required.indexOf (name) >= 0)
            refuse ("“" + name + "” of “" + type + "” is missing.");
        }
        else if (!holds (fields[name], value))
          refuse ("“" + name + "” of “" + type + "” cannot have that value.");
      }
  }

  function mayCarry (roles) {
    var i;

    for (i = 0; i < roles.length; i++)
      if (rules.roles[roles[i]].carries)
        return true;
    return false;
  }

  function checkAuthor (roles) {
    if (!isText (newDoc.by))
      refuse ("“by” is missing: nobody answers for the document.");
    if (!isText (newDoc.at) || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test (newDoc.at))
      refuse ("“at” is missing or no instant.");
    if (!mayCarry (roles) && newDoc.by !== userCtx.name && userCtx.roles.indexOf ("by:" + newDoc.by) < 0)
      refuse ("“" + newDoc.by + "” is the author, not “" + userCtx.name + "”. Only the committee brings what others wrote.");
  }

  function checkEntry (type, key) {
    if (newDoc._deleted)
      refuse ("What was testified is not deleted. Take it back by another entry.");
    if (!/^[0-9a-f]{64}$/.test (key) || sha256 (toBytes (toCanonical (newDoc, true))) !== key)
      refuse ("The id is not the hash of what the entry says.");
  }

  function checkRoles (type) {
    var i;

    for (i = 0; i < roles.length; i++)
      if (!rules.roles[roles[i]].types || rules.roles[roles[i]].types.indexOf (type) >= 0)
        return;
    if (!administrator)
      refuse ("Your role in the branch does not write “" + type + "”.");
  }

  var uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
  var id = newDoc._id;
  var colon = id.indexOf (":");
  var type = id.slice (0, colon);
  var description = rules.types.hasOwnProperty (type) ? rules.types[type] : null;
  var administrator = isAdministrator ();
  var roles = getRoles ();

  if (newDoc._attachments)
    refuse ("Files are kept in the branch’s database of files.");
  if (id === "settings") {
    if (!administrator)
      refuse ("Only the administrator changes what may travel.");
    checkSettings ();
    return;
  }
  if (colon < 1 || !description)
    refuse ("“" + id + "” is of no type that this service knows. Set the service up again with the newest program.");
  checkRoles (type);
  if (description.decides && !newDoc._deleted)
    checkRoles (String (newDoc.of));
  // Other desks erase what they are told was erased.
  if (type === "reveal" && newDoc.what === "erase")
    checkRoles (String (newDoc.of));

  if (description.entry)
    checkEntry (type, id.slice (colon + 1));
  else if (!uuid.test (id.slice (colon + 1)))
    refuse ("“" + id + "” is no id of a record.");
  // The end of a branch of a record’s history, which says nothing of the record.
  if (newDoc._deleted)
    return;

  if (newDoc.type !== type)
    refuse ("“type” is not what the id says.");
  if (description.about && !uuid.test (newDoc.record))
    refuse ("“record” is missing or no id.");
  if (!administrator)
    checkAuthor (roles);
  checkFields (type, description);
}
