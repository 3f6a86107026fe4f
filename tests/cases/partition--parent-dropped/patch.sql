begin;

alter table public.p detach partition public.p_1;

-- drops-data: drops table public.p and what partitions it still has (0 rows)
drop table public.p;

alter table public.q detach partition public.q_1;

create table public.r (
    id integer,
    at date,
    note text
) partition by list (note);

-- blocks-writes: attaching public.q_1 reads public.q_1 while writes to it wait
-- (1 row)
-- may-fail: fails if a row of public.q_1 is not within its bound
alter table public.r attach partition public.q_1 for values in ('a');

create index r_id on public.r (id);

commit;
