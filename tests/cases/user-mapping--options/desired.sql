create foreign data wrapper one;
create server there foreign data wrapper one;
create user mapping for reader_of_servers server there options (name 'z');
alter user mapping for reader_of_servers server there options (add other 'o');
create user mapping for writer_of_servers server there options (name 'w');
create user mapping for current_user server there;
drop user mapping for current_user server there;
