insert into invoices values (1, 'x');
insert into audit values (7, 'kept');
