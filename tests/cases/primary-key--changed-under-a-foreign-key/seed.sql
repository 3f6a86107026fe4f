insert into tenants values (1, 'acme');
insert into users values (1, 1);
