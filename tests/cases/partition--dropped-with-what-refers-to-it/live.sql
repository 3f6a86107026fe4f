-- PostgreSQL drops no partition while a foreign key refers to the table above it
create table accounts (
    id bigint not null,
    region text not null,
    primary key (id, region)
) partition by list (region);
create table accounts_asia partition of accounts for values in ('asia') partition by range (id);
create table accounts_asia_1 partition of accounts_asia for values from (1) to (1000);
create table accounts_europe partition of accounts for values in ('europe');

create table payments (
    account bigint not null,
    region text not null,
    foreign key (account, region) references accounts (id, region)
);

-- a key within one partitioned table holds its own partitions
create table folders (
    id bigint primary key,
    parent bigint references folders (id)
) partition by hash (id);
create table folders_0 partition of folders for values with (modulus 2, remainder 0);
create table folders_1 partition of folders for values with (modulus 2, remainder 1);

-- only the key and one partition go
create table months (month date primary key) partition by range (month);
create table months_2025 partition of months for values from ('2025-01-01') to ('2026-01-01');
create table months_2026 partition of months for values from ('2026-01-01') to ('2027-01-01');
create table reports (month date references months (month));
