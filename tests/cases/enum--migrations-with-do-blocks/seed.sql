insert into subscriptions values (1);
