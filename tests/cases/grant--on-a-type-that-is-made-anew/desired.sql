create domain code as integer;
grant usage on domain code to case_reader;
create type mood as enum ('ok', 'glad');
grant usage on type mood to case_stranger;
create table person (code code, mood mood);
comment on type mood is null;
alter type mood owner to case_writer;
comment on domain code is 'in digits';
