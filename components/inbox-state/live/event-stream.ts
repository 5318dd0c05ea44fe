export type StreamEvent = { kind: string; data: string };

type Handlers = { onEvent: (event: StreamEvent) => void; onConnected: (isConnected: boolean) => void };

/** The server sends something at least every 15 s. After this long without anything, the connection is dead. */
const SILENCE_MS = 40_000;
const SILENCE_CHECK_MS = 5_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 20_000;

/**
 * Server-sent events that resume after the last one received. `EventSource` is not used: it does not notice a connection
 * that died while the laptop slept, and it forgets the last event's id when it is opened again.
 * @returns `wake` reconnects if the connection looks dead; `reconnect` always does, for when the network came back and the
 * old connection may be dead without an error; `stop` ends it
 */
export function openEventStream(url: string, { onEvent, onConnected }: Handlers) {
  let lastEventId: string | null = null;
  let receivedAt = 0;
  let pauseMs = FIRST_PAUSE_MS;
  let isStopped = false;
  let connection: AbortController | null = null;
  let endPause: () => void = () => undefined;

  async function run(): Promise<void> {
    while (!isStopped) {
      connection = new AbortController();
      const watch = setInterval(() => Date.now() - receivedAt > SILENCE_MS && connection?.abort(), SILENCE_CHECK_MS);
      try {
        await readOnce(connection.signal);
      } catch {
        // A lost connection is opened again below.
      }
      clearInterval(watch);
      if (isStopped) return;
      onConnected(false);
      await pause();
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  async function readOnce(signal: AbortSignal): Promise<void> {
    receivedAt = Date.now();
    const headers = { accept: 'text/event-stream', ...(lastEventId ? { 'last-event-id': lastEventId } : {}) };
    const response = await fetch(url, { headers, signal, cache: 'no-store' });
    if (response.status === 401 || response.status === 404) isStopped = true;
    if (!response.ok || !response.body) return;
    onConnected(true);
    pauseMs = FIRST_PAUSE_MS;
    await readBlocks(response.body);
  }

  async function readBlocks(body: ReadableStream<Uint8Array>): Promise<void> {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      receivedAt = Date.now();
      const blocks = (rest + decoder.decode(value, { stream: true }).replaceAll('\r', '')).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) emit(block);
    }
  }

  function emit(block: string): void {
    let kind = 'message';
    const data: string[] = [];
    for (const text of block.split('\n')) {
      const [name, value] = splitField(text);
      if (name === 'event') kind = value;
      if (name === 'data') data.push(value);
      if (name === 'id') lastEventId = value;
    }
    if (data.length > 0) onEvent({ kind, data: data.join('\n') });
  }

  async function pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseMs * (0.75 + Math.random() / 2));
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  function reconnect(): void {
    connection?.abort();
    pauseMs = FIRST_PAUSE_MS;
    endPause();
  }

  void run();
  return {
    wake: () => {
      if (Date.now() - receivedAt > SILENCE_MS / 2) connection?.abort();
      pauseMs = FIRST_PAUSE_MS;
      endPause();
    },
    reconnect,
    stop: () => {
      isStopped = true;
      connection?.abort();
      endPause();
    },
  };
}

function splitField(text: string): [string, string] {
  const at = text.indexOf(':');
  if (at < 0) return [text, ''];
  return [text.slice(0, at), text.slice(at + 1).replace(/^ /u, '')];
}
