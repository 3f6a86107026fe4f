insert into subscriptions values (1, 'trialing', null), (2, 'canceled', '2026-01-01'), (3, 'active', null);
