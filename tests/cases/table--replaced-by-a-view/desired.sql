create table orders (id bigint primary key, total bigint not null);
create view totals as select id, total from orders;
