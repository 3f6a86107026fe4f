create table tags (name text not null, colour text primary key);
