begin;

drop view legacy.active;

drop function legacy.switched_on();

-- drops-data: drops table legacy.devices (0 rows)
drop table legacy.devices;

drop type legacy.state;

drop sequence legacy.numbers;

drop schema legacy;

commit;
