begin;

alter schema billing owner to case_billing;

commit;
