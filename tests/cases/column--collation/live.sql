create table countries (code text primary key, name text not null, native text collate "C");
create index countries_by_name on countries (name);
