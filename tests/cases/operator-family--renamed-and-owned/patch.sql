begin;

alter operator class public.of_old using btree set schema app;

alter operator family public.old using btree rename to new;

drop operator family public.gone using hash;

alter operator family public.new using btree owner to case_deployer;

comment on operator family public.new using btree is 'a new name';

commit;
