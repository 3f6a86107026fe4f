create table base (id int primary key, n int);
create table heir () inherits (base);
create table lone (id int primary key);
create publication alone for table only base;
create publication pair for table base;
create publication grows for table lone;
create publication shrinks for table lone, base;
