create table countries (code text collate "C" primary key, name text collate "POSIX" not null, native text);
create index countries_by_name on countries (name);
