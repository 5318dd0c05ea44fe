-- When everything under a post was last read again, to find what reading missed.
ALTER TABLE "post" ADD COLUMN "rereadAt" timestamptz(3);
