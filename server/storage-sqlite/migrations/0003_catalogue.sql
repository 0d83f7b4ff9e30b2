-- The catalogue's layers: every version of what each source says of each code.
create table catalogue_layer (
    code text not null,
    kind text not null,
    version integer not null,
    effective_from text not null,
    effective_to text,
    source text not null,
    as_of text,
    content text not null,
    raw text not null,
    primary key (code, kind, version)
) strict;
