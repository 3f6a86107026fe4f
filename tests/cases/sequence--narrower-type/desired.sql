create sequence receipt_numbers as integer;
