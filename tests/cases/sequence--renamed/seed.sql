insert into invoices (total) values (1), (2);
