select setval('invoice_numbers', 500);
