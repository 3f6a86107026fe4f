create table customers (id bigint primary key);
create table notes (customer_id bigint);
alter table notes add constraint notes_customer foreign key (customer_id) references customers not valid;
create table calls (customer_id bigint);
