begin;

drop user mapping for public server there;

alter user mapping for reader_of_servers server there options (set name 'z', add other 'o', drop more);

create user mapping for writer_of_servers server there options (name 'w');

commit;
