-- Outside of the record and its journal: who sent which answer from a seat, while its silent stage
-- lasts (T1b). Read only to give a sender their own back and to let a second answer take the place
-- of the first; destroyed when the stage ends. Without a rowid no order of arrival is kept.
create table seat_ties (
  workshop_id text not null references workshops (id) on delete cascade,
  sender text not null,
  kind text not null,
  item text not null,
  span text not null,
  primary key (workshop_id, sender, kind, item)
) strict, without rowid;
