create table payments (id bigint, at timestamptz, amount bigint);
