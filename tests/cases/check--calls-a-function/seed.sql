insert into ibans values ('CH9300762011623852957');
