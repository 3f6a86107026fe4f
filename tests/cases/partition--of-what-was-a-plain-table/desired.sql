create table metrics (id int not null, v float8, primary key (id)) partition by range (id);
create table metrics_low partition of metrics for values from (minvalue) to (100);
create table used (metric int, note text);
create view all_metrics as select id, v from metrics;
