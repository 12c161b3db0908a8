-- What the file keeps about the record: its history, its deduplication, its seals, and a
-- few things that are no part of any workshop. The record's own tables follow in 0002.
--
-- Every table is STRICT and WITHOUT ROWID: a rowid would keep the order in which answers
-- of a silent stage arrived (T1b).

create table meta (
    name text not null primary key,
    value text not null
) strict, without rowid;

create table settings (
    name text not null primary key,
    value text not null
) strict, without rowid;

create table journal_entries (
    workshop_id text not null references workshops (id) on delete cascade,
    number integer not null check (number > 0),
    actor text not null,
    operation text not null,
    label text not null,
    at integer not null,
    undo text not null check (undo in ('undoable', 'not_undoable', 'barrier', 'undo_of', 'redo_of')),
    undo_target integer,
    span text,
    previous_hash text not null check (length(previous_hash) = 64),
    hash text not null check (length(hash) = 64),
    primary key (workshop_id, number),
    check ((undo_target is not null) = (undo in ('undo_of', 'redo_of')))
) strict, without rowid;

-- The one place where rows are kept as text: an image must outlive the columns it was
-- taken from. In a sealed change key and images are salted hashes (T4).
create table journal_changes (
    workshop_id text not null,
    number integer not null,
    position integer not null,
    table_name text not null,
    row_key text not null,
    sealed integer not null check (sealed in (0, 1)),
    before_image text,
    after_image text,
    primary key (workshop_id, number, position),
    foreign key (workshop_id, number) references journal_entries (workshop_id, number) on delete cascade
) strict, without rowid;

-- Which commands were applied, so that a resend does nothing twice (F40). It names no
-- entry on purpose: together with the actor that would be a tie.
create table command_ids (
    workshop_id text not null references workshops (id) on delete cascade,
    id text not null,
    actor text not null,
    fingerprint text not null check (length(fingerprint) = 64),
    span text,
    primary key (workshop_id, id)
) strict, without rowid;

create table seal_salts (
    workshop_id text not null references workshops (id) on delete cascade,
    span text not null,
    salt text not null check (length(salt) = 64),
    opened_at integer not null,
    primary key (workshop_id, span)
) strict, without rowid;

-- Typed but unsent text of this computer's own window, outside the journal.
create table drafts (
    workshop_id text not null references workshops (id) on delete cascade,
    slot text not null,
    body text not null,
    updated_at integer not null,
    primary key (workshop_id, slot)
) strict, without rowid;
