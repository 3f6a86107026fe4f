create table products (id bigint primary key, tags text[], matrix integer[][]);
