begin;

comment on extension citext is 'data type for case-insensitive character strings';

set local search_path = public;

comment on extension hstore is null;

commit;
