-- Who writes for which table while a table answers together, and whether tables do.
alter table workshops add column answering text;

create table table_devices (
  workshop_id text not null references workshops (id) on delete cascade,
  at_table integer not null,
  participant_id text not null,
  primary key (workshop_id, at_table)
) strict, without rowid;

-- Both ends of a table's marks, where they give nobody at it away.
alter table table_splits add column lowest text;
alter table table_splits add column highest text;
