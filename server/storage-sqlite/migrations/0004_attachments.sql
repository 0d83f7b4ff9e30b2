-- Photos and scans that accepted events speak of, and what has come in of them.
create table attachment (
    unit_id text not null,
    hash blob not null,
    media_type text not null,
    size_bytes integer not null,
    -- When all of it was verified and put where it stays.
    stored_at integer,
    primary key (unit_id, hash)
) strict, without rowid;

create table attachment_part (
    unit_id text not null,
    hash blob not null,
    start integer not null,
    size_bytes integer not null,
    received_at integer not null,
    bytes blob not null,
    primary key (unit_id, hash, start)
) strict;
