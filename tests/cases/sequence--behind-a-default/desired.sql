create sequence invoice_numbers start 1000;
create table invoices (id bigint primary key, number bigint not null default nextval('invoice_numbers'));
alter sequence invoice_numbers owned by invoices.number;
