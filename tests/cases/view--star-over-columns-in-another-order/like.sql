create table people (name text, id integer primary key, born date, email text);
create table towns (id integer, name text);
create view everyone as select * from people;
create view named as with p as (select * from people) select * from p where name is not null;
create view counted as select * from people natural join towns;
create view again as select * from everyone;
create view backwards as select born, name from people;
create view last (town) as table towns;
create materialized view kept as select * from towns;
