import { inject } from 'vitest';

export type OpenStream = {
  status: number;
  headers: Headers;
  /** The body, when the answer is not a stream. */
  text: string;
  /** Resolves when the server has closed the stream, with that time as `performance.now()`. */
  closed: Promise<number>;
  isOpen: () => boolean;
  hangUp: () => void;
};

/** Opens a workspace's live events over HTTP, as a browser (`cookie`) or a program (`key`), and reads the first bytes. */
export async function openStream(
  workspaceId: string,
  { key, cookie }: { key?: string; cookie?: string },
  address = inject('instanceAddress'),
): Promise<OpenStream> {
  const controller = new AbortController();
  const response = await fetch(new URL(`/api/v1/workspaces/${workspaceId}/events`, address), {
    headers: { ...(key ? { authorization: `Bearer ${key}` } : {}), ...(cookie ? { cookie } : {}) },
    signal: controller.signal,
  });
  const { status, headers } = response;
  const isStream = headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  if (!isStream || !response.body) {
    const text = await response.text();
    return { status, headers, text, closed: Promise.resolve(0), isOpen: () => false, hangUp: () => undefined };
  }
  let isOpen = true;
  const reader = response.body.getReader();
  await reader.read();
  const closed = (async () => {
    try {
      while (!(await reader.read()).done);
    } catch {
      // The test hung up or the connection broke: either way the stream is over.
    }
    isOpen = false;
    return performance.now();
  })();
  return { status, headers, text: '', closed, isOpen: () => isOpen, hangUp: () => controller.abort() };
}
