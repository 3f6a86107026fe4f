create table readings (at date not null, sensor bigint not null, value int default 2, note varchar(40), added uuid) partition by range (at);
create table readings_a partition of readings for values from ('2025-01-01') to ('2026-01-01');
create table readings_b partition of readings (value default 7, sensor not null) for values from ('2026-01-01') to ('2027-01-01');
alter table readings add constraint readings_value check (value > 0);
create view per_b as select at, note from readings_b;
