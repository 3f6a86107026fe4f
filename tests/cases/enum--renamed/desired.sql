-- trueup: renamed from order_status
create type order_state as enum ('new', 'done', 'lost');
create table orders (id bigint primary key, status order_state not null default 'new');
