begin;

alter view public.t_all rename to all_of_t;

commit;
