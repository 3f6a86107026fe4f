create table logs (id bigint not null, at date not null, level text not null default 'info') partition by range (at);
create table logs_2026 partition of logs for values from ('2026-01-01') to ('2027-01-01');
