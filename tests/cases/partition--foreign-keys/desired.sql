create table users (id int primary key, other int unique);
create table items (id int, at date, user_id int, primary key (id, at), constraint items_user foreign key (user_id) references users on delete cascade) partition by range (at);
create table items_1 partition of items for values from ('2025-01-01') to ('2026-01-01');
create table items_2 partition of items for values from ('2026-01-01') to ('2028-01-01');
alter table items_1 add constraint own foreign key (user_id) references users (other) deferrable;
create table uses (item int, at date, constraint uses_item foreign key (item, at) references items deferrable initially deferred) partition by hash (item);
create table uses_0 partition of uses for values with (modulus 1, remainder 0);
