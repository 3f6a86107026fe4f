create table a (id bigint);
create view b as select id from a;
create sequence c;
