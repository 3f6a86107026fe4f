insert into webhooks values (1, '{"type": "invoice.paid"}', null);
