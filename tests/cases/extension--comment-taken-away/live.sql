create extension hstore;
comment on extension hstore is 'pairs';
create extension citext;
comment on extension citext is null;
