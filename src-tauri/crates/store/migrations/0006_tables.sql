-- Rooms of more than twelve people sit at tables; their medians are kept as aggregates.
alter table participants add column at_table integer;

create table table_splits (
  workshop_id text not null references workshops (id) on delete cascade,
  round integer not null,
  candidate_id text not null,
  criterion text not null,
  at_table integer not null,
  half_points integer not null,
  ballots integer not null,
  primary key (workshop_id, round, candidate_id, criterion, at_table)
) strict, without rowid;
