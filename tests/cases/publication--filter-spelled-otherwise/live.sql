create table items (id bigint primary key, name text not null, gone boolean not null default false);
create table marks (id bigint primary key, mark text);
create publication p for table items where (id > 0 and not gone), marks (id, mark) where (mark in ('a', 'b'));
