import { expect, test } from 'vitest';
import { inHashingQueue } from '#lib/users/passwords/hashing-queue.ts';

/** A piece of work that the test ends. */
function aWork() {
  const state = { isRunning: false, end: () => {} };
  const work = async (name: string) => {
    state.isRunning = true;
    await new Promise<void>((done) => (state.end = done));
    return name;
  };
  return { state, work };
}

const turns = async () => await new Promise<void>((done) => setImmediate(done));

test('two passwords are hashed at a time, known browsers first, and a full queue refuses only strangers', async () => {
  const works = Array.from({ length: 51 }, aWork);
  const ended: number[] = [];
  const all = works
    .slice(0, 50)
    .map(({ work }, n) => inHashingQueue('stranger', () => work(`${n}`)).then(() => ended.push(n)));
  await turns();
  expect(works.filter(({ state }) => state.isRunning)).toHaveLength(2);
  await expect(inHashingQueue('stranger', () => Promise.resolve())).rejects.toMatchObject({ code: 'busy' });
  const known = inHashingQueue('known', () => works[50]?.work('known') ?? Promise.resolve(''));
  works[0]?.state.end();
  await turns();
  expect(works[50]?.state.isRunning).toBe(true);
  expect(works[2]?.state.isRunning).toBe(false);
  works[50]?.state.end();
  await expect(known).resolves.toBe('known');
  for (const { state } of works.slice(1, 50)) {
    await turns();
    expect(state.isRunning).toBe(true);
    expect(works.filter((one) => one.state.isRunning).length).toBeLessThanOrEqual(51);
    state.end();
  }
  await Promise.all(all);
  expect(ended).toHaveLength(50);
});

test('a hash that fails frees its slot in the queue', async () => {
  const failing = () => Promise.reject(new Error('no memory'));
  for (let n = 0; n < 5; n += 1) await expect(inHashingQueue('known', failing)).rejects.toThrow('no memory');
  await expect(inHashingQueue('known', () => Promise.resolve('hash'))).resolves.toBe('hash');
});
