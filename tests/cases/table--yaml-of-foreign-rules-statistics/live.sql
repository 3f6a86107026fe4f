create extension postgres_fdw;
create table lines (a integer, b text);
create rule no_delete as on delete to lines do instead nothing;
