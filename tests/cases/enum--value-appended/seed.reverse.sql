insert into subscriptions values (1, 'active'), (2, 'canceled');
