-- Imported calendar data: lines as they were read. A slot names what a line is about:
-- of two lines with one slot only the later one holds.
create table calendar_entry (
    slot text collate "C" primary key,
    kind text not null,
    from_day text not null,
    to_day text not null,
    applies_to text not null,
    name text not null,
    value text not null,
    status text not null,
    legal_basis text not null,
    source text not null
);
