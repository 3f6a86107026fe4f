create table t (id bigint);
create view a3 as select id from t;
create view a2 as select id from a3;
create view a1 as select a2.id from a2 join a3 using (id);
create recursive view numbers (n) as values (1) union all select n + 1 from numbers where n < 5;
