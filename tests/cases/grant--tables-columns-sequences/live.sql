create table invoices (id bigserial primary key, total bigint, note text);
grant select on invoices to case_reader;
grant all on invoices to case_writer;
grant usage on sequence invoices_id_seq to case_writer;
