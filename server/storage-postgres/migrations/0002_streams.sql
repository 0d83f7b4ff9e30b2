-- One append-only stream for each unit, its projection, and what was set aside.
create table stream (
    unit_id text collate "C" primary key references unit (unit_id),
    head bigint not null
);

create table envelope (
    unit_id text collate "C" not null,
    position bigint not null,
    event_id bytea not null,
    device_id bytea not null,
    sequence bigint not null,
    dossier_id bytea not null,
    hash bytea not null,
    received_at bigint not null,
    bytes bytea not null,
    primary key (unit_id, position),
    unique (unit_id, event_id),
    unique (unit_id, device_id, sequence)
);

create table dossier (
    unit_id text collate "C" not null,
    dossier_id bytea not null,
    body bytea not null,
    primary key (unit_id, dossier_id)
);

-- Held, refused and quarantined envelopes: nothing that arrived is thrown away.
create table set_aside (
    unit_id text collate "C" not null,
    hash bytea not null,
    event_id bytea not null,
    device_id bytea not null,
    sequence bigint not null,
    dossier_id bytea not null,
    -- held: for an earlier envelope of its device; awaiting: for its dossier.
    kind text not null check (kind in ('held', 'awaiting', 'refused', 'quarantined')),
    ruling bytea not null,
    received_at bigint not null,
    bytes bytea not null,
    primary key (unit_id, hash)
);

create index set_aside_by_event on set_aside (unit_id, event_id);
create index set_aside_by_device on set_aside (unit_id, device_id, sequence);
create index set_aside_awaiting on set_aside (unit_id, dossier_id) where kind = 'awaiting';
