create table people (id int not null, mail text);
alter table people add constraint people_mail not null mail not valid;
create table others (id int not null no inherit, mail text);
alter table others add constraint others_mail not null mail not valid;
