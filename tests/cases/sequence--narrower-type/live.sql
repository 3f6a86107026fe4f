create sequence receipt_numbers as bigint maxvalue 1000;
