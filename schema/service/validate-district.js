// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the district's database takes: one summary a branch and month, of numbers only, written by that branch's committee. Names of
// persons cannot get in, since no text can. ECMAScript 5, see validate-branch.js.
function (newDoc, oldDoc, userCtx, secObj) {
  var rules = THE_RULES;
  var admins = secObj && secObj.admins || {};
  var isAdministrator = userCtx.roles.indexOf ("_admin") >= 0 || (admins.names || []).indexOf (userCtx.name) >= 0;
  var id = /^summary:([a-z0-9_-]+):(\d{4}-(0[1-9]|1[0-2]))$/.exec (newDoc._id);
  var i, name, value;

  function refuse (words) {
    throw ({ forbidden: words });
  }

  // A number, or an object of them.
  function isFigures (figures, depth) {
    var key;

    if (typeof figures === "number")
      return true;
    if (depth === 0 || typeof figures !== "object" || figures === null
        || Object.prototype.toString.call (figures) === "[object Array]")
      return false;
    for (key in figures)
      if (figures.hasOwnProperty (key) && (!/^[a-z][a-z0-9_]{0,39}$/.test (key) || !isFigures (figures[key], depth - 1)))
        return false;
    return true;
  }

  for (i = 0; i < (admins.roles || []).length; i++)
    if (userCtx.roles.indexOf (admins.roles[i]) >= 0)
      isAdministrator = true;

  if (!id)
    refuse ("“" + newDoc._id + "” is no summary of a branch and a month.");
  if (!isAdministrator && userCtx.roles.indexOf ("branch-" + id[1] + ":committee") < 0)
    refuse ("Only the committee of “" + id[1] + "” writes its summary.");
  if (newDoc._deleted)
    return;
  if (newDoc.type !== "summary" || newDoc.branch !== id[1] || newDoc.month !== id[2])
    refuse ("“type”, “branch” or “month” is not what the id says.");
  if (typeof newDoc.schema !== "number")
    refuse ("“schema” is missing.");
  if (typeof newDoc.at !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test (newDoc.at))
    refuse ("“at” is missing or no instant.");
  for (name in newDoc)
    if (newDoc.hasOwnProperty (name) && name.charAt (0) !== "_" && rules.members.indexOf (name) < 0) {
      value = newDoc[name];
      if (typeof value !== "object" || !isFigures (value, 3))
        refuse ("“" + name + "” holds something else than figures.");
    }
}
