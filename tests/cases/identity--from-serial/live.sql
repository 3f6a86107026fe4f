create table orders (id bigserial primary key, total bigint);
