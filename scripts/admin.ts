import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createUser } from '#lib/users/create-user.ts';
import { resetSecondFactor } from '#lib/users/second-factor/remove-factors.ts';
import { forgetIdentities } from '#lib/users/single-sign-on/forget-identities.ts';
import { checkForOperator } from '#lib/channels/check/check-for-operator.ts';
import { setNetworkApp } from '#lib/channels/apps/set-network-app.ts';
import { rotateCredentials } from '#lib/channels/credentials/rotate-credentials.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { closeAnnouncing } from '#lib/realtime/announce.ts';
import { listUnrouted, replayUnrouted } from '#lib/sync/deliveries/unrouted.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { readUsage } from '#lib/quotas/read-usage.ts';
import { Refusal } from '#lib/refusal.ts';
import { addMemberByEmail } from '#lib/workspaces/operator/add-member-by-email.ts';
import { allowPasswords } from '#lib/workspaces/operator/allow-passwords.ts';
import { createApiKeyFor } from '#lib/workspaces/operator/create-api-key-for.ts';
import { createWorkspaceFor } from '#lib/workspaces/operator/create-workspace-for.ts';
import { findWorkspace } from '#lib/workspaces/operator/find-workspace.ts';
import { listAllWorkspaces } from '#lib/workspaces/operator/list-all-workspaces.ts';
import { recordForUser } from '#lib/workspaces/audit/record-for-user.ts';
import { verifyAudit } from '#lib/workspaces/audit/verify-audit.ts';
import { roles } from '#lib/workspaces/types.ts';
import { backUp } from './backup/backup-command.ts';
import { Explained } from './process/explained.ts';

type Command = { usage: string; run: (options: Record<string, unknown>) => Promise<unknown> };

function command<Input>(usage: string, input: z.ZodType<Input>, run: (input: Input) => Promise<unknown>): Command {
  return { usage, run: async (options) => await run(input.parse(options)) };
}

const text = z.string().min(1);

