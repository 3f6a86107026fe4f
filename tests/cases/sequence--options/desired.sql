create sequence invoice_numbers as bigint increment by 10 minvalue 10 maxvalue 999999 start with 1000 cache 20 cycle;
