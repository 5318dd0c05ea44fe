-- The roles for which a shared view stands first, and opens when they enter the workspace.
ALTER TABLE "saved_view" ADD COLUMN "firstFor" "Role"[] NOT NULL DEFAULT '{}',
  ADD CONSTRAINT "saved_view_first_is_shared" CHECK ("memberId" IS NULL OR "firstFor" = '{}');
