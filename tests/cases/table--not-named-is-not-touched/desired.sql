create table invoices (id bigint primary key, memo text, total bigint not null default 0);
