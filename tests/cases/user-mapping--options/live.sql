create foreign data wrapper one;
create server there foreign data wrapper one;
create user mapping for reader_of_servers server there options (name 'x', more 'y');
create user mapping for public server there;
