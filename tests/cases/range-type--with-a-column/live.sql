create table tariffs (id bigint primary key);
