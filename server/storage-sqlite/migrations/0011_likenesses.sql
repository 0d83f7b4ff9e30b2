-- Who may be the same person: under which keys the acts of civil status are filed and
-- looked for (K7). Keys are hashes.
create table likeness (
    unit_id text not null,
    side text not null check (side in ('filed', 'sought')),
    key blob not null,
    dossier_id blob not null,
    received_at integer not null,
    primary key (unit_id, side, key, dossier_id)
) strict, without rowid;

create index likeness_by_dossier on likeness (unit_id, dossier_id);

-- The form of the keys of a unit's index. Without a row, and with another form, the
-- index is made anew from the dossiers when the schema is brought up to date.
create table likeness_index (
    unit_id text not null,
    version integer not null,
    primary key (unit_id)
) strict, without rowid;
