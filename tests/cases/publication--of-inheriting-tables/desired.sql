create table base (id integer primary key);
create table child (extra text) inherits (base);
create table grandchild () inherits (child);
create publication all_of_them for table only base;
create publication few for table child;
create publication new for table only base, only child;
