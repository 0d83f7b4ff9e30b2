-- The catalogue's layers: every version of what each source says of each code.
create table catalogue_layer (
    code text collate "C" not null,
    kind text collate "C" not null,
    version bigint not null,
    effective_from text not null,
    effective_to text,
    source text not null,
    as_of text,
    content text not null,
    raw text not null,
    primary key (code, kind, version)
);

-- Counts written layers, so that a running server notices an import.
create table catalogue_stamp (
    only_row bigint primary key check (only_row = 1),
    written bigint not null
);

insert into catalogue_stamp (only_row, written) values (1, 0);
