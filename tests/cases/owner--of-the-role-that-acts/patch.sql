begin;

set local search_path = public;

create type app.mood as enum ('a');

create function app.f()
    returns integer
    language sql
as $$select 1$$;

create table app.made (
    id integer not null generated always as identity
);

create table app.given (
    a integer
);

create table app.from_block (
    a integer
);

create table app.of_session (
    a integer
);

create table app.mine (
    a integer
);

create sequence app.before_a_seq as integer;

create table app.before (
    a integer not null default nextval('app.before_a_seq'::regclass)
);

alter sequence app.before_a_seq owned by app.before.a;

create view app.seen as
select id from app.made;

alter table app.before owner to case_deployer;

alter table app.made owner to case_deployer;

alter view app.seen owner to case_deployer;

alter type app.mood owner to case_deployer;

alter function app.f() owner to case_deployer;

alter table app.given owner to case_reader;

alter table app.from_block owner to case_deployer;

alter table app.of_session owner to case_deployer;

grant select, insert on app.made to case_reader;

grant usage on sequence app.made_id_seq to case_reader;

grant select, insert on app.seen to case_reader;

grant select, insert on app.from_block to case_reader;

grant insert on app.of_session to case_reader;

alter default privileges for role case_deployer in schema app grant insert on tables to case_reader;

alter default privileges for role case_deployer in schema app grant usage on sequences to case_reader;

commit;
