-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 2: events of organisation life, projects and claims.
--
-- Tables of records are as in version 1. Times of day are text such as 14:30, in civil time of the place. Columns named
-- by words of SQL are quoted.

-- The journal knows more kinds of user actions. SQLite changes a check only by making the table anew.
CREATE TABLE batch_2 (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  kind TEXT NOT NULL CHECK (kind = 'add' OR kind = 'edit' OR kind = 'remove' OR kind = 'import' OR kind = 'undo'
    OR kind = 'sample' OR kind = 'reveal' OR kind = 'export' OR kind = 'setup' OR kind = 'transition'
    OR kind = 'correct' OR kind = 'invite' OR kind = 'sign_in' OR kind = 'plan' OR kind = 'attach'),
  at TEXT NOT NULL CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*Z'),
  actor TEXT NOT NULL,
  subject TEXT,
  record_type TEXT,
  undoes INTEGER REFERENCES batch (row),
  verb TEXT CHECK (verb IS NULL OR kind = 'transition')
) STRICT;

INSERT INTO batch_2 (row, id, kind, at, actor, subject, record_type, undoes)
  SELECT row, id, kind, at, actor, subject, record_type, undoes FROM batch;

DROP TABLE batch;
ALTER TABLE batch_2 RENAME TO batch;

CREATE INDEX batch_undoes ON batch (undoes) WHERE undoes IS NOT NULL;

CREATE TRIGGER batch_is_not_changed BEFORE UPDATE ON batch
BEGIN
  SELECT RAISE (ABORT, 'the journal is only added to');
END;

CREATE TRIGGER batch_is_not_deleted BEFORE DELETE ON batch
BEGIN
  SELECT RAISE (ABORT, 'the journal is only added to');
END;

-- Events, their attendance, votes and resolutions --------------------------------------------------------------------

