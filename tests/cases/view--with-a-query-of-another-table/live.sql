create table plans (id bigint primary key, code jsonb);
create table prices (id bigint primary key, code smallint);
create view active as with x as (select code from plans) select code from x limit 5;
create view kept as with x as (select id from plans) select id from x;
