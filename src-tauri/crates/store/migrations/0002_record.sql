-- The record of a workshop: one table per noun, real columns, no arrival order (without rowid).
-- Truth values are declared `int`, whole numbers `integer`, so that a row reads back as it was written.

create table workshops (
  id text not null primary key,
  title text not null,
  scope text not null,
  scope_name text not null,
  parent_star text not null,
  path text not null,
  solo int not null,
  privacy text,
  ballot_channel text,
  names_in_lobby int not null,
  stage text not null,
  sample int not null,
  created_at integer not null,
  archived_at integer
) strict, without rowid;

create table stage_records (
  workshop_id text not null references workshops (id) on delete cascade,
  stage text not null,
  "status" text not null,
  skip_reason text not null,
  close_note text not null,
  entered_at integer,
  check_again int not null,
  check_again_because text not null,
  primary key (workshop_id, stage)
) strict, without rowid;

create table stage_times (
  workshop_id text not null references workshops (id) on delete cascade,
  stage text not null,
  used_seconds integer not null,
  primary key (workshop_id, stage)
) strict, without rowid;

create table timers (
  workshop_id text not null references workshops (id) on delete cascade,
  planned_seconds integer not null,
  remaining_ms integer not null,
  running int not null,
  primary key (workshop_id)
) strict, without rowid;

create table sittings (
  workshop_id text not null references workshops (id) on delete cascade,
  "number" integer not null,
  opened_at integer not null,
  closed_at integer,
  note text not null,
  primary key (workshop_id, number)
) strict, without rowid;

create table participants (
  workshop_id text not null references workshops (id) on delete cascade,
  id text not null,
  name text not null,
  discipline text not null,
  attending int not null,
  position integer not null,
  primary key (workshop_id, id)
) strict, without rowid;

create table participant_roles (
  workshop_id text not null references workshops (id) on delete cascade,
  participant_id text not null,
  role text not null,
  primary key (workshop_id, participant_id, role)
) strict, without rowid;

create table teams (
  workshop_id text not null references workshops (id) on delete cascade,
  id text not null,
  name text not null,
  statement text not null,
  no_input_because text not null,
  position integer not null,
  primary key (workshop_id, id)
) strict, without rowid;

create table frames (
  workshop_id text not null references workshops (id) on delete cascade,
  job text not null,
  came_for text not null,
  repeated_behaviour text not null,
  business_result text not null,
  value_moment text not null,
  strategy text not null,
  business_outcome text not null,
  success_story text not null,
  central_question text not null,
  business_model text,
  game text,
  maturity text,
  primary key (workshop_id)
) strict, without rowid;

create table core_users (
  workshop_id text not null references workshops (id) on delete cascade,
  id text not null,
  name text not null,
  "rank" integer not null,
  reason text not null,
  primary key (workshop_id, id)
) strict, without rowid;

create table value_actions (
  workshop_id text not null references workshops (id) on delete cascade,
  id text not null,
  "text" text not null,
  candidate_id text,
  primary key (workshop_id, id)
) strict, without rowid;

create table candidates (
  workshop_id text not null references workshops (id) on delete cascade,
  id text not null,
  "number" integer not null,
  free_text text not null,
  audience text not null,
  "action" text not null,
  threshold text not null,
  threshold_count integer,
  "unit" text not null,
  period text,
  "condition" text not null,
  counted_unit text,
  data_status text not null,
  data_source text not null,
  data_event text not null,
  delay_days integer,
  measurable_by text,
  data_owner text not null,
  standing text not null,
  merged_into text,
  reshaped_from text,
  opened int not null,
  supply_side text not null,
  demand_side text not null,
  revenue_lag text not null,
  primary key (workshop_id, id)
) strict, without rowid;

create table candidate_links (
  workshop_id text not null references workshops (id) on delete cascade,
  candidate_id text not null,
  statement text not null,
  primary key (workshop_id, candidate_id, statement)
) strict, without rowid;

create table challenges (
  workshop_id text not null references workshops (id) on delete cascade,
  candidate_id text not null,
  "kind" text not null,
  verdict text not null,
  story text not null,
  primary key (workshop_id, candidate_id, kind)
) strict, without rowid;

