-- Photos and scans that accepted events speak of, and what has come in of them.
create table attachment (
    unit_id text collate "C" not null,
    hash bytea not null,
    media_type text not null,
    size_bytes bigint not null,
    -- When all of it was verified and put where it stays.
    stored_at bigint,
    primary key (unit_id, hash)
);

create table attachment_part (
    unit_id text collate "C" not null,
    hash bytea not null,
    start bigint not null,
    size_bytes bigint not null,
    received_at bigint not null,
    bytes bytea not null,
    primary key (unit_id, hash, start)
);
