create table subscriptions (id bigint primary key, plan_id bigint);
