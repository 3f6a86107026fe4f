create table payments (id bigint, fee bigint, constraint fee_positive check (fee >= 0));
