-- Units, officers, devices, sessions. The unit is the first key column everywhere,
-- so that a distributed database can shard by it (DISTRIBUTED.md). Keys are
-- compared by byte: the order of SQLite, and none that a newer locale changes.
create table unit (
    unit_id text collate "C" primary key,
    name text not null
);

create table officer (
    unit_id text collate "C" not null references unit (unit_id),
    officer_id bytea not null,
    login text collate "C" not null,
    name text not null,
    position text not null,
    password_hash text not null,
    primary key (unit_id, officer_id),
    unique (unit_id, login)
);

create table device (
    unit_id text collate "C" not null references unit (unit_id),
    device_id bytea not null,
    tag text collate "C" not null,
    public_key bytea not null,
    head_sequence bigint not null default 0,
    head_hash bytea not null,
    registered_at bigint not null,
    last_contact bigint,
    clock_lacks_ms bigint,
    primary key (unit_id, device_id),
    unique (unit_id, tag)
);

create table device_officer (
    unit_id text collate "C" not null,
    device_id bytea not null,
    officer_id bytea not null,
    primary key (unit_id, device_id, officer_id),
    foreign key (unit_id, device_id) references device (unit_id, device_id)
);

create table session (
    unit_id text collate "C" not null,
    token_hash bytea not null,
    officer_id bytea not null,
    expires_at bigint not null,
    primary key (unit_id, token_hash)
);
