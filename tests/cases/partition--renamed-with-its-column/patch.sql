begin;

alter table public.p rename to parts;

alter table public.p_1 rename to parts_1;

alter table public.parts rename column v to value;

commit;
