-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 4: the values of a person can be erased for good (Personal Information Protection Law, article 47).

-- The journal knows the action, and lets go of what an erased record was called.
CREATE TABLE batch_4 (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  kind TEXT NOT NULL CHECK (kind = 'add' OR kind = 'edit' OR kind = 'remove' OR kind = 'import' OR kind = 'undo'
    OR kind = 'sample' OR kind = 'reveal' OR kind = 'export' OR kind = 'setup' OR kind = 'transition'
    OR kind = 'correct' OR kind = 'invite' OR kind = 'sign_in' OR kind = 'plan' OR kind = 'attach' OR kind = 'sync'
    OR kind = 'resolve' OR kind = 'erase'),
  at TEXT NOT NULL CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*Z'),
  actor TEXT NOT NULL,
  subject TEXT,
  record_type TEXT,
  undoes INTEGER REFERENCES batch (row),
  verb TEXT CHECK (verb IS NULL OR kind = 'transition')
) STRICT;

INSERT INTO batch_4 (row, id, kind, at, actor, subject, record_type, undoes, verb)
  SELECT row, id, kind, at, actor, subject, record_type, undoes, verb FROM batch;

DROP TABLE batch;
ALTER TABLE batch_4 RENAME TO batch;

CREATE INDEX batch_undoes ON batch (undoes) WHERE undoes IS NOT NULL;

-- Only what it was about may go, while an erasure is at work.
CREATE TRIGGER batch_is_not_changed BEFORE UPDATE ON batch
WHEN NOT (EXISTS (SELECT 1 FROM erasure)
          AND NEW.subject IS NULL
          AND NEW.row = OLD.row AND NEW.id = OLD.id AND NEW.kind = OLD.kind AND NEW.at = OLD.at
          AND NEW.actor = OLD.actor AND NEW.record_type IS OLD.record_type AND NEW.undoes IS OLD.undoes
          AND NEW.verb IS OLD.verb)
BEGIN
  SELECT RAISE (ABORT, 'the journal is only added to');
END;

CREATE TRIGGER batch_is_not_deleted BEFORE DELETE ON batch
BEGIN
  SELECT RAISE (ABORT, 'the journal is only added to');
END;

-- Whether a record was erased is asked of all that comes from other desks.
CREATE INDEX change_erased ON change (record_id) WHERE op = 'erase';
