begin;

alter table public.t
    disable trigger t1,
    enable always trigger t2,
    enable trigger t3;

commit;
