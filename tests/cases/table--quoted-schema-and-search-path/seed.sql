insert into "Billing-EU".invoices values (1);
