begin;

alter schema payments rename to billing;

commit;
