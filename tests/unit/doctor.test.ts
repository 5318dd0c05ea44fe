import { chmodSync, mkdirSync, mkdtempSync, rmSync, type StatsFs, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compareMigrations } from '#scripts/doctor/check-database.ts';
import { checkBackups, checkClock, checkDisk, checkFolder, newestFile } from '#scripts/doctor/check-folder.ts';
import {
  checkMail,
  checkProxies,
  checkPublicAddress,
  checkRedis,
  checkSettingsFile,
} from '#scripts/doctor/check-settings.ts';
import { checkWorker } from '#scripts/doctor/check-work.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parvis-doctor-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const aFile = (name: string, text: string, mode: number) => {
  const file = join(folder, name);
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
};

test.each([
  [undefined, 'ok'],
  ['http://localhost:3000', 'ok'],
  ['http://127.0.0.1:3000', 'ok'],
  ['http://[::1]:3000', 'ok'],
  ['https://inbox.example.org', 'ok'],
  ['http://inbox.example.org', 'problem'],
  ['http://192.168.1.20:3000', 'problem'],
  ['http://127.0.0.1.example.org', 'problem'],
  ['http://localhost.example.org', 'problem'],
])('the doctor finds the public address %s: %s', (PUBLIC_URL, state) => {
  expect(checkPublicAddress({ PUBLIC_URL })).toMatchObject({ check: 'public-address', state });
});

test.each([
  ['PARVIS_SECRET=abc', 0o644, 'problem'],
  ['PARVIS_SECRET=abc', 0o640, 'problem'],
  ['PARVIS_SECRET=abc', 0o600, 'ok'],
  ['PARVIS_X_CLIENT_SECRET=abc', 0o644, 'problem'],
  ['DATABASE_URL=postgresql://parvis:hidden@db/parvis', 0o644, 'problem'],
  ['SMTP_URL="smtp://me:hidden@mail:587"', 0o644, 'problem'],
  ['PARVIS_SECRET=\nPORT=3000', 0o644, 'ok'],
])('the doctor finds a settings file with %s and mode %o: %s', (text, mode, state) => {
  const finding = checkSettingsFile(aFile('.env', text, mode));
  expect(finding).toMatchObject({ check: 'settings-file', state });
  expect(JSON.stringify(finding)).not.toMatch(/abc|hidden/);
});

test('the doctor accepts an installation without a settings file', () => {
  expect(checkSettingsFile(join(folder, '.env')).state).toBe('ok');
});

test.each([
  ['smtp://user:hidden@mail.example.org:587', 'ok'],
  [undefined, 'warning'],
  ['', 'warning'],
])('the doctor finds the mail server %s: %s', (SMTP_URL, state) => {
  const finding = checkMail({ SMTP_URL });
  expect(finding.state).toBe(state);
  expect(finding.sentence).not.toContain('hidden');
});

test.each([
  [undefined, 'ok'],
  ['redis://localhost:6379', 'ok'],
  ['redis://:word@redis.example.org:6379', 'ok'],
  ['redis://redis:6379', 'warning'],
  ['redis://10.0.0.7:6379', 'warning'],
  ['redis://redis.example.org:6379', 'problem'],
  ['redis://203.0.113.9:6379', 'problem'],
])('the doctor finds the Redis address %s: %s', (REDIS_URL, state) => {
  expect(checkRedis({ REDIS_URL })).toMatchObject({ check: 'redis', state });
});

test.each([
  [{ PUBLIC_URL: 'https://inbox.example.org', PARVIS_TRUSTED_PROXIES: '1' }, 'ok'],
  [{ PUBLIC_URL: 'https://inbox.example.org' }, 'warning'],
  [{}, 'ok'],
  [{ PARVIS_TRUSTED_PROXIES: '1' }, 'warning'],
  [{ PUBLIC_URL: 'http://localhost:3000', PARVIS_TRUSTED_PROXIES: '2' }, 'warning'],
])('the doctor finds these proxy settings %o: %s', (env, state) => {
  expect(checkProxies(env)).toMatchObject({ check: 'proxies', state });
});

