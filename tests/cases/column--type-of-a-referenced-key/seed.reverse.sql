insert into customers values (1);
insert into invoices values (10, 1);
