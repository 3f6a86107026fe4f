create type invoice_status as enum ('open', 'paid');
create table invoices (id bigint primary key, status invoice_status, history invoice_status[] not null default '{}');
