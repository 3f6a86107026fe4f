create table t (id bigserial, n integer);
alter table t owner to case_writer;
create table plain (id serial);
create sequence plain_no owned by plain.id;
alter table plain owner to case_writer;
