# One image for the web and the worker, and for migrating: what it runs is the command it is given.
FROM node:24-slim AS packages
WORKDIR /parvis
# Prisma wants to download an engine that is never run; naming any existing file spares it.
ENV PRISMA_SCHEMA_ENGINE_BINARY=/usr/local/bin/node
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund

FROM packages AS build
ENV NEXT_TELEMETRY_DISABLED=1
COPY . .
RUN node --disable-warning=ExperimentalWarning scripts/generate.ts \
  && node node_modules/next/dist/bin/next build \
  && npm prune --omit=dev --no-audit --no-fund \
  && rm -rf .next/cache

FROM node:24-slim
WORKDIR /parvis
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 NODE_OPTIONS=--disable-warning=ExperimentalWarning
COPY --from=build --chown=node:node /parvis ./
RUN mkdir -p .data && chown node:node .data
USER node
EXPOSE 3000
CMD ["node", "--import", "./scripts/supervise/limit-sockets.ts", "web/main.ts", "--port", "3000"]
