select setval('receipt_numbers', 77);
