import { AsyncLocalStorage } from 'node:async_hooks';

const jars = new AsyncLocalStorage<Map<string, string>>();

/** Runs handlers as Next does for a request that brings these cookies. */
export async function withCookies<T>(cookies: Map<string, string>, run: () => Promise<T>): Promise<T> {
  return await jars.run(cookies, run);
}

/**
 * Stands for `next/headers`, which only a running Next has, with the cookies of the browser that asks:
 * `vi.mock('next/headers', async () => (await import('#tests/support/cookie-jar.ts')).nextHeaders)`
 */
export const nextHeaders = {
  cookies: () => {
    const jar = jars.getStore();
    if (!jar) throw new Error('no request is being answered');
    return Promise.resolve({
      get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) ?? '' } : undefined),
      set: (name: string, value: string, { maxAge }: { maxAge?: number } = {}) => {
        if (maxAge === 0) jar.delete(name);
        else jar.set(name, value);
      },
    });
  },
};
