create table payments (id bigint, amount bigint, fee bigint);