/** The commands for operators. */
const commands: Record<string, Command> = {
  'create-user': command(
    '--email EMAIL --password PASSWORD --name NAME',
    z.strictObject({ email: text, password: text, name: text }),
    async (input) => await createUser({ ...input, isEmailVerified: true }),
  ),
  'create-workspace': command(
    '--name NAME --slug SLUG --owner EMAIL [--organization NAME] [--demo true]',
    z.strictObject({
      name: text,
      slug: text,
      owner: text,
      organization: text.optional(),
      demo: z.literal('true').optional(),
    }),
    async ({ organization, demo, ...input }) => {
      const given = { ...input, isDemo: demo !== undefined };
      const made = await createWorkspaceFor({ ...given, ...(organization === undefined ? {} : { organization }) });
      const { workspaceId: id, ...rest } = made;
      return { id, ...rest };
    },
  ),
  'add-member': command(
    `--workspace SLUG --email EMAIL --role ${roles.join('|')}`,
    z.strictObject({ workspace: text, email: text, role: z.enum(roles) }),
    addMemberByEmail,
  ),
  'create-api-key': command(
    '--workspace SLUG --member EMAIL [--name NAME]',
    z.strictObject({ workspace: text, member: text, name: text.default('command line') }),
    createApiKeyFor,
  ),
  'allow-passwords': command('--workspace SLUG', z.strictObject({ workspace: text }), allowPasswords),
  'reset-second-factor': command('--email EMAIL', z.strictObject({ email: text }), async ({ email }) => {
    const { userId, ...done } = await resetSecondFactor({ email });
    await recordForUser(userId, { act: 'second_factor_reset', subject: email }, 'operator');
    return done;
  }),
  'forget-identities': command('--email EMAIL', z.strictObject({ email: text }), forgetIdentities),
  'list-workspaces': command('', z.strictObject({}), async () => ({ workspaces: await listAllWorkspaces() })),
  'check-counters': command('--workspace SLUG', z.strictObject({ workspace: text }), async ({ workspace }) => {
    const differences = await checkCounters((await findWorkspace(workspace)).id);
    return { isExact: differences.length === 0, differences };
  }),
  'check-channel': command(
    '--workspace SLUG --channel ID|HANDLE [--network NETWORK]',
    z.strictObject({ workspace: text, channel: text, network: text.optional() }),
    async ({ workspace, channel, network }) => {
      const { id } = await findWorkspace(workspace);
      const report = await checkForOperator(id, { channel, ...(network === undefined ? {} : { network }) });
      if (report.check?.lines.some(({ outcome }) => outcome === 'failed')) process.exitCode = 1;
      return report;
    },
  ),
  'verify-audit': command(
    '--workspace SLUG [--head HASH]',
    z.strictObject({ workspace: text, head: text.optional() }),
    async ({ workspace, head }) => {
      const report = await verifyAudit({ workspaceId: (await findWorkspace(workspace)).id, head: head ?? null });
      if (!report.isIntact) process.exitCode = 1;
      return report;
    },
  ),
  usage: command('--workspace SLUG', z.strictObject({ workspace: text }), async ({ workspace }) => {
    const { id, slug } = await findWorkspace(workspace);
    return { workspaceId: id, slug, quotas: await readUsage(id) };
  }),
  'list-unrouted-deliveries': command(
    '[--network NETWORK]',
    z.strictObject({ network: text.optional() }),
    async ({ network }) => await listUnrouted(network === undefined ? {} : { network }),
  ),
  'replay-unrouted': command(
    '[--network NETWORK]',
    z.strictObject({ network: text.optional() }),
    async ({ network }) => await replayUnrouted(network === undefined ? {} : { network }),
  ),
  'set-network-app': command(
    '--workspace SLUG --network NETWORK [--client-id ID] [--client-secret SECRET] [--webhook-secret SECRET] [--url URL] [--option NAME=VALUE …]',
    z.strictObject({
      workspace: text,
      network: text,
      'client-id': text.optional(),
      'client-secret': text.optional(),
      'webhook-secret': text.optional(),
      url: z.url({ protocol: /^https?$/ }).optional(),
      option: z.array(z.string().regex(/^[a-z_]+=.*$/s)).default([]),
    }),
    async ({ workspace, network, option, ...given }) =>
      await setNetworkApp({
        workspace,
        network,
        settings: {
          ...(given.url === undefined ? {} : { baseUrl: given.url }),
          ...(given['client-id'] === undefined ? {} : { clientId: given['client-id'] }),
          ...(given['client-secret'] === undefined ? {} : { clientSecret: given['client-secret'] }),
          ...(given['webhook-secret'] === undefined ? {} : { webhookSecret: given['webhook-secret'] }),
          options: Object.fromEntries(option.map((one) => [one.split('=', 1)[0], one.slice(one.indexOf('=') + 1)])),
        },
      }),
  ),
  backup: command(
    '[--to FOLDER]',
    z.strictObject({ to: text.optional() }),
    async ({ to }) => await backUp(to === undefined ? {} : { folder: to }),
  ),
  'rotate-credentials': command('', z.strictObject({}), rotateCredentials),
};

/** Explains how a command is used when it was called wrongly. */
class Misused extends Error {
  override readonly name = 'Misused';
}

try {
  const answer = await obey(process.argv.slice(2));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
} catch (error) {
  process.stderr.write(`${JSON.stringify(describe(error))}\n`);
  process.exitCode = 1;
}
await closeAnnouncing();
await closeDatabase();

async function obey([name = '', ...args]: string[]): Promise<unknown> {
  const known = commands[name];
  if (!known) throw new Misused(`Unknown command "${name}". ${usages()}`);
  try {
    return await known.run(readOptions(args));
  } catch (error) {
    const isMisuse = error instanceof z.ZodError || (error instanceof TypeError && 'code' in error);
    throw isMisuse ? new Misused(`Usage: npm run admin -- ${name} ${known.usage}`) : error;
  }
}

/** Every option is `--name value`; the command's schema says which exist. `--option` may be repeated. */
function readOptions(args: string[]): Record<string, unknown> {
  const names = args.flatMap((arg) => /^--([a-z]+(?:-[a-z]+)*)/.exec(arg)?.[1] ?? []);
  const options = Object.fromEntries(
    names.map((name) => [name, { type: 'string' as const, multiple: name === 'option' }]),
  );
  return { ...parseArgs({ args, options, strict: true }).values };
}

function usages(): string {
  return `Commands: ${Object.entries(commands)
    .map(([name, { usage }]) => `${name} ${usage}`.trim())
    .join('; ')}`;
}

function describe(error: unknown): Record<string, unknown> {
  if (error instanceof Refusal) return { error: error.code, ...error.values };
  if (error instanceof Explained) return { error: 'explained', message: error.message };
  if (error instanceof Misused) return { error: 'usage', message: error.message };
  return { error: 'unexpected', message: error instanceof Error ? error.message : String(error) };
}