create table gaming_routes (
  workshop_id text not null references workshops (id) on delete cascade,
  id text not null,
  candidate_id text not null,
  "text" text not null,
  primary key (workshop_id, id)
) strict, without rowid;

create table levers (
  workshop_id text not null references workshops (id) on delete cascade,
  id text not null,
  candidate_id text not null,
  discipline text not null,
  "text" text not null,
  primary key (workshop_id, id)
) strict, without rowid;

create table goodhart_checks (
  workshop_id text not null references workshops (id) on delete cascade,
  candidate_id text not null,
  prompt text not null,
  answer text not null,
  note text not null,
  primary key (workshop_id, candidate_id, prompt)
) strict, without rowid;

create table waivers (
  workshop_id text not null references workshops (id) on delete cascade,
  id text not null,
  rule text not null,
  candidate_id text,
  detail text not null,
  reason text not null,
  waived_at integer not null,
  primary key (workshop_id, id)
) strict, without rowid;

create table rounds (
  workshop_id text not null references workshops (id) on delete cascade,
  "number" integer not null,
  "status" text not null,
  channel text not null,
  close_note text not null,
  opened_at integer not null,
  revealed_at integer,
  ended_at integer,
  ballots_hash text,
  primary key (workshop_id, number)
) strict, without rowid;

create table round_cells (
  workshop_id text not null references workshops (id) on delete cascade,
  round integer not null,
  candidate_id text not null,
  criterion text not null,
  primary key (workshop_id, round, candidate_id, criterion)
) strict, without rowid;

create table round_marks (
  workshop_id text not null references workshops (id) on delete cascade,
  round integer not null,
  participant_id text not null,
  primary key (workshop_id, round, participant_id)
) strict, without rowid;

create table ballots (
  workshop_id text not null references workshops (id) on delete cascade,
  id text not null,
  round integer not null,
  primary key (workshop_id, id)
) strict, without rowid;

create table ballot_ties (
  workshop_id text not null references workshops (id) on delete cascade,
  ballot_id text not null,
  participant_id text not null,
  channel text not null,
  primary key (workshop_id, ballot_id)
) strict, without rowid;

create table scores (
  workshop_id text not null references workshops (id) on delete cascade,
  ballot_id text not null,
  candidate_id text not null,
  criterion text not null,
  level text not null,
  reason text not null,
  primary key (workshop_id, ballot_id, candidate_id, criterion)
) strict, without rowid;

create table hand_tallies (
  workshop_id text not null references workshops (id) on delete cascade,
  round integer not null,
  candidate_id text not null,
  criterion text not null,
  level text not null,
  count integer not null,
  primary key (workshop_id, round, candidate_id, criterion, level)
) strict, without rowid;

create table criterion_weights (
  workshop_id text not null references workshops (id) on delete cascade,
  criterion text not null,
  quarters integer not null,
  primary key (workshop_id, criterion)
) strict, without rowid;

create table talk_items (
  workshop_id text not null references workshops (id) on delete cascade,
  round integer not null,
  candidate_id text not null,
  criterion text not null,
  outcome text not null,
  note text not null,
  primary key (workshop_id, round, candidate_id, criterion)
) strict, without rowid;

create table movements (
  workshop_id text not null references workshops (id) on delete cascade,
  round integer not null,
  candidate_id text not null,
  criterion text not null,
  paired integer not null,
  changed integer not null,
  steps integer not null,
  without_new_reason integer not null,
  primary key (workshop_id, round, candidate_id, criterion)
) strict, without rowid;

create table discipline_splits (
  workshop_id text not null references workshops (id) on delete cascade,
  round integer not null,
  candidate_id text not null,
  criterion text not null,
  discipline text not null,
  half_points integer not null,
  ballots integer not null,
  primary key (workshop_id, round, candidate_id, criterion, discipline)
) strict, without rowid;

create table rejections (
  workshop_id text not null references workshops (id) on delete cascade,
  candidate_id text not null,
  reason text not null,
  "text" text not null,
  best_argument text not null,
  come_back_when text not null,
  evidence text not null,
  kept_as text,
  stage text not null,
  rejected_at integer not null,
  primary key (workshop_id, candidate_id)
) strict, without rowid;

create table objections (
  workshop_id text not null references workshops (id) on delete cascade,
  id text not null,
  candidate_id text not null,
  "text" text not null,
  signed_by text,
  counter_example int not null,
  devils_advocate int not null,
  answer text not null,
  primary key (workshop_id, id)
) strict, without rowid;

