-- What waits for a paused channel is not overdue: the dispatcher needs to see whose an action is.
GRANT SELECT ("channelId") ON "action" TO parvis_dispatcher;
