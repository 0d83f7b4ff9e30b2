-- Who has held a text that rested on memory against the law. Nothing is changed or
-- deleted: of several words on one text the latest holds.
create table confirmation (
    number integer not null primary key,
    item text not null,
    digest text not null,
    stands integer not null,
    said_by text not null,
    said_at integer not null,
    note text not null
) strict;
