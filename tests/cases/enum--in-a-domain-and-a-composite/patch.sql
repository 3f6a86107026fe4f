begin;

set local search_path = public;

alter type public.currency add value 'chf' before 'eur';

commit;
