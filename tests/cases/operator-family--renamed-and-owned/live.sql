create schema app;
create operator family public.old using btree;
create operator class public.of_old for type integer using btree family public.old as
    operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 btint4cmp(integer, integer);
create operator family public.gone using hash;
