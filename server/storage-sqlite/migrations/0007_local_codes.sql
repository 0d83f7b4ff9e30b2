-- Whose a local code is: it is given once in a unit (A11). As bytes, since a device
-- sends what it likes. A dossier from before has none until it changes.
alter table dossier add column code blob;

create index dossier_by_code on dossier (unit_id, code);

-- What is held or quarantined is counted at each exchange, without a look at what
-- was refused.
drop index set_aside_by_device;

create index set_aside_by_device on set_aside (unit_id, device_id, kind, sequence);
