-- People sign in at the installation's OpenID Connect provider too.

-- Which account at a provider is which person. A person has one at each provider.
CREATE TABLE "user_identity" (
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    CONSTRAINT "user_identity_pkey" PRIMARY KEY ("issuer", "subject"),
    CONSTRAINT "user_identity_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "user_identity_issuer_userId_key" ON "user_identity" ("issuer", "userId");
CREATE INDEX "user_identity_userId_idx" ON "user_identity" ("userId");
GRANT SELECT, INSERT, DELETE ON "user_identity" TO parvis_users;

ALTER TABLE "session" ADD COLUMN "isSingleSignOn" BOOLEAN NOT NULL DEFAULT false;

-- What an organization says of signing in. Read and written from within any of its workspaces, and of no other
-- organization's; the dispatcher reads it for a person who is signing in.
CREATE TABLE "organization_sign_in" (
    "organizationId" UUID NOT NULL,
    "emailDomains" TEXT[] NOT NULL,
    "isSingleSignOnRequired" BOOLEAN NOT NULL,
    CONSTRAINT "organization_sign_in_pkey" PRIMARY KEY ("organizationId"),
    CONSTRAINT "organization_sign_in_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
ALTER TABLE "organization_sign_in" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "organization_sign_in" FORCE ROW LEVEL SECURITY;
CREATE POLICY in_workspace ON "organization_sign_in" TO parvis_app USING ("organizationId" = (
    SELECT w."organizationId" FROM "workspace" w WHERE w."id" = nullif(current_setting('app.workspace_id', true), '')::uuid));
CREATE POLICY dispatch ON "organization_sign_in" FOR SELECT TO parvis_dispatcher USING (true);
GRANT SELECT, INSERT, UPDATE ON "organization_sign_in" TO parvis_app;
GRANT SELECT ON "organization_sign_in" TO parvis_dispatcher;
