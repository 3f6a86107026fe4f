begin;

create subscription s connection 'host=nowhere dbname=a' publication one with (connect = false, slot_name = none);

commit;
