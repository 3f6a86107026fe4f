insert into invoices values (1, 'open', '{open,paid}'), (2, null, '{}');
