import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PNG } from 'pngjs';
import { setUpLink } from '#lib/users/set-up-code.ts';
import { serveParvis } from '#tests/support/serve-parvis.ts';
import { type Seeded, seed } from './seed/seed.ts';

/** The product with nothing in it, until it is seeded. */
export type StatesInstance = {
  address: string;
  setUpLink: string;
  seed: () => Promise<Seeded>;
  stop: () => Promise<void>;
};

/** Two networks have an app, so that connecting is seen with and without one. */
const APPS = {
  PARVIS_THREADS_CLIENT_ID: 'threads-app',
  PARVIS_THREADS_CLIENT_SECRET: 'threads-secret',
  PARVIS_X_CLIENT_ID: 'x-app',
  PARVIS_X_CLIENT_SECRET: 'x-secret',
};

export async function startInstance(): Promise<StatesInstance> {
  const pictures = await servePictures();
  const parvis = await serveParvis(APPS);
  return {
    address: parvis.address,
    setUpLink: setUpLink(parvis.address, parvis.env.PARVIS_SECRET),
    seed: async () => await seed(parvis, pictures.address),
    stop: async () => {
      await pictures.stop();
      await parvis.stop();
    },
  };
}

/** A server that has every picture but the one called missing. */
async function servePictures(): Promise<{ address: string; stop: () => Promise<void> }> {
  const picture = new PNG({ width: 240, height: 160 });
  for (let at = 0; at < picture.data.length; at += 4) picture.data.set([70, 96, 140, 255], at);
  const bytes = PNG.sync.write(picture);
  const server = createServer((request, response) => {
    const isHere = request.url?.endsWith('.png') && !request.url.includes('missing');
    response.writeHead(isHere ? 200 : 404, isHere ? { 'content-type': 'image/png' } : {});
    response.end(isHere ? bytes : undefined);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    address: `http://127.0.0.1:${port}`,
    stop: async () => await new Promise((done) => server.close(() => done())),
  };
}
