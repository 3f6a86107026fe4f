create table customers (id bigint primary key, default_card_id bigint);
create table cards (id bigint primary key, customer_id bigint not null references customers on delete cascade);
alter table customers add constraint customers_default_card foreign key (default_card_id) references cards on delete set null;
create table invoices (id bigint primary key);
