create table t (id integer, tags text[] not null, numbers integer[], keys uuid[]);
create unique index t_tags on t (id desc, tags desc) where id > 0;
comment on index t_tags is 'stays';
