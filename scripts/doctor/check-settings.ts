import { existsSync, readFileSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { parseEnv } from 'node:util';
import { isPrivateHost } from './is-private-host.ts';
import { type Finding, findingsOf } from './finding.ts';

type Env = Readonly<Record<string, string | undefined>>;

const SECRET_NAME = /(^PARVIS_SECRET|_SECRETS?$|PASSWORD|_KEY$|_TOKEN$)/;

/** Without TLS, passwords and sessions can be read on their way. */
export function checkPublicAddress(env: Env): Finding {
  const { ok, problem } = findingsOf('public-address');
  const address = urlOf(env.PUBLIC_URL);
  if (!address) return ok('Parvis can be reached only from this machine: PUBLIC_URL is not set.');
  if (address.protocol === 'https:') return ok(`${address.origin} is protected by TLS.`);
  if (isLoopback(address)) return ok(`${address.origin} can be reached only from this machine.`);
  return problem(
    `${address.origin} is a public address without TLS: passwords and sessions can be intercepted.`,
    'Put a reverse proxy with a certificate in front, and set PUBLIC_URL to its https address.',
  );
}

/** The settings file contains the secret and the database's password. */
export function checkSettingsFile(file: string): Finding {
  const { ok, problem } = findingsOf('settings-file');
  if (!existsSync(file)) return ok('There is no .env file.');
  const settings = parseEnv(readFileSync(file, 'utf8'));
  const secrets = Object.entries(settings).flatMap(([name, value]) => (isSecret(name, value) ? [name] : []));
  const mode = statSync(file).mode & 0o777;
  if (secrets.length === 0) return ok(`${file} contains no secret.`);
  if ((mode & 0o077) === 0) return ok(`${file} can be read only by its owner.`);
  return problem(
    `${file} contains ${secrets.join(', ')} and can be read by other users of this machine (${mode.toString(8)}).`,
    `Run: chmod 600 ${file}. If other people use this machine, change these secrets.`,
  );
}

export function checkMail(env: Env): Finding {
  const { ok, warning } = findingsOf('mail');
  if (env.SMTP_URL) return ok(`Emails are sent through ${urlOf(env.SMTP_URL)?.host ?? 'the server of SMTP_URL'}.`);
  return warning(
    'No mail server is set: invitations, password resets and channel warnings cannot be sent.',
    'Set SMTP_URL and MAIL_FROM.',
  );
}

/** Whoever can reach Redis can read and add jobs. */
export function checkRedis(env: Env): Finding {
  const { ok, warning, problem } = findingsOf('redis');
  const redis = urlOf(env.REDIS_URL);
  if (!redis) return ok('Redis is not used.');
  if (isLoopback(redis)) return ok('Redis can be reached only from this machine.');
  const what = `Set a password in Redis (requirepass) and in REDIS_URL, and allow access only from Parvis's machines.`;
  if (redis.password === '') {
    const sentence = `The Redis at ${redis.host} requires no password`;
    return isPrivateHost(redis.hostname)
      ? warning(`${sentence}: anybody in its network can use it.`, what)
      : problem(`${sentence} and has a public address.`, what);
  }
  return ok(`The Redis at ${redis.host} requires a password.`);
}

/** The throttles count by address, so the client's address must be known. */
export function checkProxies(env: Env): Finding {
  const { ok, warning } = findingsOf('proxies');
  const address = urlOf(env.PUBLIC_URL);
  const count = Number(env.PARVIS_TRUSTED_PROXIES || 0);
  if (count === 0 && address?.protocol === 'https:' && !isLoopback(address)) {
    return warning(
      'Requests arrive through the proxy with the certificate, but no proxy is trusted: all visitors count as one address.',
      'Set PARVIS_TRUSTED_PROXIES to the number of proxies in front of Parvis.',
    );
  }
  if (count > 0 && (!address || isLoopback(address))) {
    return warning(
      `${count === 1 ? 'A proxy is' : `${count} proxies are`} trusted, but PUBLIC_URL names no proxy: anybody who reaches Parvis directly can forge any address.`,
      'Set PUBLIC_URL to the proxy’s address, or PARVIS_TRUSTED_PROXIES to 0.',
    );
  }
  return ok(count === 0 ? 'No proxy is trusted.' : `${count} in front of Parvis, and trusted.`);
}

function isSecret(name: string, value: string | undefined): boolean {
  return Boolean(value) && (SECRET_NAME.test(name) || Boolean(urlOf(value)?.password));
}

function isLoopback({ hostname }: URL): boolean {
  if (hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]') return true;
  return isIP(hostname) === 4 && hostname.startsWith('127.');
}

function urlOf(text: string | undefined): URL | undefined {
  return text && URL.canParse(text) ? new URL(text) : undefined;
}
