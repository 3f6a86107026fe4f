insert into jobs values (1, 'queued'), (2, 'done');
