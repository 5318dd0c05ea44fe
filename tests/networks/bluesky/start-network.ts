import { randomBytes } from 'node:crypto';
import { AtpAgent } from '@atproto/api';
import pg from 'pg';
import { Explained } from '#scripts/process/explained.ts';
import { Fan } from './fan.ts';
import { installNetwork } from './install-network.ts';
import { runNetwork } from './run-network.ts';

interface Options {
  /** A Postgres server whose user may create databases; the network gets one of its own there. */
  postgresUrl: string;
  /** Name of that database, replaced when it exists; a random one when absent. */
  database?: string;
  /** The address under which somebody else serves the app view; by default its own. */
  publicUrl?: string;
  /** Counts and refuses requests as the public service does, with its headers. Off by default. */
  rateLimits?: boolean;
}

interface NewAccount {
  /** Ends in `.test`. */
  handle: string;
  email?: string;
  password?: string;
}

export interface BlueskyNetwork {
  /** The personal data server: where accounts sign in, and what a channel is connected to. */
  serviceUrl: string;
  /** The identity directory. */
  plcUrl: string;
  /** The app view: public reading without an account, and the images. */
  appViewUrl: string;
  pid: number;
  /** Makes an account and signs it in. */
  createAccount: (account: NewAccount) => Promise<Fan>;
  /** Returns once the app view has seen all that was written before. */
  flush: () => Promise<void>;
  /** Ends the network and drops its database. */
  stop: () => Promise<void>;
}

/**
 * Starts a complete local Bluesky network, in about 3 s; the first time installs its packages.
 * Everything on it is gone when it stops.
 * @throws Explained when Postgres cannot be reached, the packages cannot be installed, or the network does not start
 */
export async function startBlueskyNetwork({
  postgresUrl,
  database = `bluesky_${randomBytes(6).toString('hex')}`,
  rateLimits = false,
  publicUrl,
}: Options): Promise<BlueskyNetwork> {
  await installNetwork();
  await replaceDatabase(postgresUrl, database);
  const url = new URL(postgresUrl);
  url.pathname = database;
  const network = await runNetwork({
    databaseUrl: url.href,
    rateLimits,
    ...(publicUrl === undefined ? {} : { publicUrl }),
  }).catch(async (error: unknown) => {
    await dropDatabase(postgresUrl, database);
    throw error;
  });
  return {
    serviceUrl: network.pdsUrl,
    plcUrl: network.plcUrl,
    appViewUrl: network.bskyUrl,
    pid: network.pid,
    createAccount: async ({
      handle,
      email = `${handle.split('.')[0]}@fans.test`,
      password = randomBytes(12).toString('hex'),
    }) => {
      const agent = new AtpAgent({ service: network.pdsUrl });
      await agent.createAccount({ handle, email, password });
      return new Fan(agent, { handle, password });
    },
    flush: () => network.command('process'),
    stop: async () => {
      await network.stop();
      await dropDatabase(postgresUrl, database);
    },
  };
}

async function replaceDatabase(postgresUrl: string, database: string): Promise<void> {
  await dropDatabase(postgresUrl, database);
  await onServer(postgresUrl, `create database ${pg.escapeIdentifier(database)}`);
}

function dropDatabase(postgresUrl: string, database: string): Promise<void> {
  return onServer(postgresUrl, `drop database if exists ${pg.escapeIdentifier(database)} with (force)`);
}

async function onServer(postgresUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect().catch((error: unknown) => {
    throw new Explained(`The Postgres for the local Bluesky network cannot be reached: ${String(error)}`);
  });
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
