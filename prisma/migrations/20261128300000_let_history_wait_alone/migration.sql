-- A network limits each kind of read by itself. What is left of a channel's history may have to wait while news is read.
ALTER TABLE "channel" ADD COLUMN "historyWaitsUntil" timestamptz(3);
GRANT SELECT ("historyWaitsUntil") ON "channel" TO parvis_dispatcher;
