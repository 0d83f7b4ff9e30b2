-- The number of the last envelope that a device had at hand when it was last heard of:
-- with what was ruled on, how many wait there.
alter table device add column at_hand bigint not null default 0;
