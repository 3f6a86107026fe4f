begin;

alter table public."select" rename column flags to marks;

alter table public."select" rename column note to remark;

set local search_path = public;

alter view public.totals rename column note to remark;

alter view public.pairs rename column note to remark;

commit;