test('the doctor reports a data folder, or a file in it, that other users of the machine can open', () => {
  expect(checkFolder(join(folder, 'none')).state).toBe('ok');
  aFile('secret', 'x', 0o600);
  chmodSync(folder, 0o710);
  expect(checkFolder(folder).state).toBe('ok');
  chmodSync(folder, 0o711);
  expect(checkFolder(folder)).toMatchObject({ state: 'problem', sentence: expect.stringContaining(folder) as string });
  chmodSync(folder, 0o700);
  const log = aFile('postgres.log', 'x', 0o644);
  expect(checkFolder(folder)).toMatchObject({ state: 'problem', whatToDo: expect.stringContaining(log) as string });
});

test.each([
  [{ freeGb: 100, ofGb: 200 }, 'ok'],
  [{ freeGb: 4, ofGb: 20 }, 'warning'],
  [{ freeGb: 20, ofGb: 1000 }, 'warning'],
  [{ freeGb: 0.5, ofGb: 200 }, 'problem'],
])('the doctor finds a disk with %o: %s', ({ freeGb, ofGb }, state) => {
  const disk = { bavail: freeGb * 1e6, blocks: ofGb * 1e6, bsize: 1000 } as StatsFs; // what is read of it
  expect(checkDisk(folder, (() => disk) as unknown as Parameters<typeof checkDisk>[1])).toMatchObject({
    check: 'disk',
    state,
  });
});

test('the doctor warns when there is no backup or only an old one', () => {
  expect(checkBackups(folder).state).toBe('warning');
  mkdirSync(join(folder, 'backups'));
  expect(checkBackups(folder).state).toBe('warning');
  const backup = aFile('backups/one', 'x', 0o600);
  expect(checkBackups(folder).state).toBe('ok');
  const old = new Date(Date.now() - 8 * 24 * 3_600_000);
  utimesSync(backup, old, old);
  expect(checkBackups(folder)).toMatchObject({
    state: 'warning',
    sentence: expect.stringContaining('8 days') as string,
  });
});

test('the doctor reports a clock that is behind the newest row or the newest file', () => {
  const now = new Date('2026-03-01T12:00:00Z');
  const at = (text: string) => ({ 'the database’s': new Date(text) });
  expect(checkClock({}, now).state).toBe('ok');
  expect(checkClock(at('2026-02-01T12:00:00Z'), now).state).toBe('ok');
  expect(checkClock(at('2026-03-01T12:00:30Z'), now).state).toBe('ok');
  expect(checkClock(at('2026-03-01T13:00:00Z'), now)).toMatchObject({
    state: 'problem',
    sentence: expect.stringContaining('3600 s behind the database’s') as string,
  });
  const tomorrow = new Date(Date.now() + 24 * 3_600_000);
  utimesSync(aFile('secret', 'x', 0o600), tomorrow, tomorrow);
  expect(checkClock({ 'the newest file': newestFile(folder) ?? now }).state).toBe('problem');
});

test('the doctor reports migrations that are missing, failed or unknown to this version', () => {
  const history = (entries: Record<string, boolean>) => new Map(Object.entries(entries));
  expect(compareMigrations(history({ one: true, two: true }), ['one', 'two']).state).toBe('ok');
  expect(compareMigrations(history({ one: true }), ['one', 'two'])).toMatchObject({ state: 'warning' });
  expect(compareMigrations(history({ one: true, two: false }), ['one', 'two']).state).toBe('problem');
  expect(compareMigrations(history({ one: true, three: true }), ['one']).state).toBe('problem');
});

test('the doctor reports a worker that has been silent for a minute while Parvis runs', () => {
  const now = new Date();
  const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
  expect(checkWorker(ago(5), true, now).state).toBe('ok');
  expect(checkWorker(ago(90), true, now).state).toBe('problem');
  expect(checkWorker(null, true, now).state).toBe('problem');
  expect(checkWorker(null, undefined, now).state).toBe('problem');
  expect(checkWorker(ago(90), false, now).state).toBe('ok');
});
