create table orders (id bigint primary key, total bigint not null);
create table totals (id bigint, total bigint);
