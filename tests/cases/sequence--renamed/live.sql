-- trueup: renamed from invoice_number
create sequence invoice_numbers start 100;
create table invoices (id bigint primary key default nextval('invoice_numbers'), total bigint);
