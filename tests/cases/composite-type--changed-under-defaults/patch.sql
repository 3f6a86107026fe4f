begin;

-- drops-data: drops attribute size of app.address in column app.uses.a (0
-- values)
-- drops-data: drops attribute size of app.address in column app.uses.b (0
-- values)
alter type app.address drop attribute size;

set local search_path = public;

-- drops-data: drops column app.uses.period (0 values)
-- rewrites-table: writes app.uses again under an access exclusive lock (0 rows)
alter table app.uses
    drop column period,
    alter column a type app.address using a::text::app.address,
    alter column b set default row('y', 1),
    alter column a set default row('x', null);

drop type app.span;

commit;
