-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 1: the register of a tower.
--
-- Every table of records begins with the same columns (row, id, version, stamps, removed_at, source); the others are
-- the fields of the type of that name in src/model. Calendar dates are ISO text to the day, the month or the year;
-- instants are UTC ISO 8601 text; money is fen; areas are hundredths of a square metre. Records are removed softly,
-- so indexes are over live rows only, and so is uniqueness.

PRAGMA application_id = 1417101938; -- TB_SCHEMA_ID

-- The journal -------------------------------------------------------------------------------------------------------

-- One row a user action, in the order in which they were done.
CREATE TABLE batch (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  kind TEXT NOT NULL CHECK (kind IN ('add', 'edit', 'remove', 'import', 'undo', 'sample', 'reveal', 'export', 'setup')),
  at TEXT NOT NULL CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*Z'),
  actor TEXT NOT NULL,
  subject TEXT,
  record_type TEXT,
  undoes INTEGER REFERENCES batch (row)
) STRICT;

CREATE INDEX batch_undoes ON batch (undoes) WHERE undoes IS NOT NULL;

CREATE TRIGGER batch_is_not_changed BEFORE UPDATE ON batch
BEGIN
  SELECT RAISE (ABORT, 'the journal is only added to');
END;

CREATE TRIGGER batch_is_not_deleted BEFORE DELETE ON batch
BEGIN
  SELECT RAISE (ABORT, 'the journal is only added to');
END;

-- One row a change of a record. The chain of hashes is over the digests of before and after, not over their text, so
-- that a lawful erasure of the text leaves it whole; tb-journal-chain.c says over what exactly.
CREATE TABLE change (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*Z'),
  actor TEXT NOT NULL,
  batch INTEGER NOT NULL REFERENCES batch (row),
  record_type TEXT,
  record_id TEXT,
  op TEXT NOT NULL CHECK (op IN ('insert', 'update', 'remove', 'restore', 'reveal', 'export', 'erase')),
  before TEXT,
  after TEXT,
  before_digest BLOB CHECK (length (before_digest) = 32),
  after_digest BLOB CHECK (length (after_digest) = 32),
  prev_hash BLOB NOT NULL CHECK (length (prev_hash) = 32),
  hash BLOB NOT NULL CHECK (length (hash) = 32),
  CHECK (before IS NULL OR before_digest IS NOT NULL),
  CHECK (after IS NULL OR after_digest IS NOT NULL)
) STRICT;

CREATE INDEX change_batch ON change (batch);
CREATE INDEX change_record ON change (record_id) WHERE record_id IS NOT NULL;

-- Has a row while tb_journal_erase() is at work, in its transaction, and at no other time.
CREATE TABLE erasure (
  record_id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TRIGGER change_is_not_changed BEFORE UPDATE ON change
WHEN NOT (OLD.record_id IN (SELECT record_id FROM erasure)
          AND NEW.before IS NULL AND NEW.after IS NULL
          AND NEW.seq = OLD.seq AND NEW.at = OLD.at AND NEW.actor = OLD.actor AND NEW.batch = OLD.batch
          AND NEW.record_type IS OLD.record_type AND NEW.record_id IS OLD.record_id AND NEW.op = OLD.op
          AND NEW.before_digest IS OLD.before_digest AND NEW.after_digest IS OLD.after_digest
          AND NEW.prev_hash = OLD.prev_hash AND NEW.hash = OLD.hash)
BEGIN
  SELECT RAISE (ABORT, 'the journal is only added to');
END;

CREATE TRIGGER change_is_not_deleted BEFORE DELETE ON change
BEGIN
  SELECT RAISE (ABORT, 'the journal is only added to');
END;

-- What is not a record ----------------------------------------------------------------------------------------------

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Terms made by tb-search-terms.c; the rowid is the type's number << 40 | the record's row. It holds no text: what is
-- found is read from the records, and checked again there.
CREATE VIRTUAL TABLE search USING fts5 (
  terms, content = '', contentless_delete = 1, tokenize = 'ascii', detail = none, prefix = '2 3'
);
