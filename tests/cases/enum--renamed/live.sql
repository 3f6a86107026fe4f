-- trueup: renamed from order_state
create type order_status as enum ('new', 'done');
create table orders (id bigint primary key, status order_status not null default 'new');
