create table rooms (id bigint primary key, code text not null constraint rooms_code unique, name text);
alter table rooms replica identity using index rooms_code;