create table support_counts (
  workshop_id text not null references workshops (id) on delete cascade,
  candidate_id text not null,
  support integer not null,
  live_with integer not null,
  object integer not null,
  primary key (workshop_id, candidate_id)
) strict, without rowid;

create table choices (
  workshop_id text not null references workshops (id) on delete cascade,
  id text not null,
  candidate_id text not null,
  decider_id text not null,
  reason text not null,
  come_back_when text not null,
  chosen_at integer not null,
  demoted_at integer,
  demoted_because text not null,
  primary key (workshop_id, id)
) strict, without rowid;

create table backlog_decisions (
  workshop_id text not null references workshops (id) on delete cascade,
  id text not null,
  first_item text not null,
  second_item text not null,
  favours text,
  through_input text,
  because text not null,
  primary key (workshop_id, id)
) strict, without rowid;

create table test_plans (
  workshop_id text not null references workshops (id) on delete cascade,
  candidate_id text not null,
  hypothesis text not null,
  instrument_by text,
  owner text not null,
  test text not null,
  would_change_our_mind text not null,
  primary key (workshop_id, candidate_id)
) strict, without rowid;

create table evidence_items (
  workshop_id text not null references workshops (id) on delete cascade,
  id text not null,
  candidate_id text not null,
  "kind" text not null,
  direction text not null,
  "text" text not null,
  source text not null,
  collected_on text,
  primary key (workshop_id, id)
) strict, without rowid;

create table definitions (
  workshop_id text not null references workshops (id) on delete cascade,
  version integer not null,
  candidate_id text not null,
  "unit" text not null,
  event text not null,
  qualifying_rule text not null,
  denominator text,
  denominator_text text not null,
  window_length integer,
  window_unit text,
  window_kind text,
  week_start text,
  time_zone text not null,
  data_source text not null,
  delay text not null,
  rationale text not null,
  worked_example text not null,
  owner text not null,
  star_operation text not null,
  primary key (workshop_id, version)
) strict, without rowid;

create table exclusions (
  workshop_id text not null references workshops (id) on delete cascade,
  id text not null,
  "kind" text not null,
  detail text not null,
  decision text,
  primary key (workshop_id, id)
) strict, without rowid;

create table baselines (
  workshop_id text not null references workshops (id) on delete cascade,
  "value" real,
  low real,
  high real,
  "unit" text not null,
  source text not null,
  measured_on text,
  first_reading_on text,
  primary key (workshop_id)
) strict, without rowid;

create table targets (
  workshop_id text not null references workshops (id) on delete cascade,
  "value" real,
  due text,
  note text not null,
  primary key (workshop_id)
) strict, without rowid;

create table input_metrics (
  workshop_id text not null references workshops (id) on delete cascade,
  id text not null,
  name text not null,
  parent_id text,
  "link" text not null,
  operation text not null,
  team_id text,
  owner text not null,
  "value" real,
  "unit" text not null,
  bet text not null,
  moves_input_because text not null,
  lifts_star_because text not null,
  from_candidate_id text,
  position integer not null,
  primary key (workshop_id, id)
) strict, without rowid;

create table guardrails (
  workshop_id text not null references workshops (id) on delete cascade,
  id text not null,
  measure text not null,
  gaming_route_id text,
  catches text not null,
  direction text,
  "limit" real,
  "now" real,
  "unit" text not null,
  owner text not null,
  response text not null,
  position integer not null,
  primary key (workshop_id, id)
) strict, without rowid;

create table tracked_events (
  workshop_id text not null references workshops (id) on delete cascade,
  id text not null,
  name text not null,
  "trigger" text not null,
  properties text not null,
  place text not null,
  data_class text not null,
  owner text not null,
  due text,
  "status" text not null,
  position integer not null,
  primary key (workshop_id, id)
) strict, without rowid;

create table cadences (
  workshop_id text not null references workshops (id) on delete cascade,
  rhythm text,
  next_review text,
  review_participants text not null,
  yearly_review text,
  retirement_trigger text not null,
  stop_reading text not null,
  stop_by text,
  alert text not null,
  primary key (workshop_id)
) strict, without rowid;
