export type StreamEvent = { kind: string; data: string };

type Ears = { onEvent: (event: StreamEvent) => void; onConnected: (isConnected: boolean) => void };

/** The server gives a sign of life every 15 s; without one for this long the line is dead, whatever the socket says. */
const SILENCE_MS = 40_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 20_000;

/**
 * Server-sent events that go on where they left off. Read by hand rather than through `EventSource`, which never
 * notices a line that died while the laptop slept and forgets the last event's id when it is opened anew.
 * @returns `wake` looks at once whether the line still lives; `renew` opens another, for the network came back and the
 * old line may be dead without saying so; `stop` ends it
 */
export function openEventStream(url: string, { onEvent, onConnected }: Ears) {
  let lastEventId: string | null = null;
  let heardAt = 0;
  let pauseMs = FIRST_PAUSE_MS;
  let isStopped = false;
  let line: AbortController | null = null;
  let endPause: () => void = () => undefined;

  async function listen(): Promise<void> {
    while (!isStopped) {
      line = new AbortController();
      const silence = setInterval(() => Date.now() - heardAt > SILENCE_MS && line?.abort(), 5_000);
      try {
        heardAt = Date.now();
        const headers = { accept: 'text/event-stream', ...(lastEventId ? { 'last-event-id': lastEventId } : {}) };
        const response = await fetch(url, { headers, signal: line.signal, cache: 'no-store' });
        if (response.status === 401 || response.status === 404) isStopped = true;
        if (response.ok && response.body) {
          onConnected(true);
          pauseMs = FIRST_PAUSE_MS;
          await read(response.body);
        }
      } catch {
        // A lost line is opened again below.
      }
      clearInterval(silence);
      if (isStopped) return;
      onConnected(false);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pauseMs * (0.75 + Math.random() / 2));
        endPause = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  async function read(body: ReadableStream<Uint8Array>): Promise<void> {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heardAt = Date.now();
      const blocks = (rest + decoder.decode(value, { stream: true }).replaceAll('\r', '')).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) tell(block);
    }
  }

  function tell(block: string): void {
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

  void listen();
  return {
    wake: () => {
      if (Date.now() - heardAt > SILENCE_MS / 2) line?.abort();
      pauseMs = FIRST_PAUSE_MS;
      endPause();
    },
    renew: () => {
      line?.abort();
      pauseMs = FIRST_PAUSE_MS;
      endPause();
    },
    stop: () => {
      isStopped = true;
      line?.abort();
      endPause();
    },
  };
}

function splitField(text: string): [string, string] {
  const at = text.indexOf(':');
  if (at < 0) return [text, ''];
  return [text.slice(0, at), text.slice(at + 1).replace(/^ /u, '')];
}
