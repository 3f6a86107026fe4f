begin;

alter type app.address alter attribute zip type text;

set local search_path = public;

-- drops-data: drops column app.uses.period (0 values)
-- rewrites-table: writes app.uses again under an access exclusive lock (0 rows)
alter table app.uses
    drop column period,
    alter column a type app.address using a::app.address;

drop type app.span;

commit;
