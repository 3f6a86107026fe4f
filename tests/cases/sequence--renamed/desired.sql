-- trueup: renamed from invoice_numbers
create sequence invoice_number start 100;
create table invoices (id bigint primary key default nextval('invoice_number'), total bigint);
