import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';

const first = randomBytes(32).toString('base64');
const second = randomBytes(32).toString('base64');

/** Loads the module again, as a process that starts with these secrets does. */
async function startWith(secrets: { PARVIS_SECRET: string; PARVIS_OLD_SECRETS?: string }) {
  vi.resetModules();
  vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none');
  vi.stubEnv('PARVIS_SECRET', secrets.PARVIS_SECRET);
  vi.stubEnv('PARVIS_OLD_SECRETS', secrets.PARVIS_OLD_SECRETS ?? '');
  return await import('#lib/crypto/seal.ts');
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('sealed credentials', () => {
  test('sealed credentials open in the context they were sealed for and in no other', async () => {
    const { seal, unseal } = await startWith({ PARVIS_SECRET: first });
    const sealed = seal({ appPassword: 'aaaa-bbbb' }, 'workspace:channel');
    expect(unseal(sealed, 'workspace:channel')).toEqual({ appPassword: 'aaaa-bbbb' });
    expect(() => unseal(sealed, 'workspace:another')).toThrow();
    expect(Buffer.from(sealed.sealed).toString('latin1')).not.toContain('aaaa');
  });

  test('sealed credentials do not open when one bit was changed', async () => {
    const { seal, unseal } = await startWith({ PARVIS_SECRET: first });
    const sealed = seal('secret', 'place');
    for (const at of [0, 14, sealed.sealed.length - 1]) {
      const broken = Uint8Array.from(sealed.sealed);
      broken[at] = (broken[at] ?? 0) ^ 1;
      expect(() => unseal({ ...sealed, sealed: broken }, 'place')).toThrow();
    }
  });

  test('the same value is sealed differently each time', async () => {
    const { seal } = await startWith({ PARVIS_SECRET: first });
    expect(seal('same', 'place').sealed).not.toEqual(seal('same', 'place').sealed);
  });

  test('credentials sealed with the old secret open as long as the old secret is configured', async () => {
    const before = await startWith({ PARVIS_SECRET: first });
    const sealed = before.seal('kept', 'place');
    const after = await startWith({ PARVIS_SECRET: second, PARVIS_OLD_SECRETS: first });
    expect(after.unseal(sealed, 'place')).toBe('kept');
    expect(after.seal('new', 'place').keyId).not.toBe(sealed.keyId);
    const without = await startWith({ PARVIS_SECRET: second });
    expect(() => without.unseal(sealed, 'place')).toThrow('PARVIS_OLD_SECRETS');
  });
});
