begin;

alter type public.currency add value 'chf' before 'eur';

commit;
