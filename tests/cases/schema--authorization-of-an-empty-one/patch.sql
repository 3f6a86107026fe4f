begin;

set local search_path = public;

create schema empty authorization case_reader;

create schema full_one;

create table full_one.t (
    id integer
);

alter schema full_one owner to case_reader;

grant usage on schema empty to public;

commit;
