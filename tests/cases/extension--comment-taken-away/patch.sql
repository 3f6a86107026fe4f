begin;

comment on extension citext is 'data type for case-insensitive character strings';

comment on extension hstore is null;

commit;
