create foreign data wrapper nothing;
create server far foreign data wrapper nothing;
create table measured (id integer not null, at date not null, v numeric default 0 check (v >= 0)) partition by range (at);
create table measured_new partition of measured for values from ('2024-01-01') to ('2025-01-01');
create foreign table measured_old partition of measured for values from ('2020-01-01') to ('2021-01-01') server far;
create foreign table loose (id integer not null, at date not null, v numeric) server far;
create index on measured (at);
create table base (a integer, b text);
create foreign table heir (c integer options (x '1')) inherits (base) server far;
