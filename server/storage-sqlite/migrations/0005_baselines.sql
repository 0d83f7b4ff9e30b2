-- The state of each unit's dossiers at one position, in chunks that never change.
create table baseline (
    unit_id text primary key references unit (unit_id),
    at integer not null,
    seen blob not null,
    -- Which form the dossiers have.
    state integer not null
) strict, without rowid;

create table baseline_chunk (
    unit_id text not null,
    hash blob not null,
    dossiers integer not null,
    open integer not null,
    newest integer not null,
    -- Places that no longer count, as CBOR.
    dead blob not null,
    -- When it was out of force; devices that have begun with it still fetch it.
    retired_at integer,
    size_bytes integer not null,
    packed blob not null,
    primary key (unit_id, hash)
) strict;

-- Where each dossier's newest state in chunks is.
create table baseline_place (
    unit_id text not null,
    dossier_id blob not null,
    chunk blob not null,
    at integer not null,
    primary key (unit_id, dossier_id)
) strict, without rowid;

-- A dossier's own history.
create index envelope_by_dossier on envelope (unit_id, dossier_id, position);
