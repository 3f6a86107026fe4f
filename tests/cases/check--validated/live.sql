create table payments (id bigint, fee bigint);
alter table payments add constraint fee_positive check (fee >= 0) not valid;
