begin;

alter table public.notes detach partition public.notes_a;

drop view public.kinds;

-- drops-data: drops table public.notes and what partitions it still has (0
-- rows)
drop table public.notes;

create table public.notes (
    id bigint not null,
    kind text not null
) partition by range (id);

-- blocks-writes: attaching public.notes_a reads public.notes_a while writes to
-- it wait (2 rows)
-- may-fail: fails if a row of public.notes_a is not within its bound
alter table public.notes attach partition public.notes_a for values from (1) to (100);

set local search_path = public;

create view public.kinds as
select kind, count(*) as n from notes group by kind;

comment on table public.notes is 'what was noted';

commit;
