// SPDX-License-Identifier: GPL-3.0-or-later
// A service on this machine, at a free port, with everything in memory.
//
// node server.js: prints its port as the first line, and ends when its standard input does. The modules are found through
// NODE_PATH. With TB_SERVICE_ADMIN=NAME:PASSWORD nobody may do anything without a login.
'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');

// express-pouchdb writes a settings file and a log into the present folder.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tb-service-'));
process.chdir(folder);
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

const express = require('express');
const PouchDB = require('pouchdb-node').plugin(require('pouchdb-adapter-memory'));
const makeService = require('express-pouchdb');

const app = express();
const service = makeService(PouchDB.defaults({ adapter: 'memory' }), {
  configPath: path.join(folder, 'config.json'),
  logPath: path.join(folder, 'log.txt'),
});

// pouchdb-validation 4.2.0 runs a database's rules as it should, but first writes the `_revisions` of the document that is there
// over those of the one that has come, so that every change would be lost without a word where there are rules. Who judges is
// still the service; only that it writes there has no effect.
function keepRevisions(doc) {
  const revisions = doc && doc._revisions;
  if (!revisions) return;
  Object.defineProperty(doc, '_revisions', {
    configurable: true, enumerable: true, get: () => revisions, set: () => {},
  });
}

function keepAllRevisions(req, res, next) {
  if (Array.isArray(req.body.docs)) req.body.docs.forEach(keepRevisions);
  next();
}

function listen() {
  // The service does not read a body that has been read. One that is no JSON is answered as the service would.
  app.post('/:db/_bulk_docs', express.json({ limit: '64mb' }), keepAllRevisions, (error, req, res, next) => {
    res.status(400).json({ error: 'bad_request', reason: 'invalid_json' });
  });
  app.use('/', service);
  const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));
  server.keepAliveTimeout = 60000;
}

process.stdin.on('end', () => process.exit(0)).resume();

const admin = process.env.TB_SERVICE_ADMIN;
if (admin) {
  const [name, password] = admin.split(':');
  service.couchConfig.set('couch_httpd_auth', 'require_valid_user', true, () =>
    service.couchConfig.set('admins', name, password, listen));
} else {
  listen();
}
