create table o (id int not null, d date not null, x int, unique (id, d)) partition by range (d);
create table o_1 partition of o for values from ('2025-01-01') to ('2026-01-01');
create index o_1_x on o_1 (x);
create index o_x on o (x);
create table refs (id int, d date, foreign key (id, d) references o (id, d) on delete cascade);
