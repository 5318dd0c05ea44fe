-- A network that is away when credentials are to be renewed is asked again later and later; and the members of a
-- workspace are told once that a channel has to be reconnected.
ALTER TABLE "channel_credential" ADD COLUMN "failedRenewals" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "channel" ADD COLUMN "lossToldAt" TIMESTAMPTZ(3);
UPDATE "channel" SET "lossToldAt" = now() WHERE "status" = 'reconnect';
CREATE INDEX "channel_loss_untold" ON "channel" ("id") WHERE "status" = 'reconnect' AND "lossToldAt" IS NULL;
CREATE INDEX "channel_access_check" ON "channel" ("accessCheckedAt") WHERE "status" = 'connected';
GRANT SELECT ("lossToldAt") ON "channel" TO parvis_dispatcher;

-- A workspace sees what is used of the allowances that its own channels and apps have, and of the operator's apps.
ALTER TABLE "allowance_use" ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_workspace ON "allowance_use" FOR SELECT TO parvis_app USING (
  split_part("key", ':', 2) = 'operator'
  OR EXISTS (SELECT FROM "channel" c WHERE c."id"::text = split_part("key", ':', 2))
  OR EXISTS (SELECT FROM "network_app" a WHERE a."id"::text = split_part("key", ':', 2)));
GRANT SELECT ON "allowance_use" TO parvis_app;

/*
 * Takes a call's share of every allowance that it names, or of none: of callers at once no more get in than fit.
 * `wanted` is a list of { key, cost, max, share, ms, endsAt }: the published quota (null: none), the part of it that
 * this call may use up, and the span that begins with the first call, or the moment at which it ends.
 * Answers the allowances that are used up and until when; nothing when the call may go. What was counted last may be
 * lost in a crash of the server: the networks' own answers put it right.
 */
CREATE FUNCTION take_allowances(wanted jsonb) RETURNS TABLE ("key" text, "until" timestamptz)
LANGUAGE plpgsql SET synchronous_commit = off AS $$
#variable_conflict use_column
DECLARE
  at timestamptz;
BEGIN
  -- Made and locked in the order of the keys, so that two calls cannot wait for each other.
  INSERT INTO "allowance_use" ("key", "resetAt")
    SELECT w."key", 'epoch' FROM jsonb_to_recordset(wanted) AS w ("key" text) ORDER BY 1
    ON CONFLICT DO NOTHING;
  PERFORM FROM "allowance_use" u WHERE u."key" IN (SELECT w."key" FROM jsonb_to_recordset(wanted) AS w ("key" text))
    ORDER BY u."key" FOR UPDATE;
  at := clock_timestamp();
  RETURN QUERY
    SELECT s."key", greatest(
      CASE WHEN s."isClosed" THEN s."closedUntil" END,
      CASE WHEN s."isUsedUp" THEN s."resetAt" END)
    FROM (
      SELECT u.*, u."closedUntil" > at AS "isClosed",
        -- What takes more than there ever is goes alone.
        u."resetAt" > at AND u."used" > 0 AND u."used" + w."cost" > coalesce(u."max", w."max") * w."share" + 1e-9 AS "isUsedUp"
      FROM jsonb_to_recordset(wanted) AS w ("key" text, "cost" float8, "max" float8, "share" float8)
      JOIN "allowance_use" u ON u."key" = w."key") AS s
    WHERE s."isClosed" OR s."isUsedUp";
  IF FOUND THEN RETURN; END IF;
  UPDATE "allowance_use" u SET
    "used" = (CASE WHEN u."resetAt" > at THEN u."used" ELSE 0 END) + w."cost",
    "resetAt" = CASE WHEN u."resetAt" > at THEN u."resetAt" ELSE coalesce(w."endsAt", at + w."ms" * interval '1 millisecond') END
  FROM jsonb_to_recordset(wanted) AS w ("key" text, "cost" float8, "ms" float8, "endsAt" timestamptz)
  WHERE u."key" = w."key";
END $$;

/*
 * Takes over what a network says of an allowance. Within one span the smaller remainder holds, since calls under way are
 * counted here and not there yet; a span that ends later than the one known is a new one, and the network knows it best.
 * `published` is the quota that the connector knows of, where the network names none.
 */
CREATE FUNCTION learn_allowance(of_key text, said_limit float8, published float8, remaining float8, ends_at timestamptz) RETURNS void
LANGUAGE sql SET synchronous_commit = off AS $$
  INSERT INTO "allowance_use" AS u ("key", "used", "max", "resetAt")
  VALUES (of_key, greatest(coalesce(said_limit, published, remaining) - remaining, 0), coalesce(said_limit, published, remaining), ends_at)
  ON CONFLICT ("key") DO UPDATE SET
    "max" = coalesce(said_limit, published, u."max", u."used" + remaining),
    "used" = greatest(coalesce(said_limit, published, u."max", u."used" + remaining) - remaining,
      CASE WHEN u."resetAt" > now() AND ends_at <= u."resetAt" + interval '1 second' THEN u."used" ELSE 0 END),
    -- Seconds are rounded on the way: what ends at nearly the same moment is the same span.
    "resetAt" = CASE WHEN u."resetAt" > now() AND abs(extract(epoch FROM ends_at - u."resetAt")) <= 1 THEN u."resetAt" ELSE ends_at END
$$;
