create table public.base (id integer not null, name text);
create view public.over as select id, name from public.base;
create view public.above as select id from public.over;
create materialized view public.cached as select id from public.above;
alter view public.over owner to case_writer;
