-- The ledger: what facts that speak of no dossier add up to, small values by key.
-- Keys are bytes, since a device sends what it likes.
create table ledger (
    unit_id text collate "C" not null,
    key bytea not null,
    value bytea not null,
    primary key (unit_id, key)
);
