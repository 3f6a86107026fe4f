insert into payments.invoices (paid_at) values (now()), (null);
