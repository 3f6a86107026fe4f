insert into invoices (total) values (5), (6);
