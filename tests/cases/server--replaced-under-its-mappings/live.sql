create foreign data wrapper one;
create foreign data wrapper two;
create server there foreign data wrapper one options (a 'b');
create user mapping for reader_of_servers server there options (name 'x');
create user mapping for public server there;
comment on server there is 'kept';
