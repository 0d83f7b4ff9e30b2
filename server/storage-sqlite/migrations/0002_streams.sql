-- One append-only stream for each unit, its projection, and what was set aside.
create table stream (
    unit_id text primary key references unit (unit_id),
    head integer not null
) strict, without rowid;

create table envelope (
    unit_id text not null,
    position integer not null,
    event_id blob not null,
    device_id blob not null,
    sequence integer not null,
    dossier_id blob not null,
    hash blob not null,
    received_at integer not null,
    bytes blob not null,
    primary key (unit_id, position),
    unique (unit_id, event_id),
    unique (unit_id, device_id, sequence)
) strict;

create table dossier (
    unit_id text not null,
    dossier_id blob not null,
    body blob not null,
    primary key (unit_id, dossier_id)
) strict;

-- Held, refused and quarantined envelopes: nothing that arrived is thrown away.
create table set_aside (
    unit_id text not null,
    hash blob not null,
    event_id blob not null,
    device_id blob not null,
    sequence integer not null,
    dossier_id blob not null,
    -- held: for an earlier envelope of its device; awaiting: for its dossier.
    kind text not null check (kind in ('held', 'awaiting', 'refused', 'quarantined')),
    ruling blob not null,
    received_at integer not null,
    bytes blob not null,
    primary key (unit_id, hash)
) strict;

create index set_aside_by_event on set_aside (unit_id, event_id);
create index set_aside_by_device on set_aside (unit_id, device_id, sequence);
create index set_aside_awaiting on set_aside (unit_id, dossier_id) where kind = 'awaiting';
