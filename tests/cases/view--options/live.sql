create table invoices (id bigint primary key, owner text, paid boolean);
create view mine as select id, owner from invoices where owner = current_user;
create view unpaid with (security_barrier) as select id, paid from invoices where not paid;
