begin;

alter table public.users rename to people;

alter view public.active rename to current;

alter table public.people rename column note to remark;

alter table public.people rename constraint users_pkey to people_pkey;

set local search_path = public;

alter view public.current rename column note to remark;

alter view public.of_one rename column note to remark;

alter view public.beyond rename column note to remark;

alter materialized view public.kept rename column note to remark;

commit;
