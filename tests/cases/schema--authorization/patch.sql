begin;

set local search_path = public;

alter schema billing owner to case_billing;

commit;
