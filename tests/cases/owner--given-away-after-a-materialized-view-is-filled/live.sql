create table public.base (id integer not null, name text);
create view public.over as select id, name from public.base;
create view public.above as select id from public.over;
