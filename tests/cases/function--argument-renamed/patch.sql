begin;

alter table public.rooms drop constraint rooms_area;

drop view public.areas;

drop function public.area(numeric, numeric);

set local search_path = public;

create function public.area(width numeric, height numeric)
    returns numeric
    language sql
    immutable
as $$ select width * height $$;

-- blocks-writes: checking public.rooms.rooms_area reads public.rooms while
-- writes to it wait (1 row)
-- may-fail: fails if a row of public.rooms does not satisfy area(w, h) > 1
alter table public.rooms add constraint rooms_area check (area(w, h) > 1);

create view public.areas as
select area(w, h) as area from rooms;

grant execute on function public.area(numeric, numeric) to case_reader;

revoke execute on function public.area(numeric, numeric) from public;

comment on function public.area(numeric, numeric) is 'Width times height';

commit;
