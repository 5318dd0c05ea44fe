-- A brand may insist that replies to an item are sent by its owner only.
ALTER TABLE "guard_rails" ADD COLUMN "onlyOwnerSends" boolean NOT NULL DEFAULT false;
