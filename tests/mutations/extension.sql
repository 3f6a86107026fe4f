create schema a;
create schema b;

-- mutation: version
-- unseen by pg_dump
-- one way
create extension hstore version '1.6';
-- to
create extension hstore version '1.7';

-- mutation: schema
create extension citext schema a;
-- to
create extension citext schema b;
