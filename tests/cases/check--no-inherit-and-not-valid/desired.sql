create table payments (id bigint, amount bigint, fee bigint, constraint small check (amount < 1000000) no inherit);
alter table payments add constraint fee_positive check (fee >= 0) not valid;
