create schema app;
create operator family public.old using btree;
create operator class public.of_old for type integer using btree family public.old as
    operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 btint4cmp(integer, integer);
alter operator family public.old using btree rename to new;
alter operator class public.of_old using btree set schema app;
alter operator family public.new using btree owner to case_deployer;
comment on operator family public.new using btree is 'a new name';
