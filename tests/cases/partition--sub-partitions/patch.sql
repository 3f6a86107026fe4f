begin;

create table app.logs_1 partition of app.logs for values with (modulus 2, remainder 1) partition by range (at);

create table app.logs_1_2026 partition of app.logs_1 for values from ('2026-01-01') to ('2027-01-01');

create table app.logs_1_rest partition of app.logs_1 default;

-- blocks-writes: building the index of app.logs.logs_pkey reads app.logs while
-- writes to it wait (2 rows)
-- may-fail: fails if rows of app.logs have the same tenant, at, id (0 rows)
alter table app.logs add constraint logs_pkey primary key (tenant, at, id);

commit;
