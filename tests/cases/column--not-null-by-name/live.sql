create table people (id int constraint people_has_id not null, name text constraint people_called not null, mail text, phone text constraint people_phone not null no inherit);
alter table people add constraint people_mail not null mail not valid;
