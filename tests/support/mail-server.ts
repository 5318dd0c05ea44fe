import { createServer, type Socket } from 'node:net';

export type ReceivedEmail = { to: string; body: string };

/** A mail server that accepts every email and keeps it for the test. */
export async function startMailServer(): Promise<{
  url: string;
  /** The oldest email not returned yet, or else the next that arrives. */
  nextEmail: () => Promise<ReceivedEmail>;
  /** Answers the next recipient with this instead of accepting it. */
  answerNext: (answer: string) => { isGiven: () => boolean };
  stop: () => Promise<void>;
}> {
  const emails: ReceivedEmail[] = [];
  const waiting: ((email: ReceivedEmail) => void)[] = [];
  const sockets = new Set<Socket>();
  const refusals: string[] = [];
  const server = createServer((socket) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)));
    const onEmail = (email: ReceivedEmail) => {
      const next = waiting.shift();
      if (next) next(email);
      else emails.push(email);
    };
    converse(socket, { onEmail, refusals });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the mail server has no port');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    nextEmail: () => {
      const email = emails.shift();
      return email ? Promise.resolve(email) : new Promise((done) => waiting.push(done));
    },
    answerNext: (answer) => {
      refusals.push(answer);
      return { isGiven: () => !refusals.includes(answer) };
    },
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

/** As much of RFC 5321 as a client needs to send an email. */
function converse(
  socket: Socket,
  { onEmail, refusals }: { onEmail: (email: ReceivedEmail) => void; refusals: string[] },
): void {
  let to = '';
  let data: string | null = null;
  let rest = '';
  socket.write('220 mail.example.test\r\n');
  socket.on('data', (chunk) => {
    const lines = (rest + chunk.toString('utf8')).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (data !== null) {
        if (line !== '.') data += `${line}\n`;
        else {
          onEmail({ to, body: decodeQuotedPrintable(data) });
          data = null;
          socket.write('250 taken\r\n');
        }
        continue;
      }
      const recipient = /^RCPT TO:<(.+)>/i.exec(line)?.[1];
      if (recipient) to = recipient;
      const refusal = recipient ? refusals.shift() : undefined;
      if (refusal) {
        socket.write(`${refusal}\r\n`);
        continue;
      }
      if (/^DATA/i.test(line)) data = '';
      socket.write(data === null ? (/^QUIT/i.test(line) ? '221 bye\r\n' : '250 ok\r\n') : '354 go on\r\n');
    }
  });
  socket.on('error', () => undefined);
}

function decodeQuotedPrintable(text: string): string {
  const bytes = text
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
