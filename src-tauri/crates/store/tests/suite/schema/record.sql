create table workshops (
    id text not null primary key,
    title text not null,
    stage text
) strict, without rowid;

create table candidates (
    workshop_id text not null references workshops (id) on delete cascade,
    id text not null,
    sentence text not null,
    weight real,
    kept int,
    position integer,
    primary key (workshop_id, id)
) strict, without rowid;

create table scores (
    workshop_id text not null references workshops (id) on delete cascade,
    candidate_id text not null,
    criterion text not null,
    score integer,
    primary key (workshop_id, candidate_id, criterion),
    foreign key (workshop_id, candidate_id) references candidates (workshop_id, id)
) strict, without rowid;

create table ballots (
    workshop_id text not null references workshops (id) on delete cascade,
    id text not null,
    sum integer not null,
    primary key (workshop_id, id)
) strict, without rowid;

create table ballot_ties (
    workshop_id text not null references workshops (id) on delete cascade,
    ballot_id text not null,
    participant_id text not null,
    primary key (workshop_id, ballot_id)
) strict, without rowid;
