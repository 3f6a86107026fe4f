create table people (id int constraint people_known not null, name text constraint people_named not null, mail text constraint people_mail not null, phone text constraint people_phone not null);
