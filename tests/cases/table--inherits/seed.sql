insert into documents values (1, 'terms');
insert into contracts values (2, 'lease');
