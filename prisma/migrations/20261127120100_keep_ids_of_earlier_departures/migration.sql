-- What they have taken note of before the latest departure, apart from what they have taken note of since: taking back the latest
-- acknowledgment leaves the earlier ones.
ALTER TABLE "member_departure" ADD COLUMN "earlierSeenIds" uuid[] NOT NULL DEFAULT '{}';
