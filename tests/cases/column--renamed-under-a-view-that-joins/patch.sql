begin;

alter table public.users rename to people;

alter table public.people rename column note to remark;

drop view public.pairs;

drop view public.unused;

-- rewrites-table: writes public.people again under an access exclusive lock
-- may-fail: fails if a row of public.people has a null in remark
alter table public.people
    alter column id drop default,
    alter column remark type bytea using remark::bytea,
    alter column remark set not null;

set local search_path = public;

create view public.pairs as
select a.remark, b.remark as other from people a join people b on a.ctid = b.ctid where a.remark <> 'a';

commit;
