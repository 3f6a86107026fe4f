create table metrics (id int not null, v float8, primary key (id));
create table used (metric int, note text);
create view all_metrics as select id, v from metrics;
