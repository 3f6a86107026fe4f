create table people (id int not null, mail text);
