-- The live room: what people answer and send from their seats, and which devices hold which seat.

create table frame_asks (
  workshop_id text not null references workshops (id) on delete cascade,
  question text not null,
  revealed int not null,
  asked_at integer not null,
  primary key (workshop_id, question)
) strict, without rowid;

create table frame_answers (
  workshop_id text not null references workshops (id) on delete cascade,
  id text not null,
  question text not null,
  "text" text not null,
  primary key (workshop_id, id)
) strict, without rowid;

create table author_ties (
  workshop_id text not null references workshops (id) on delete cascade,
  item_id text not null,
  participant_id text not null,
  primary key (workshop_id, item_id)
) strict, without rowid;

create table contributions (
  workshop_id text not null references workshops (id) on delete cascade,
  id text not null,
  kind text not null,
  candidate_id text,
  same_as_id text,
  criterion text,
  challenge text,
  verdict text,
  signal text,
  field text,
  team_id text,
  input_id text,
  suits int,
  "text" text not null,
  settled int not null,
  primary key (workshop_id, id)
) strict, without rowid;

-- Outside of the record and its journal: the hash of each seat's secret (T3). The secret itself is
-- on the device and nowhere else.
create table seat_keys (
  workshop_id text not null references workshops (id) on delete cascade,
  key text not null check (length(key) = 64),
  participant_id text,
  name text not null,
  discipline text not null,
  watch int not null,
  status text not null check (status in ('waiting', 'seated', 'removed')),
  primary key (workshop_id, key)
) strict, without rowid;
