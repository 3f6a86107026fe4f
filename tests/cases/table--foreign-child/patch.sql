begin;

set local search_path = public;

alter table public.heir
    options (add y 'z'),
    alter column c options (set x '2');

-- rewrites-table: writes public.measured again under an access exclusive lock
alter table public.measured
    alter column id type bigint,
    add column extra text;

alter table public.measured detach partition public.measured_old;

create foreign table public.measured_older partition of public.measured for values from ('2018-01-01') to ('2019-01-01') server far options (table_name 'm');

alter table public.measured_older
    alter column id options (add column_name 'ID'),
    alter column v set default 1;

alter table public.measured attach partition public.measured_old for values from ('2020-01-01') to ('2022-01-01');

alter table public.base add column d date;

commit;
