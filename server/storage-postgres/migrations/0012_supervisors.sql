-- Whether an officer supervises. Whoever has an account could do all of it so far, and
-- still can.
alter table officer add column supervises boolean not null default true;
