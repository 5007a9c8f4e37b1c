// SPDX-License-Identifier: GPL-3.0-or-later
// node replicate.js FROM TO: PouchDB replicates a database into its memory, and from there to another one; prints how
// many documents there are and the seconds of both. The modules are found through NODE_PATH.
'use strict';

const load = (name) => {
  const module = require(name);
  return module.default || module;
};
const PouchDB = load('pouchdb-core');

['pouchdb-adapter-memory', 'pouchdb-adapter-http', 'pouchdb-replication'].forEach((name) => PouchDB.plugin(load(name)));

// As many documents of a request as ours have.
const OPTIONS = { batch_size: 500 };

async function measure(replicate) {
  const begin = process.hrtime.bigint();
  const result = await replicate();
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  if (!result.ok) throw new Error(JSON.stringify(result));
  return seconds;
}

async function main() {
  const [from, to] = process.argv.slice(2);
  const here = new PouchDB('bench', { adapter: 'memory' });

  const pull = await measure(() => here.replicate.from(new PouchDB(from), OPTIONS));
  const push = await measure(() => here.replicate.to(new PouchDB(to), OPTIONS));
  console.log((await here.info()).doc_count, pull, push);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
