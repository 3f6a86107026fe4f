begin;

create table public.c (
    id bigint not null,
    note text,
    constraint c_pkey primary key (id)
);

alter publication p drop table public.b;

alter publication p add table public.c;

-- drops-data: drops table public.b (0 rows)
drop table public.b;

commit;
