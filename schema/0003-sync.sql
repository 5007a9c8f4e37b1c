-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 3: what the desk remembers of its exchange with others.
--
-- These tables are not journalled: they say what has been exchanged, not what the register holds. They are written in
-- the same transaction as what they describe.

-- The journal knows what came from other desks, and what was decided about it.
CREATE TABLE batch_3 (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  kind TEXT NOT NULL CHECK (kind = 'add' OR kind = 'edit' OR kind = 'remove' OR kind = 'import' OR kind = 'undo'
    OR kind = 'sample' OR kind = 'reveal' OR kind = 'export' OR kind = 'setup' OR kind = 'transition'
    OR kind = 'correct' OR kind = 'invite' OR kind = 'sign_in' OR kind = 'plan' OR kind = 'attach' OR kind = 'sync'
    OR kind = 'resolve'),
  at TEXT NOT NULL CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*Z'),
  actor TEXT NOT NULL,
  subject TEXT,
  record_type TEXT,
  undoes INTEGER REFERENCES batch (row),
  verb TEXT CHECK (verb IS NULL OR kind = 'transition')
) STRICT;

INSERT INTO batch_3 (row, id, kind, at, actor, subject, record_type, undoes, verb)
  SELECT row, id, kind, at, actor, subject, record_type, undoes, verb FROM batch;

DROP TABLE batch;
ALTER TABLE batch_3 RENAME TO batch;

CREATE INDEX batch_undoes ON batch (undoes) WHERE undoes IS NOT NULL;

CREATE TRIGGER batch_is_not_changed BEFORE UPDATE ON batch
BEGIN
  SELECT RAISE (ABORT, 'the journal is only added to');
END;

CREATE TRIGGER batch_is_not_deleted BEFORE DELETE ON batch
BEGIN
  SELECT RAISE (ABORT, 'the journal is only added to');
END;

-- With whom changes are exchanged, and how far: a branch at a service, or another desk by files.
CREATE TABLE sync_peer (
  row INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  since TEXT, -- where its changes were read to; opaque
  start TEXT, -- what it said of its own beginning; opaque
  rounds INTEGER NOT NULL DEFAULT 0 CHECK (rounds >= 0), -- exchanges that moved something, as the peer knows them too
  offered INTEGER NOT NULL DEFAULT 0 CHECK (offered >= 0), -- seq of the last revision that it was offered
  recheck INTEGER NOT NULL DEFAULT 0 CHECK (recheck >= 0), -- revisions up to this seq it may have already
  sure_since TEXT, -- `since` when the peer was last told how many rounds there were
  sure_offered INTEGER NOT NULL DEFAULT 0 CHECK (sure_offered >= 0), -- and `offered`
  succeeded_at TEXT,
  failed_at TEXT,
  failure TEXT
) STRICT;

CREATE TABLE sync_document (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (id <> ''), -- such as person:01928c5e-…
  record TEXT CHECK (length (record) = 36), -- of an entry: the record that it tells of
  applied INTEGER, -- of a record: seq of the revision that the register shows
  pending INTEGER NOT NULL DEFAULT 0 CHECK (pending IN (0, 1)), -- whether it is still to be written into the register
  newer INTEGER NOT NULL DEFAULT 0 CHECK (newer IN (0, 1)) -- whether only a newer program understands it
) STRICT;

CREATE INDEX sync_document_record ON sync_document (record) WHERE record IS NOT NULL;
CREATE INDEX sync_document_pending ON sync_document (row) WHERE pending = 1;
CREATE INDEX sync_document_newer ON sync_document (id) WHERE newer = 1;

-- Revisions of documents, numbered in the order in which this desk came to know them: the leaves, and those before
-- them whose bodies a merge may need.
CREATE TABLE sync_revision (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL REFERENCES sync_document (row),
  rev TEXT NOT NULL CHECK (rev GLOB '[1-9]*-?*'),
  leaf INTEGER NOT NULL CHECK (leaf IN (0, 1)),
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
  "foreign" INTEGER NOT NULL DEFAULT 0 CHECK ("foreign" IN (0, 1)), -- whether it continues nothing known here
  origin INTEGER REFERENCES sync_peer (row), -- from whom it came; nobody where it was made here
  ancestry TEXT, -- the revisions before it, the latest first
  body TEXT,
  CHECK (body IS NOT NULL OR deleted = 1)
) STRICT;

CREATE UNIQUE INDEX sync_revision_document ON sync_revision (document, rev);

-- Values that were not taken when changes of two desks came together.
CREATE TABLE sync_review (
  row INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES sync_document (row),
  kind TEXT NOT NULL CHECK (kind = 'field' OR kind = 'removed' OR kind = 'unique' OR kind = 'foreign'),
  field TEXT,
  kept TEXT, -- JSON, as are all values here
  other TEXT,
  kept_by TEXT,
  kept_at TEXT,
  other_by TEXT,
  other_at TEXT,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state = 'open' OR state = 'taken' OR state = 'kept' OR state = 'written'
    OR state = 'elsewhere'),
  batch TEXT CHECK (length (batch) = 36)
) STRICT;

CREATE INDEX sync_review_document ON sync_review (document);
CREATE INDEX sync_review_open ON sync_review (row) WHERE state = 'open';
CREATE INDEX sync_review_batch ON sync_review (batch) WHERE batch IS NOT NULL;

-- Revisions that a peer does not take.
CREATE TABLE sync_refused (
  row INTEGER PRIMARY KEY,
  peer INTEGER NOT NULL REFERENCES sync_peer (row),
  document INTEGER NOT NULL REFERENCES sync_document (row),
  rev TEXT NOT NULL,
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  UNIQUE (peer, document, rev)
) STRICT;

CREATE INDEX sync_refused_document ON sync_refused (document);

-- Documents that have come and wait for a record that they refer to.
CREATE TABLE sync_waiting (
  document INTEGER NOT NULL REFERENCES sync_document (row),
  target TEXT NOT NULL CHECK (length (target) = 36),
  PRIMARY KEY (document, target)
) STRICT, WITHOUT ROWID;

CREATE INDEX sync_waiting_target ON sync_waiting (target);

-- Files of attachments, by their digests, that a peer has.
CREATE TABLE sync_file (
  peer INTEGER NOT NULL REFERENCES sync_peer (row),
  sha256 TEXT NOT NULL CHECK (length (sha256) = 64),
  PRIMARY KEY (peer, sha256)
) STRICT, WITHOUT ROWID;
