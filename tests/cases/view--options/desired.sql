create table invoices (id bigint primary key, owner text, paid boolean);
create view mine with (security_invoker = true, security_barrier = true) as select id, owner from invoices where owner = current_user;
create view unpaid as select id, paid from invoices where not paid with local check option;
