-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 1: the register of a tower.
--
-- Every table of records begins with the same columns (row, id, version, stamps, removed_at, source); the others are
-- the fields of the type of that name in src/model. Calendar dates are ISO text to the day, the month or the year;
-- instants are UTC ISO 8601 text; money is fen; areas are hundredths of a square metre. Records are removed softly,
-- so indexes are over live rows only, and so is uniqueness. Checks are chains of OR, because SQLite makes a temporary
-- table for every IN of more than two values, at every insert.

PRAGMA application_id = 1417101938; -- TB_SCHEMA_ID

-- The journal -------------------------------------------------------------------------------------------------------

-- One row a user action, in the order in which they were done.
CREATE TABLE batch (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  kind TEXT NOT NULL CHECK (kind = 'add' OR kind = 'edit' OR kind = 'remove' OR kind = 'import' OR kind = 'undo'
    OR kind = 'sample' OR kind = 'reveal' OR kind = 'export' OR kind = 'setup'),
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
  op TEXT NOT NULL CHECK (op = 'insert' OR op = 'update' OR op = 'remove' OR op = 'restore' OR op = 'reveal'
    OR op = 'export' OR op = 'erase'),
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

-- Has rows while tb_erasure_run() is at work, in its transaction, and at no other time.
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

-- The place ----------------------------------------------------------------------------------------------------------

CREATE TABLE tower (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  name TEXT NOT NULL CHECK (name <> ''),
  name_key TEXT,
  alias TEXT,
  kind TEXT,
  status TEXT,
  storeys_above INTEGER CHECK (storeys_above >= 0),
  storeys_below INTEGER CHECK (storeys_below >= 0),
  height INTEGER CHECK (height >= 0),
  gross_area INTEGER CHECK (gross_area >= 0),
  office_area INTEGER CHECK (office_area >= 0),
  started_on TEXT CHECK (length (started_on) BETWEEN 4 AND 10 AND started_on NOT GLOB '*[^-0-9]*'),
  completed_on TEXT CHECK (length (completed_on) BETWEEN 4 AND 10 AND completed_on NOT GLOB '*[^-0-9]*'),
  developer TEXT,
  owners TEXT,
  district TEXT,
  street TEXT,
  community TEXT,
  address TEXT,
  longitude TEXT,
  latitude TEXT,
  property_company TEXT REFERENCES property_company (id),
  organisation TEXT REFERENCES organisation (id),
  steward TEXT,
  occupancy_rate INTEGER CHECK (occupancy_rate >= 0),
  worker_count INTEGER CHECK (worker_count >= 0),
  focus INTEGER CHECK (focus IN (0, 1)),
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX tower_name_key ON tower (name_key) WHERE removed_at IS NULL;
CREATE INDEX tower_storeys_above ON tower (storeys_above) WHERE removed_at IS NULL;
CREATE INDEX tower_property_company ON tower (property_company) WHERE removed_at IS NULL;
CREATE INDEX tower_organisation ON tower (organisation) WHERE removed_at IS NULL AND organisation IS NOT NULL;
CREATE INDEX tower_worker_count ON tower (worker_count) WHERE removed_at IS NULL;
CREATE INDEX tower_name ON tower (name) WHERE removed_at IS NULL;
CREATE INDEX tower_filter ON tower (kind, status, district, street, focus, incomplete) WHERE removed_at IS NULL;
CREATE INDEX tower_incomplete ON tower (incomplete) WHERE removed_at IS NULL AND incomplete > 0;

CREATE TABLE floor (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  tower TEXT NOT NULL REFERENCES tower (id),
  label TEXT NOT NULL CHECK (label <> ''),
  level INTEGER,
  area INTEGER CHECK (area >= 0),
  usage TEXT,
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX floor_tower ON floor (tower) WHERE removed_at IS NULL;
CREATE INDEX floor_level ON floor (level) WHERE removed_at IS NULL;

CREATE TABLE unit (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  floor TEXT NOT NULL REFERENCES floor (id),
  room_no TEXT NOT NULL CHECK (room_no <> ''),
  room_key TEXT,
  area INTEGER CHECK (area >= 0),
  status TEXT,
  replaces TEXT REFERENCES unit (id),
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX unit_floor ON unit (floor) WHERE removed_at IS NULL;
CREATE INDEX unit_room_key ON unit (room_key) WHERE removed_at IS NULL;
CREATE INDEX unit_area ON unit (area) WHERE removed_at IS NULL;
CREATE INDEX unit_replaces ON unit (replaces) WHERE removed_at IS NULL AND replaces IS NOT NULL;
CREATE INDEX unit_room_no ON unit (room_no) WHERE removed_at IS NULL;
CREATE INDEX unit_filter ON unit (status, incomplete) WHERE removed_at IS NULL;
CREATE INDEX unit_incomplete ON unit (incomplete) WHERE removed_at IS NULL AND incomplete > 0;

CREATE TABLE property_company (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  name TEXT NOT NULL CHECK (name <> ''),
  name_key TEXT,
  credit_code TEXT,
  manager TEXT,
  phone TEXT,
  has_party_org INTEGER CHECK (has_party_org IN (0, 1)),
  organisation TEXT REFERENCES organisation (id),
  staff_count INTEGER CHECK (staff_count >= 0),
  member_count INTEGER CHECK (member_count >= 0),
  tasks TEXT,
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX property_company_name_key ON property_company (name_key) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX property_company_credit_code ON property_company (credit_code) WHERE removed_at IS NULL;
CREATE INDEX property_company_organisation ON property_company (organisation)
  WHERE removed_at IS NULL AND organisation IS NOT NULL;
CREATE INDEX property_company_staff_count ON property_company (staff_count) WHERE removed_at IS NULL;
CREATE INDEX property_company_member_count ON property_company (member_count) WHERE removed_at IS NULL;
CREATE INDEX property_company_name ON property_company (name) WHERE removed_at IS NULL;
CREATE INDEX property_company_filter ON property_company (has_party_org, incomplete) WHERE removed_at IS NULL;
CREATE INDEX property_company_incomplete ON property_company (incomplete) WHERE removed_at IS NULL AND incomplete > 0;

CREATE TABLE property_contract (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  tower TEXT NOT NULL REFERENCES tower (id),
  property_company TEXT NOT NULL REFERENCES property_company (id),
  since TEXT CHECK (length (since) BETWEEN 4 AND 10 AND since NOT GLOB '*[^-0-9]*'),
  until TEXT CHECK (length (until) BETWEEN 4 AND 10 AND until NOT GLOB '*[^-0-9]*'),
  status TEXT,
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX property_contract_tower ON property_contract (tower) WHERE removed_at IS NULL;
CREATE INDEX property_contract_property_company ON property_contract (property_company) WHERE removed_at IS NULL;
CREATE INDEX property_contract_since ON property_contract (since) WHERE removed_at IS NULL;
CREATE INDEX property_contract_until ON property_contract (until) WHERE removed_at IS NULL;

-- Enterprises, what they rent, who covers them -----------------------------------------------------------------------

CREATE TABLE enterprise (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  name TEXT NOT NULL CHECK (name <> ''),
  name_key TEXT,
  short_name TEXT,
  credit_code TEXT,
  no_code_reason TEXT,
  kind TEXT,
  ownership TEXT,
  industry TEXT,
  industry_class TEXT,
  business TEXT,
  established_on TEXT CHECK (length (established_on) BETWEEN 4 AND 10 AND established_on NOT GLOB '*[^-0-9]*'),
  capital INTEGER CHECK (capital >= 0),
  capital_currency TEXT,
  status TEXT,
  tower TEXT REFERENCES tower (id),
  office TEXT REFERENCES unit (id),
  address TEXT,
  street TEXT,
  registered_address TEXT,
  representative TEXT,
  representative_role TEXT,
  representative_political TEXT,
  representative_duty TEXT,
  representative_phone TEXT,
  contact TEXT,
  contact_phone TEXT,
  headcount INTEGER CHECK (headcount >= 0),
  women_count INTEGER CHECK (women_count >= 0),
  young_count INTEGER CHECK (young_count >= 0),
  college_count INTEGER CHECK (college_count >= 0),
  counted_on TEXT CHECK (length (counted_on) BETWEEN 4 AND 10 AND counted_on NOT GLOB '*[^-0-9]*'),
  revenue INTEGER CHECK (revenue >= 0),
  revenue_year INTEGER CHECK (revenue_year >= 0),
  above_scale INTEGER CHECK (above_scale IN (0, 1)),
  above_scale_basis TEXT,
  above_scale_year INTEGER CHECK (above_scale_year >= 0),
  member_count INTEGER CHECK (member_count >= 0),
  probationary_count INTEGER CHECK (probationary_count >= 0),
  relation_here_count INTEGER CHECK (relation_here_count >= 0),
  relation_elsewhere_count INTEGER CHECK (relation_elsewhere_count >= 0),
  candidate_count INTEGER CHECK (candidate_count >= 0),
  activist_count INTEGER CHECK (activist_count >= 0),
  applicant_count INTEGER CHECK (applicant_count >= 0),
  coverage TEXT,
  coverage_approved_by TEXT,
  coverage_document TEXT,
  organisation TEXT REFERENCES organisation (id),
  no_organisation_reason TEXT,
  planned_on TEXT CHECK (length (planned_on) BETWEEN 4 AND 10 AND planned_on NOT GLOB '*[^-0-9]*'),
  instructor TEXT,
  instructor_unit TEXT,
  instructor_phone TEXT,
  instructor_full_time INTEGER CHECK (instructor_full_time IN (0, 1)),
  visit_frequency TEXT,
  trade_union TEXT,
  youth_league TEXT,
  womens_federation TEXT,
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX enterprise_name_key ON enterprise (name_key) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX enterprise_credit_code ON enterprise (credit_code) WHERE removed_at IS NULL;
CREATE INDEX enterprise_established_on ON enterprise (established_on) WHERE removed_at IS NULL;
CREATE INDEX enterprise_tower ON enterprise (tower) WHERE removed_at IS NULL;
CREATE INDEX enterprise_office ON enterprise (office) WHERE removed_at IS NULL;
CREATE INDEX enterprise_headcount ON enterprise (headcount) WHERE removed_at IS NULL;
CREATE INDEX enterprise_member_count ON enterprise (member_count) WHERE removed_at IS NULL;
CREATE INDEX enterprise_coverage ON enterprise (coverage) WHERE removed_at IS NULL;
CREATE INDEX enterprise_organisation ON enterprise (organisation) WHERE removed_at IS NULL;
CREATE INDEX enterprise_name ON enterprise (name) WHERE removed_at IS NULL;
CREATE INDEX enterprise_filter ON enterprise (kind, ownership, industry, status, above_scale, coverage, incomplete)
  WHERE removed_at IS NULL;
CREATE INDEX enterprise_incomplete ON enterprise (incomplete) WHERE removed_at IS NULL AND incomplete > 0;

CREATE TABLE tenancy (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  enterprise TEXT NOT NULL REFERENCES enterprise (id),
  unit TEXT NOT NULL REFERENCES unit (id),
  since TEXT CHECK (length (since) BETWEEN 4 AND 10 AND since NOT GLOB '*[^-0-9]*'),
  until TEXT CHECK (length (until) BETWEEN 4 AND 10 AND until NOT GLOB '*[^-0-9]*'),
  state TEXT,
  tenure TEXT,
  area INTEGER CHECK (area >= 0),
  headcount INTEGER CHECK (headcount >= 0),
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX tenancy_enterprise ON tenancy (enterprise) WHERE removed_at IS NULL;
CREATE INDEX tenancy_unit ON tenancy (unit) WHERE removed_at IS NULL;
CREATE INDEX tenancy_since ON tenancy (since) WHERE removed_at IS NULL;
CREATE INDEX tenancy_until ON tenancy (until) WHERE removed_at IS NULL;

CREATE TABLE coverage (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  enterprise TEXT NOT NULL REFERENCES enterprise (id),
  coverage TEXT NOT NULL CHECK (coverage <> ''),
  since TEXT CHECK (length (since) BETWEEN 4 AND 10 AND since NOT GLOB '*[^-0-9]*'),
  until TEXT CHECK (length (until) BETWEEN 4 AND 10 AND until NOT GLOB '*[^-0-9]*'),
  approved_by TEXT,
  document TEXT,
  document_on TEXT CHECK (length (document_on) BETWEEN 4 AND 10 AND document_on NOT GLOB '*[^-0-9]*'),
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX coverage_enterprise ON coverage (enterprise) WHERE removed_at IS NULL;
CREATE INDEX coverage_since ON coverage (since) WHERE removed_at IS NULL;
CREATE INDEX coverage_until ON coverage (until) WHERE removed_at IS NULL;

-- Organisations ------------------------------------------------------------------------------------------------------

CREATE TABLE organisation (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  name TEXT NOT NULL CHECK (name <> ''),
  name_key TEXT,
  short_name TEXT,
  code TEXT,
  kind TEXT,
  affiliating INTEGER CHECK (affiliating IN (0, 1)),
  parent TEXT REFERENCES organisation (id),
  tower TEXT REFERENCES tower (id),
  enterprise TEXT REFERENCES enterprise (id),
  street TEXT,
  status TEXT,
  purpose TEXT,
  established_on TEXT CHECK (length (established_on) BETWEEN 4 AND 10 AND established_on NOT GLOB '*[^-0-9]*'),
  approved_by TEXT REFERENCES organisation (id),
  approval_document TEXT,
  can_approve_probationary INTEGER CHECK (can_approve_probationary IN (0, 1)),
  can_transfer_nationwide INTEGER CHECK (can_transfer_nationwide IN (0, 1)),
  term_years INTEGER CHECK (term_years >= 0),
  elected_on TEXT CHECK (length (elected_on) BETWEEN 4 AND 10 AND elected_on NOT GLOB '*[^-0-9]*'),
  term_ends_on TEXT CHECK (length (term_ends_on) BETWEEN 4 AND 10 AND term_ends_on NOT GLOB '*[^-0-9]*'),
  extended_to TEXT CHECK (length (extended_to) BETWEEN 4 AND 10 AND extended_to NOT GLOB '*[^-0-9]*'),
  theme_day INTEGER CHECK (theme_day >= 0),
  address TEXT,
  venue TEXT,
  contact TEXT,
  phone TEXT,
  postcode TEXT,
  fax TEXT,
  grade TEXT,
  grade_year INTEGER CHECK (grade_year >= 0),
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX organisation_name_key ON organisation (name_key) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX organisation_code ON organisation (code) WHERE removed_at IS NULL;
CREATE INDEX organisation_kind ON organisation (kind) WHERE removed_at IS NULL;
CREATE INDEX organisation_parent ON organisation (parent) WHERE removed_at IS NULL;
CREATE INDEX organisation_tower ON organisation (tower) WHERE removed_at IS NULL;
CREATE INDEX organisation_enterprise ON organisation (enterprise) WHERE removed_at IS NULL;
CREATE INDEX organisation_established_on ON organisation (established_on) WHERE removed_at IS NULL;
CREATE INDEX organisation_approved_by ON organisation (approved_by)
  WHERE removed_at IS NULL AND approved_by IS NOT NULL;
CREATE INDEX organisation_elected_on ON organisation (elected_on) WHERE removed_at IS NULL;
CREATE INDEX organisation_term_ends_on ON organisation (term_ends_on) WHERE removed_at IS NULL;
CREATE INDEX organisation_name ON organisation (name) WHERE removed_at IS NULL;
CREATE INDEX organisation_filter ON organisation (kind, affiliating, street, status, grade, incomplete)
  WHERE removed_at IS NULL;
CREATE INDEX organisation_incomplete ON organisation (incomplete) WHERE removed_at IS NULL AND incomplete > 0;

CREATE TABLE covered_unit (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  organisation TEXT NOT NULL REFERENCES organisation (id),
  enterprise TEXT NOT NULL REFERENCES enterprise (id),
  since TEXT CHECK (length (since) BETWEEN 4 AND 10 AND since NOT GLOB '*[^-0-9]*'),
  until TEXT CHECK (length (until) BETWEEN 4 AND 10 AND until NOT GLOB '*[^-0-9]*'),
  document TEXT,
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX covered_unit_organisation ON covered_unit (organisation) WHERE removed_at IS NULL;
CREATE INDEX covered_unit_enterprise ON covered_unit (enterprise) WHERE removed_at IS NULL;
CREATE INDEX covered_unit_since ON covered_unit (since) WHERE removed_at IS NULL;
CREATE INDEX covered_unit_until ON covered_unit (until) WHERE removed_at IS NULL;

-- Persons, and what they were and did before -------------------------------------------------------------------------

CREATE TABLE person (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  name TEXT NOT NULL CHECK (name <> ''),
  name_key TEXT,
  name_used TEXT,
  sex TEXT,
  ethnic_group TEXT,
  id_kind TEXT,
  id_number TEXT,
  birth_date TEXT CHECK (length (birth_date) BETWEEN 4 AND 10 AND birth_date NOT GLOB '*[^-0-9]*'),
  native_place TEXT,
  household_place TEXT,
  residence TEXT,
  health TEXT,
  mobile TEXT,
  landline TEXT,
  email TEXT,
  wechat TEXT,
  emergency_contact TEXT,
  emergency_phone TEXT,
  education TEXT,
  degree TEXT,
  school TEXT,
  major TEXT,
  enterprise TEXT REFERENCES enterprise (id),
  department TEXT,
  job TEXT,
  job_kind TEXT,
  professional_title TEXT,
  work_start_on TEXT CHECK (length (work_start_on) BETWEEN 4 AND 10 AND work_start_on NOT GLOB '*[^-0-9]*'),
  new_stratum TEXT,
  new_employment TEXT,
  migrant_worker INTEGER CHECK (migrant_worker IN (0, 1)),
  skills TEXT,
  category TEXT,
  political TEXT,
  league_join_on TEXT CHECK (length (league_join_on) BETWEEN 4 AND 10 AND league_join_on NOT GLOB '*[^-0-9]*'),
  applied_on TEXT CHECK (length (applied_on) BETWEEN 4 AND 10 AND applied_on NOT GLOB '*[^-0-9]*'),
  activist_on TEXT CHECK (length (activist_on) BETWEEN 4 AND 10 AND activist_on NOT GLOB '*[^-0-9]*'),
  candidate_on TEXT CHECK (length (candidate_on) BETWEEN 4 AND 10 AND candidate_on NOT GLOB '*[^-0-9]*'),
  join_on TEXT CHECK (length (join_on) BETWEEN 4 AND 10 AND join_on NOT GLOB '*[^-0-9]*'),
  join_org TEXT,
  join_kind TEXT,
  introducers TEXT,
  probation_from TEXT CHECK (length (probation_from) BETWEEN 4 AND 10 AND probation_from NOT GLOB '*[^-0-9]*'),
  probation_until TEXT CHECK (length (probation_until) BETWEEN 4 AND 10 AND probation_until NOT GLOB '*[^-0-9]*'),
  extension_until TEXT CHECK (length (extension_until) BETWEEN 4 AND 10 AND extension_until NOT GLOB '*[^-0-9]*'),
  full_on TEXT CHECK (length (full_on) BETWEEN 4 AND 10 AND full_on NOT GLOB '*[^-0-9]*'),
  full_kind TEXT,
  standing_adjustment INTEGER,
  political_birthday TEXT CHECK (length (political_birthday) BETWEEN 4 AND 10 AND political_birthday NOT GLOB '*[^-0-9]*'),
  formal_org TEXT REFERENCES organisation (id),
  formal_org_text TEXT,
  formal_elsewhere TEXT,
  group_org TEXT REFERENCES organisation (id),
  activity_org TEXT REFERENCES organisation (id),
  transfer_intent TEXT,
  follow_up_on TEXT CHECK (length (follow_up_on) BETWEEN 4 AND 10 AND follow_up_on NOT GLOB '*[^-0-9]*'),
  party_status TEXT,
  rights TEXT,
  discipline TEXT,
  discipline_from TEXT CHECK (length (discipline_from) BETWEEN 4 AND 10 AND discipline_from NOT GLOB '*[^-0-9]*'),
  discipline_until TEXT CHECK (length (discipline_until) BETWEEN 4 AND 10 AND discipline_until NOT GLOB '*[^-0-9]*'),
  floating TEXT,
  floating_from TEXT CHECK (length (floating_from) BETWEEN 4 AND 10 AND floating_from NOT GLOB '*[^-0-9]*'),
  floating_place TEXT,
  floating_card TEXT,
  lost INTEGER CHECK (lost IN (0, 1)),
  lost_since TEXT CHECK (length (lost_since) BETWEEN 4 AND 10 AND lost_since NOT GLOB '*[^-0-9]*'),
  abroad TEXT,
  abroad_since TEXT CHECK (length (abroad_since) BETWEEN 4 AND 10 AND abroad_since NOT GLOB '*[^-0-9]*'),
  visible INTEGER CHECK (visible IN (0, 1)),
  archive_location TEXT,
  volunteer_number TEXT,
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX person_name_key ON person (name_key) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX person_id_number ON person (id_number) WHERE removed_at IS NULL;
CREATE INDEX person_birth_date ON person (birth_date) WHERE removed_at IS NULL;
CREATE INDEX person_enterprise ON person (enterprise) WHERE removed_at IS NULL;
CREATE INDEX person_category ON person (category) WHERE removed_at IS NULL;
CREATE INDEX person_join_on ON person (join_on) WHERE removed_at IS NULL;
CREATE INDEX person_full_on ON person (full_on) WHERE removed_at IS NULL;
CREATE INDEX person_formal_org ON person (formal_org) WHERE removed_at IS NULL;
CREATE INDEX person_group_org ON person (group_org) WHERE removed_at IS NULL AND group_org IS NOT NULL;
CREATE INDEX person_activity_org ON person (activity_org) WHERE removed_at IS NULL;
CREATE INDEX person_name ON person (name) WHERE removed_at IS NULL;
CREATE INDEX person_mobile ON person (mobile, name) WHERE removed_at IS NULL AND mobile IS NOT NULL;
CREATE INDEX person_filter ON person (
  sex, ethnic_group, education, category, formal_elsewhere, party_status, floating, lost, incomplete
) WHERE removed_at IS NULL;
CREATE INDEX person_incomplete ON person (incomplete) WHERE removed_at IS NULL AND incomplete > 0;

CREATE TABLE post (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  organisation TEXT NOT NULL REFERENCES organisation (id),
  person TEXT NOT NULL REFERENCES person (id),
  post TEXT NOT NULL CHECK (post <> ''),
  mode TEXT,
  since TEXT CHECK (length (since) BETWEEN 4 AND 10 AND since NOT GLOB '*[^-0-9]*'),
  until TEXT CHECK (length (until) BETWEEN 4 AND 10 AND until NOT GLOB '*[^-0-9]*'),
  document TEXT,
  report_kind TEXT,
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX post_organisation ON post (organisation) WHERE removed_at IS NULL;
CREATE INDEX post_person ON post (person) WHERE removed_at IS NULL;
CREATE INDEX post_post ON post (post) WHERE removed_at IS NULL;
CREATE INDEX post_since ON post (since) WHERE removed_at IS NULL;
CREATE INDEX post_until ON post (until) WHERE removed_at IS NULL;

CREATE TABLE affiliation (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  person TEXT NOT NULL REFERENCES person (id),
  organisation TEXT NOT NULL REFERENCES organisation (id),
  kind TEXT NOT NULL CHECK (kind <> ''),
  since TEXT CHECK (length (since) BETWEEN 4 AND 10 AND since NOT GLOB '*[^-0-9]*'),
  until TEXT CHECK (length (until) BETWEEN 4 AND 10 AND until NOT GLOB '*[^-0-9]*'),
  via TEXT,
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX affiliation_person ON affiliation (person) WHERE removed_at IS NULL;
CREATE INDEX affiliation_organisation ON affiliation (organisation) WHERE removed_at IS NULL;

CREATE TABLE employment (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  person TEXT NOT NULL REFERENCES person (id),
  enterprise TEXT NOT NULL REFERENCES enterprise (id),
  job TEXT,
  since TEXT CHECK (length (since) BETWEEN 4 AND 10 AND since NOT GLOB '*[^-0-9]*'),
  until TEXT CHECK (length (until) BETWEEN 4 AND 10 AND until NOT GLOB '*[^-0-9]*'),
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX employment_person ON employment (person) WHERE removed_at IS NULL;
CREATE INDEX employment_enterprise ON employment (enterprise) WHERE removed_at IS NULL;

-- What the branch added to the code lists ----------------------------------------------------------------------------

CREATE TABLE code_item (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  list TEXT NOT NULL CHECK (list <> ''),
  code TEXT NOT NULL CHECK (code <> ''),
  label TEXT NOT NULL CHECK (label <> ''),
  position INTEGER CHECK (position >= 0),
  enabled INTEGER CHECK (enabled IN (0, 1)),
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX code_item_list ON code_item (list) WHERE removed_at IS NULL;
CREATE INDEX code_item_code ON code_item (code) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX code_item_list_code ON code_item (list, code) WHERE removed_at IS NULL;

-- What is not a record ----------------------------------------------------------------------------------------------

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Terms made by tb-search-terms.c; the rowid is the type's number << 40 | the record's row. It holds no text: what is
-- found is read from the records, and checked again there.
CREATE VIRTUAL TABLE search USING fts5 (
  terms, content = '', contentless_delete = 1, tokenize = 'ascii', detail = none
);
