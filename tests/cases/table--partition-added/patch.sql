begin;

create table public.usage_storage partition of public.usage for values in ('storage', 'backup') partition by hash (day);

create table public.usage_storage_0 partition of public.usage_storage for values with (modulus 2, remainder 0);

create table public.usage_storage_1 partition of public.usage_storage for values with (modulus 2, remainder 1);

commit;
