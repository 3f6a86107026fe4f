create table t (id integer, tags text not null, numbers bigint[], keys text[]);
create unique index t_tags on t (id desc, tags desc) where id > 0;
comment on index t_tags is 'stays';
