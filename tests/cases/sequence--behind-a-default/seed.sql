insert into invoices values (1, 12);
