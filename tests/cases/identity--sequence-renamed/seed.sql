insert into receipts (at) values (now()), (now());
