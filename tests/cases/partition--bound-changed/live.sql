create table measures (at timestamptz not null, sensor int not null, value float8) partition by range (at, sensor);
create table measures_new partition of measures for values from ('2026-01-01', -10) to ('2027-01-01', minvalue);
create table measures_old partition of measures for values from (minvalue, minvalue) to ('2026-01-01', -10);
create index measures_by_sensor on measures (sensor);