CREATE TABLE event_plan (
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
  kind TEXT NOT NULL CHECK (kind <> ''),
  title TEXT NOT NULL CHECK (title <> ''),
  audience TEXT,
  "group" TEXT REFERENCES organisation (id),
  recurrence TEXT NOT NULL CHECK (recurrence <> ''),
  month INTEGER CHECK (month >= 0),
  day INTEGER CHECK (day >= 0),
  time_from TEXT CHECK (time_from GLOB '[0-2][0-9]:[0-5][0-9]'),
  time_to TEXT CHECK (time_to GLOB '[0-2][0-9]:[0-5][0-9]'),
  place TEXT,
  since TEXT CHECK (length (since) BETWEEN 4 AND 10 AND since NOT GLOB '*[^-0-9]*'),
  until TEXT CHECK (length (until) BETWEEN 4 AND 10 AND until NOT GLOB '*[^-0-9]*'),
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX event_plan_organisation ON event_plan (organisation) WHERE removed_at IS NULL;
CREATE INDEX event_plan_kind ON event_plan (kind) WHERE removed_at IS NULL;
CREATE INDEX event_plan_title ON event_plan (title) WHERE removed_at IS NULL;
CREATE INDEX event_plan_group ON event_plan ("group") WHERE removed_at IS NULL;
CREATE INDEX event_plan_since ON event_plan (since) WHERE removed_at IS NULL;
CREATE INDEX event_plan_until ON event_plan (until) WHERE removed_at IS NULL;

CREATE TABLE event (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  code TEXT,
  kind TEXT NOT NULL CHECK (kind <> ''),
  title TEXT NOT NULL CHECK (title <> ''),
  title_key TEXT,
  organisation TEXT NOT NULL REFERENCES organisation (id),
  tower TEXT REFERENCES tower (id),
  state TEXT,
  "on" TEXT CHECK (length ("on") BETWEEN 4 AND 10 AND "on" NOT GLOB '*[^-0-9]*'),
  planned_on TEXT NOT NULL CHECK (length (planned_on) BETWEEN 4 AND 10 AND planned_on NOT GLOB '*[^-0-9]*'),
  planned_from TEXT CHECK (planned_from GLOB '[0-2][0-9]:[0-5][0-9]'),
  planned_to TEXT CHECK (planned_to GLOB '[0-2][0-9]:[0-5][0-9]'),
  place TEXT,
  held_on TEXT CHECK (length (held_on) BETWEEN 4 AND 10 AND held_on NOT GLOB '*[^-0-9]*'),
  held_from TEXT CHECK (held_from GLOB '[0-2][0-9]:[0-5][0-9]'),
  held_to TEXT CHECK (held_to GLOB '[0-2][0-9]:[0-5][0-9]'),
  host TEXT REFERENCES person (id),
  recorder TEXT REFERENCES person (id),
  speaker TEXT REFERENCES person (id),
  guest_speaker TEXT,
  audience TEXT,
  "group" TEXT REFERENCES organisation (id),
  agenda TEXT,
  notice TEXT,
  notified_on TEXT CHECK (length (notified_on) BETWEEN 4 AND 10 AND notified_on NOT GLOB '*[^-0-9]*'),
  minutes TEXT,
  next_steps TEXT,
  expected INTEGER CHECK (expected >= 0),
  present INTEGER CHECK (present >= 0),
  excused INTEGER CHECK (excused >= 0),
  study_hours INTEGER CHECK (study_hours >= 0),
  volunteer_hours INTEGER CHECK (volunteer_hours >= 0),
  cost INTEGER CHECK (cost >= 0),
  recorded_on TEXT CHECK (length (recorded_on) BETWEEN 4 AND 10 AND recorded_on NOT GLOB '*[^-0-9]*'),
  late INTEGER CHECK (late IN (0, 1)),
  plan TEXT REFERENCES event_plan (id),
  plan_period TEXT,
  moved_from TEXT CHECK (length (moved_from) BETWEEN 4 AND 10 AND moved_from NOT GLOB '*[^-0-9]*'),
  state_reason TEXT,
  archived_on TEXT CHECK (length (archived_on) BETWEEN 4 AND 10 AND archived_on NOT GLOB '*[^-0-9]*'),
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE UNIQUE INDEX event_code ON event (code) WHERE removed_at IS NULL;
CREATE INDEX event_kind ON event (kind) WHERE removed_at IS NULL;
CREATE INDEX event_title_key ON event (title_key) WHERE removed_at IS NULL;
CREATE INDEX event_organisation ON event (organisation) WHERE removed_at IS NULL;
CREATE INDEX event_tower ON event (tower) WHERE removed_at IS NULL AND tower IS NOT NULL;
CREATE INDEX event_state ON event (state) WHERE removed_at IS NULL;
CREATE INDEX event_on ON event ("on") WHERE removed_at IS NULL;
-- All that the yearly matrix asks of an event, so that its rows are not looked at (which SQLite believes only
-- with removed_at in it).
CREATE INDEX event_year ON event ("on", kind, state, organisation, "group", plan_period, late, removed_at)
  WHERE removed_at IS NULL;
CREATE INDEX event_host ON event (host) WHERE removed_at IS NULL AND host IS NOT NULL;
CREATE INDEX event_recorder ON event (recorder) WHERE removed_at IS NULL AND recorder IS NOT NULL;
CREATE INDEX event_speaker ON event (speaker) WHERE removed_at IS NULL AND speaker IS NOT NULL;
CREATE INDEX event_group ON event ("group") WHERE removed_at IS NULL;
CREATE INDEX event_of_plan ON event (plan) WHERE removed_at IS NULL AND plan IS NOT NULL;
CREATE INDEX event_title ON event (title) WHERE removed_at IS NULL;
CREATE INDEX event_filter ON event (kind, state, audience, late, incomplete) WHERE removed_at IS NULL;
CREATE INDEX event_incomplete ON event (incomplete) WHERE removed_at IS NULL AND incomplete > 0;

CREATE TABLE attendance (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  event TEXT NOT NULL REFERENCES event (id),
  person TEXT REFERENCES person (id),
  name TEXT NOT NULL CHECK (name <> ''),
  workplace TEXT,
  role TEXT,
  state TEXT,
  leave_kind TEXT,
  leave_reason TEXT,
  signed_at TEXT CHECK (signed_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*Z'),
  signed_by TEXT,
  can_vote INTEGER CHECK (can_vote IN (0, 1)),
  exempt TEXT,
  made_up_on TEXT CHECK (length (made_up_on) BETWEEN 4 AND 10 AND made_up_on NOT GLOB '*[^-0-9]*'),
  made_up_form TEXT,
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX attendance_event ON attendance (event) WHERE removed_at IS NULL;
CREATE INDEX attendance_person ON attendance (person) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX attendance_event_person ON attendance (event, person) WHERE removed_at IS NULL;

CREATE TABLE resolution (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  event TEXT NOT NULL REFERENCES event (id),
  number INTEGER CHECK (number >= 0),
  text TEXT NOT NULL CHECK (text <> ''),
  responsible TEXT,
  due_on TEXT CHECK (length (due_on) BETWEEN 4 AND 10 AND due_on NOT GLOB '*[^-0-9]*'),
  done_on TEXT CHECK (length (done_on) BETWEEN 4 AND 10 AND done_on NOT GLOB '*[^-0-9]*'),
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX resolution_event ON resolution (event) WHERE removed_at IS NULL;
CREATE INDEX resolution_due_on ON resolution (due_on) WHERE removed_at IS NULL;
CREATE INDEX resolution_done_on ON resolution (done_on) WHERE removed_at IS NULL;

CREATE TABLE vote (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  event TEXT NOT NULL REFERENCES event (id),
  topic TEXT NOT NULL CHECK (topic <> ''),
  kind TEXT NOT NULL CHECK (kind <> ''),
  candidate TEXT REFERENCES person (id),
  secret INTEGER CHECK (secret IN (0, 1)),
  expected INTEGER CHECK (expected >= 0),
  present INTEGER CHECK (present >= 0),
  votes_for INTEGER CHECK (votes_for >= 0),
  votes_against INTEGER CHECK (votes_against >= 0),
  abstained INTEGER CHECK (abstained >= 0),
  invalid INTEGER CHECK (invalid >= 0),
  written_for INTEGER CHECK (written_for >= 0),
  written_against INTEGER CHECK (written_against >= 0),
  written_abstained INTEGER CHECK (written_abstained >= 0),
  seats INTEGER CHECK (seats >= 0),
  ballots_out INTEGER CHECK (ballots_out >= 0),
  ballots_in INTEGER CHECK (ballots_in >= 0),
  quorum INTEGER CHECK (quorum IN (0, 1)),
  passed INTEGER CHECK (passed IN (0, 1)),
  locked_on TEXT CHECK (length (locked_on) BETWEEN 4 AND 10 AND locked_on NOT GLOB '*[^-0-9]*'),
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX vote_event ON vote (event) WHERE removed_at IS NULL;
CREATE INDEX vote_candidate ON vote (candidate) WHERE removed_at IS NULL AND candidate IS NOT NULL;

CREATE TABLE correction (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  event TEXT NOT NULL REFERENCES event (id),
  field TEXT NOT NULL CHECK (field <> ''),
  before TEXT,
  after TEXT,
  reason TEXT NOT NULL CHECK (reason <> ''),
  approver TEXT NOT NULL CHECK (approver <> ''),
  "on" TEXT CHECK (length ("on") BETWEEN 4 AND 10 AND "on" NOT GLOB '*[^-0-9]*'),
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX correction_event ON correction (event) WHERE removed_at IS NULL;
CREATE INDEX correction_on ON correction ("on") WHERE removed_at IS NULL;

-- Projects and claims ------------------------------------------------------------------------------------------------

CREATE TABLE project (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  code TEXT,
  title TEXT NOT NULL CHECK (title <> ''),
  title_key TEXT,
  category TEXT,
  origin TEXT,
  origin_ref TEXT,
  state TEXT,
  initiator TEXT NOT NULL REFERENCES organisation (id),
  need TEXT,
  goal TEXT,
  target_group TEXT,
  location TEXT,
  tower TEXT REFERENCES tower (id),
  expected_beneficiaries INTEGER CHECK (expected_beneficiaries >= 0),
  budget INTEGER CHECK (budget >= 0),
  fund_source TEXT,
  need_people INTEGER CHECK (need_people >= 0),
  need_skills TEXT,
  claim_mode TEXT,
  max_claimants INTEGER CHECK (max_claimants >= 0),
  open_from TEXT CHECK (length (open_from) BETWEEN 4 AND 10 AND open_from NOT GLOB '*[^-0-9]*'),
  open_to TEXT CHECK (length (open_to) BETWEEN 4 AND 10 AND open_to NOT GLOB '*[^-0-9]*'),
  due_on TEXT CHECK (length (due_on) BETWEEN 4 AND 10 AND due_on NOT GLOB '*[^-0-9]*'),
  contact TEXT,
  phone TEXT,
  published_on TEXT CHECK (length (published_on) BETWEEN 4 AND 10 AND published_on NOT GLOB '*[^-0-9]*'),
  closed_on TEXT CHECK (length (closed_on) BETWEEN 4 AND 10 AND closed_on NOT GLOB '*[^-0-9]*'),
  progress INTEGER CHECK (progress >= 0),
  extensions INTEGER CHECK (extensions >= 0),
  state_reason TEXT,
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE UNIQUE INDEX project_code ON project (code) WHERE removed_at IS NULL;
CREATE INDEX project_title_key ON project (title_key) WHERE removed_at IS NULL;
CREATE INDEX project_category ON project (category) WHERE removed_at IS NULL;
CREATE INDEX project_state ON project (state) WHERE removed_at IS NULL;
CREATE INDEX project_initiator ON project (initiator) WHERE removed_at IS NULL;
CREATE INDEX project_tower ON project (tower) WHERE removed_at IS NULL AND tower IS NOT NULL;
CREATE INDEX project_budget ON project (budget) WHERE removed_at IS NULL;
CREATE INDEX project_open_to ON project (open_to) WHERE removed_at IS NULL;
CREATE INDEX project_due_on ON project (due_on) WHERE removed_at IS NULL;
CREATE INDEX project_published_on ON project (published_on) WHERE removed_at IS NULL;
CREATE INDEX project_title ON project (title) WHERE removed_at IS NULL;
CREATE INDEX project_filter ON project (category, origin, state, claim_mode, incomplete) WHERE removed_at IS NULL;
CREATE INDEX project_incomplete ON project (incomplete) WHERE removed_at IS NULL AND incomplete > 0;

CREATE TABLE claim (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  code TEXT,
  project TEXT NOT NULL REFERENCES project (id),
  state TEXT,
  role TEXT,
  claimant_kind TEXT NOT NULL CHECK (claimant_kind <> ''),
  claimant TEXT NOT NULL CHECK (claimant <> ''),
  claimant_key TEXT,
  organisation TEXT REFERENCES organisation (id),
  enterprise TEXT REFERENCES enterprise (id),
  person TEXT REFERENCES person (id),
  property_company TEXT REFERENCES property_company (id),
  responsible TEXT,
  phone TEXT,
  pledge TEXT,
  resources TEXT,
  amount INTEGER CHECK (amount >= 0),
  start_on TEXT CHECK (length (start_on) BETWEEN 4 AND 10 AND start_on NOT GLOB '*[^-0-9]*'),
  due_on TEXT CHECK (length (due_on) BETWEEN 4 AND 10 AND due_on NOT GLOB '*[^-0-9]*'),
  progress INTEGER CHECK (progress >= 0),
  applied_on TEXT CHECK (length (applied_on) BETWEEN 4 AND 10 AND applied_on NOT GLOB '*[^-0-9]*'),
  confirmed_on TEXT CHECK (length (confirmed_on) BETWEEN 4 AND 10 AND confirmed_on NOT GLOB '*[^-0-9]*'),
  submitted_on TEXT CHECK (length (submitted_on) BETWEEN 4 AND 10 AND submitted_on NOT GLOB '*[^-0-9]*'),
  accepted_on TEXT CHECK (length (accepted_on) BETWEEN 4 AND 10 AND accepted_on NOT GLOB '*[^-0-9]*'),
  withdrawn_on TEXT CHECK (length (withdrawn_on) BETWEEN 4 AND 10 AND withdrawn_on NOT GLOB '*[^-0-9]*'),
  rework_due TEXT CHECK (length (rework_due) BETWEEN 4 AND 10 AND rework_due NOT GLOB '*[^-0-9]*'),
  state_reason TEXT,
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE UNIQUE INDEX claim_code ON claim (code) WHERE removed_at IS NULL;
CREATE INDEX claim_project ON claim (project) WHERE removed_at IS NULL;
CREATE INDEX claim_state ON claim (state) WHERE removed_at IS NULL;
CREATE INDEX claim_claimant_kind ON claim (claimant_kind) WHERE removed_at IS NULL;
CREATE INDEX claim_claimant_key ON claim (claimant_key) WHERE removed_at IS NULL;
CREATE INDEX claim_organisation ON claim (organisation) WHERE removed_at IS NULL AND organisation IS NOT NULL;
CREATE INDEX claim_enterprise ON claim (enterprise) WHERE removed_at IS NULL AND enterprise IS NOT NULL;
CREATE INDEX claim_person ON claim (person) WHERE removed_at IS NULL AND person IS NOT NULL;
CREATE INDEX claim_property_company ON claim (property_company)
  WHERE removed_at IS NULL AND property_company IS NOT NULL;
CREATE INDEX claim_amount ON claim (amount) WHERE removed_at IS NULL;
CREATE INDEX claim_due_on ON claim (due_on) WHERE removed_at IS NULL;
CREATE INDEX claim_applied_on ON claim (applied_on) WHERE removed_at IS NULL;
CREATE INDEX claim_claimant ON claim (claimant) WHERE removed_at IS NULL;
CREATE INDEX claim_filter ON claim (state, role, claimant_kind, incomplete) WHERE removed_at IS NULL;
CREATE INDEX claim_incomplete ON claim (incomplete) WHERE removed_at IS NULL AND incomplete > 0;

CREATE TABLE milestone (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  project TEXT NOT NULL REFERENCES project (id),
  title TEXT NOT NULL CHECK (title <> ''),
  due_on TEXT CHECK (length (due_on) BETWEEN 4 AND 10 AND due_on NOT GLOB '*[^-0-9]*'),
  done_on TEXT CHECK (length (done_on) BETWEEN 4 AND 10 AND done_on NOT GLOB '*[^-0-9]*'),
  weight INTEGER CHECK (weight >= 0),
  evidence_required INTEGER CHECK (evidence_required IN (0, 1)),
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX milestone_project ON milestone (project) WHERE removed_at IS NULL;
CREATE INDEX milestone_due_on ON milestone (due_on) WHERE removed_at IS NULL;
CREATE INDEX milestone_done_on ON milestone (done_on) WHERE removed_at IS NULL;

CREATE TABLE progress_report (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  claim TEXT NOT NULL REFERENCES claim (id),
  "on" TEXT NOT NULL CHECK (length ("on") BETWEEN 4 AND 10 AND "on" NOT GLOB '*[^-0-9]*'),
  text TEXT,
  percent INTEGER CHECK (percent >= 0),
  problems TEXT,
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX progress_report_claim ON progress_report (claim) WHERE removed_at IS NULL;
CREATE INDEX progress_report_on ON progress_report ("on") WHERE removed_at IS NULL;

CREATE TABLE beneficiary (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  project TEXT NOT NULL REFERENCES project (id),
  claim TEXT REFERENCES claim (id),
  kind TEXT,
  count INTEGER NOT NULL CHECK (count >= 0),
  "on" TEXT CHECK (length ("on") BETWEEN 4 AND 10 AND "on" NOT GLOB '*[^-0-9]*'),
  satisfaction INTEGER CHECK (satisfaction >= 0),
  sample_size INTEGER CHECK (sample_size >= 0),
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX beneficiary_project ON beneficiary (project) WHERE removed_at IS NULL;
CREATE INDEX beneficiary_claim ON beneficiary (claim) WHERE removed_at IS NULL AND claim IS NOT NULL;
CREATE INDEX beneficiary_on ON beneficiary ("on") WHERE removed_at IS NULL;

CREATE TABLE acceptance (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  claim TEXT NOT NULL REFERENCES claim (id),
  "on" TEXT NOT NULL CHECK (length ("on") BETWEEN 4 AND 10 AND "on" NOT GLOB '*[^-0-9]*'),
  first_acceptor TEXT NOT NULL CHECK (first_acceptor <> ''),
  second_acceptor TEXT NOT NULL CHECK (second_acceptor <> ''),
  other_acceptors TEXT,
  criteria TEXT,
  result TEXT NOT NULL CHECK (result <> ''),
  opinion TEXT,
  rework_due TEXT CHECK (length (rework_due) BETWEEN 4 AND 10 AND rework_due NOT GLOB '*[^-0-9]*'),
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX acceptance_claim ON acceptance (claim) WHERE removed_at IS NULL;
CREATE INDEX acceptance_on ON acceptance ("on") WHERE removed_at IS NULL;

CREATE TABLE evaluation (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  project TEXT NOT NULL REFERENCES project (id),
  claim TEXT REFERENCES claim (id),
  progress INTEGER CHECK (progress >= 0),
  quality INTEGER CHECK (quality >= 0),
  benefit INTEGER CHECK (benefit >= 0),
  satisfaction INTEGER CHECK (satisfaction >= 0),
  total INTEGER CHECK (total >= 0),
  stars INTEGER CHECK (stars >= 0),
  comments TEXT,
  published_on TEXT CHECK (length (published_on) BETWEEN 4 AND 10 AND published_on NOT GLOB '*[^-0-9]*'),
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX evaluation_project ON evaluation (project) WHERE removed_at IS NULL;
CREATE INDEX evaluation_claim ON evaluation (claim) WHERE removed_at IS NULL AND claim IS NOT NULL;
CREATE INDEX evaluation_total ON evaluation (total) WHERE removed_at IS NULL;
CREATE INDEX evaluation_stars ON evaluation (stars) WHERE removed_at IS NULL;

-- What belongs to both -----------------------------------------------------------------------------------------------

CREATE TABLE hour_entry (
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
  kind TEXT NOT NULL CHECK (kind <> ''),
  hours INTEGER NOT NULL,
  "on" TEXT NOT NULL CHECK (length ("on") BETWEEN 4 AND 10 AND "on" NOT GLOB '*[^-0-9]*'),
  event TEXT REFERENCES event (id),
  claim TEXT REFERENCES claim (id),
  source_text TEXT,
  verified_by TEXT,
  reverses TEXT REFERENCES hour_entry (id),
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX hour_entry_person ON hour_entry (person) WHERE removed_at IS NULL;
CREATE INDEX hour_entry_on ON hour_entry ("on") WHERE removed_at IS NULL;
CREATE INDEX hour_entry_event ON hour_entry (event) WHERE removed_at IS NULL AND event IS NOT NULL;
CREATE INDEX hour_entry_claim ON hour_entry (claim) WHERE removed_at IS NULL AND claim IS NOT NULL;
CREATE INDEX hour_entry_reverses ON hour_entry (reverses) WHERE removed_at IS NULL AND reverses IS NOT NULL;

CREATE TABLE action_card (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  event TEXT REFERENCES event (id),
  project TEXT REFERENCES project (id),
  claim TEXT REFERENCES claim (id),
  what TEXT NOT NULL CHECK (what <> ''),
  why TEXT,
  who TEXT,
  "when" TEXT,
  "where" TEXT,
  how TEXT,
  how_well TEXT,
  proof TEXT,
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX action_card_event ON action_card (event) WHERE removed_at IS NULL AND event IS NOT NULL;
CREATE INDEX action_card_project ON action_card (project) WHERE removed_at IS NULL AND project IS NOT NULL;
CREATE INDEX action_card_claim ON action_card (claim) WHERE removed_at IS NULL AND claim IS NOT NULL;

CREATE TABLE attachment (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 36),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  source TEXT NOT NULL CHECK (source = 'manual' OR source = 'import' OR source = 'sync' OR source = 'sample'),
  event TEXT REFERENCES event (id),
  project TEXT REFERENCES project (id),
  claim TEXT REFERENCES claim (id),
  milestone TEXT REFERENCES milestone (id),
  kind TEXT,
  file_name TEXT NOT NULL CHECK (file_name <> ''),
  media_type TEXT,
  size INTEGER CHECK (size >= 0),
  sha256 TEXT NOT NULL CHECK (length (sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  taken_at TEXT CHECK (taken_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*Z'),
  caption TEXT,
  added_on TEXT CHECK (length (added_on) BETWEEN 4 AND 10 AND added_on NOT GLOB '*[^-0-9]*'),
  remark TEXT,
  incomplete INTEGER NOT NULL CHECK (incomplete >= 0)
) STRICT;

CREATE INDEX attachment_event ON attachment (event) WHERE removed_at IS NULL AND event IS NOT NULL;
CREATE INDEX attachment_project ON attachment (project) WHERE removed_at IS NULL AND project IS NOT NULL;
CREATE INDEX attachment_claim ON attachment (claim) WHERE removed_at IS NULL AND claim IS NOT NULL;
CREATE INDEX attachment_milestone ON attachment (milestone) WHERE removed_at IS NULL AND milestone IS NOT NULL;
CREATE INDEX attachment_sha256 ON attachment (sha256) WHERE removed_at IS NULL;
CREATE INDEX attachment_added_on ON attachment (added_on) WHERE removed_at IS NULL;

-- What is not a record ------------------------------------------------------------------------------------------------

-- The last number given in each series, such as HD-202611. It only grows: one that was taken back is not given again.
CREATE TABLE number_sequence (
  series TEXT PRIMARY KEY CHECK (series <> ''),
  last INTEGER NOT NULL CHECK (last > 0)
) STRICT, WITHOUT ROWID;
