create table subscriptions (id bigint primary key);
