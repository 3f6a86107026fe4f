create table invoices (id bigserial primary key, total bigint, note text);
grant select (id, total), update (note) on invoices to case_reader;
grant select, insert, update on invoices to case_writer with grant option;
grant usage, select on sequence invoices_id_seq to case_writer;
