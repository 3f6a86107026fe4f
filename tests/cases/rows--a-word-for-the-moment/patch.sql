begin;

set local search_path = public;

insert into public.t (id, at, day, word, until) values (2, 'tomorrow 10:00', 'yesterday'::date, 'today', null);

commit;
