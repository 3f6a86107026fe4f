create function area(w numeric, h numeric) returns numeric language sql immutable as $$ select w * h $$;
create table rooms (w numeric, h numeric, constraint rooms_area check (area(w, h) > 1));
create view areas as select area(w, h) as area from rooms;
grant execute on function area(numeric, numeric) to case_reader;
revoke execute on function area(numeric, numeric) from public;
comment on function area(numeric, numeric) is 'Width times height';
