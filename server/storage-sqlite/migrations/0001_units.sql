-- Units, officers, devices, sessions. The unit is the first key column everywhere.
create table unit (
    unit_id text primary key,
    name text not null
) strict;

create table officer (
    unit_id text not null references unit (unit_id),
    officer_id blob not null,
    login text not null,
    name text not null,
    position text not null,
    password_hash text not null,
    primary key (unit_id, officer_id),
    unique (unit_id, login)
) strict, without rowid;

create table device (
    unit_id text not null references unit (unit_id),
    device_id blob not null,
    tag text not null,
    public_key blob not null,
    head_sequence integer not null default 0,
    head_hash blob not null,
    registered_at integer not null,
    last_contact integer,
    clock_lacks_ms integer,
    primary key (unit_id, device_id),
    unique (unit_id, tag)
) strict, without rowid;

create table device_officer (
    unit_id text not null,
    device_id blob not null,
    officer_id blob not null,
    primary key (unit_id, device_id, officer_id),
    foreign key (unit_id, device_id) references device (unit_id, device_id)
) strict, without rowid;

create table session (
    unit_id text not null,
    token_hash blob not null,
    officer_id blob not null,
    expires_at integer not null,
    primary key (unit_id, token_hash)
) strict, without rowid;
