create type severity as enum ('low', 'medium', 'high');
create table alerts (id bigint primary key, severity severity not null, seen severity[] not null default '{low}');
create index alerts_by_severity on alerts (severity);
