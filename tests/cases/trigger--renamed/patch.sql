begin;

alter trigger t_after_insert on public.t rename to after_insert;

commit;
