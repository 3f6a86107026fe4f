create table months (month date primary key) partition by range (month);
create table months_2026 partition of months for values from ('2026-01-01') to ('2027-01-01');
create table reports (month date);
