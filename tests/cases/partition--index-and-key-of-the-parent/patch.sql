begin;

drop index public.o_old;

create table public.refs (
    id integer,
    d date
);

-- blocks-writes: building the index of public.o.o_id_d_key reads public.o while
-- writes to it wait (1 row)
-- may-fail: fails if rows of public.o have the same id, d (0 rows)
alter table public.o add constraint o_id_d_key unique (id, d);

-- blocks-writes: building index public.o_x reads public.o while writes to it
-- wait (1 row)
create index o_x on public.o (x);

alter table public.refs add constraint refs_id_d_fkey foreign key (id, d) references public.o (id, d) on delete cascade;

commit;
