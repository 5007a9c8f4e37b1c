// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the database of a branch's files takes: pieces of attachments, named by the hash of the whole file, which are written once.
// ECMAScript 5, see validate-branch.js.
function (newDoc, oldDoc, userCtx, secObj) {
  var rules = THE_RULES;
  var admins = secObj && secObj.admins || {};
  var isAdministrator = userCtx.roles.indexOf ("_admin") >= 0 || (admins.names || []).indexOf (userCtx.name) >= 0;
  var maySend = false;
  var i;

  for (i = 0; i < (admins.roles || []).length; i++)
    if (userCtx.roles.indexOf (admins.roles[i]) >= 0)
      isAdministrator = true;
  for (i = 0; i < rules.roles.length; i++)
    if (userCtx.roles.indexOf (rules.branch + ":" + rules.roles[i]) >= 0)
      maySend = true;

  if (!isAdministrator && !maySend)
    throw ({ forbidden: "You have no role in the branch by which files are written." });
  if (!/^blob:[0-9a-f]{64}:(0|[1-9][0-9]{0,5})$/.test (newDoc._id))
    throw ({ forbidden: "“" + newDoc._id + "” is no piece of a file." });
  if (newDoc._deleted) {
    if (!isAdministrator)
      throw ({ forbidden: "Only the administrator deletes files." });
    return;
  }
  if (newDoc._attachments)
    throw ({ forbidden: "A piece of a file is a document, without attachments." });
  if (typeof newDoc.data !== "string" || newDoc.data.length > rules.longest
      || !/^[A-Za-z0-9+\/]*={0,2}$/.test (newDoc.data))
    throw ({ forbidden: "“data” is missing, too long, or not in base 64." });
}
