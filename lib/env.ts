import { z } from 'zod';

const flag = z
  .enum(['true', 'false', '1', '0', ''])
  .default('false')
  .transform((value) => value === 'true' || value === '1');

const settings = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65535).default(3000),
    PUBLIC_URL: z.url().optional(),
    DATABASE_URL: z
      .string()
      .min(1, 'DATABASE_URL is missing: start Parvis with npm start, which brings its own database'),
    REDIS_URL: z.string().optional(),
    PARVIS_DATA_DIR: z.string().default('.data'),
    /** 32 bytes in base64; encrypts credentials and signs sessions. */
    PARVIS_SECRET: z.string().refine((value) => Buffer.from(value, 'base64').length >= 32, {
      message: 'PARVIS_SECRET must be at least 32 random bytes in base64',
    }),
    /** Earlier secrets, comma separated: what they encrypted can still be decrypted. */
    PARVIS_OLD_SECRETS: z.string().default(''),
    PARVIS_ALLOW_PRIVATE_NETWORKS: flag,
    /** Stand-ins of the networks run beside this installation, for demo workspaces. */
    PARVIS_DEMO: flag,
    /** Channels are checked by themselves, after they were connected and once a day. */
    PARVIS_CHECK_CHANNELS: flag.default(true),
    /** How many of the operator's own proxies are in front and append to `x-forwarded-for`. */
    PARVIS_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
    /** How long a reply can be undone before it is sent, in seconds. */
    PARVIS_UNDO_SECONDS: z.coerce.number().min(0).max(60).default(5),
    /** How long a worker may stay silent during a call before another one takes over, in seconds. */
    PARVIS_LEASE_SECONDS: z.coerce.number().min(1).max(600).default(120),
    /** The OpenID Connect provider for single sign-on: its issuer, and our client there. */
    PARVIS_OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
    PARVIS_OIDC_CLIENT_ID: z.string().optional(),
    PARVIS_OIDC_CLIENT_SECRET: z.string().optional(),
    /** The provider's name on the sign-in page; by default the issuer's host. */
    PARVIS_OIDC_NAME: z.string().max(40).optional(),
    SMTP_URL: z.string().optional(),
    MAIL_FROM: z.string().default('Parvis <parvis@localhost>'),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  })
  .superRefine((given, context) => {
    const { PARVIS_OIDC_ISSUER, PARVIS_OIDC_CLIENT_ID, PARVIS_OIDC_CLIENT_SECRET } = given;
    const needed = { PARVIS_OIDC_ISSUER, PARVIS_OIDC_CLIENT_ID, PARVIS_OIDC_CLIENT_SECRET };
    const missing = Object.entries(needed).filter(([, value]) => value === undefined);
    if (missing.length === 0 || missing.length === Object.keys(needed).length) return;
    for (const [name] of missing) {
      context.addIssue({
        code: 'custom',
        path: [name],
        message: 'a provider needs an issuer, a client id and a client secret',
      });
    }
  });

export type Env = z.infer<typeof settings>;

let parsed: Env | undefined;
let parsedNetworks: Map<string, Record<string, string>> | undefined;

/**
 * Reads the settings, once. An empty variable counts as absent.
 * @throws Error naming each wrong setting in a sentence
 */
export function env(): Env {
  if (parsed) return parsed;
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const result = settings.safeParse(given);
  const problems = [
    ...(result.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    ...wrongNetworkUrls(given),
  ];
  if (!result.success || problems.length > 0) throw new Error(problems.join('\n'));
  parsed = result.data;
  return parsed;
}

/** `PARVIS_<NETWORK>_URL` replaces scheme and host of every address of a network. */
function wrongNetworkUrls(given: Record<string, string | undefined>): string[] {
  return Object.entries(given).flatMap(([name, value]) =>
    /^PARVIS_[A-Z]+_URL$/.test(name) && !z.url().safeParse(value).success ? [`${name}: Invalid URL`] : [],
  );
}

/**
 * The operator's settings for a network (`PARVIS_<NETWORK>_<NAME>`), by name in lower case.
 * @example networkSettings('x') // { client_id: '…', client_secret: '…', tier: 'enterprise' }
 */
export function networkSettings(network: string): Readonly<Record<string, string>> {
  if (!parsedNetworks) {
    parsedNetworks = new Map();
    for (const [name, value] of Object.entries(process.env)) {
      const [, of, setting] = /^PARVIS_([A-Z]+)_([A-Z_]+)$/.exec(name) ?? [];
      if (!of || !setting || !value) continue;
      const key = of.toLowerCase();
      parsedNetworks.set(key, { ...parsedNetworks.get(key), [setting.toLowerCase()]: value });
    }
  }
  return parsedNetworks.get(network) ?? {};
}
