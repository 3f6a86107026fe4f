create table people (id integer, mail text);
alter table people add constraint people_mail not null mail not valid;
