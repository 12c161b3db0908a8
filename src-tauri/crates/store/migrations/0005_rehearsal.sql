-- A rehearsal is marked, so that nobody takes it for a decision.
alter table workshops add column rehearsal int not null default 0;
