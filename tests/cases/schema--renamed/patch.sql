begin;

set local search_path = public;

alter schema payments rename to billing;

commit;
