// SPDX-License-Identifier: GPL-3.0-or-later
//
// run-validate.js DESIGN… < CASES: runs validate_doc_update of design documents as CouchDB does, over an array of cases
// {"design": index, "document": …, "user": {"name", "roles"}, "security": …}, and writes the array of what each was refused with:
// null where it was taken.
"use strict";

const fs = require ("fs");
const vm = require ("vm");

const designs = process.argv.slice (2).map ((name) => {
  const source = JSON.parse (fs.readFileSync (name, "utf8")).validate_doc_update;

  // A context of its own, without anything of Node's.
  return vm.runInNewContext ("(" + source + ")", Object.create (null));
});

const answers = JSON.parse (fs.readFileSync (0, "utf8")).map ((item) => {
  try {
    designs[item.design] (item.document, null, item.user, item.security || {});
    return null;
  } catch (refusal) {
    if (typeof refusal.forbidden === "string")
      return refusal.forbidden;
    return "ERROR " + refusal;
  }
});

process.stdout.write (JSON.stringify (answers));
