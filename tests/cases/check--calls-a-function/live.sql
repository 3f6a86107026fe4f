create table ibans (iban text);
