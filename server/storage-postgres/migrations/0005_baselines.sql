-- The state of each unit's dossiers at one position, in chunks that never change.
create table baseline (
    unit_id text collate "C" primary key references unit (unit_id),
    at bigint not null,
    seen bytea not null,
    -- Which form the dossiers have.
    state bigint not null
);

create table baseline_chunk (
    unit_id text collate "C" not null,
    hash bytea not null,
    dossiers bigint not null,
    open boolean not null,
    newest bigint not null,
    -- Places that no longer count, as CBOR.
    dead bytea not null,
    -- When it was out of force; devices that have begun with it still fetch it.
    retired_at bigint,
    size_bytes bigint not null,
    packed bytea not null,
    primary key (unit_id, hash)
);

-- Where each dossier's newest state in chunks is.
create table baseline_place (
    unit_id text collate "C" not null,
    dossier_id bytea not null,
    chunk bytea not null,
    at bigint not null,
    primary key (unit_id, dossier_id)
);

-- A dossier's own history.
create index envelope_by_dossier on envelope (unit_id, dossier_id, position);
