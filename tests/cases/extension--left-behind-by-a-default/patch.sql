begin;

alter table public.events alter column id set default gen_random_uuid();

-- drops-data: drops extension "uuid-ossp" with all that it brought (0 tables)
drop extension "uuid-ossp";

commit;
