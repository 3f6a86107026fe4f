create table items (name text not null);
