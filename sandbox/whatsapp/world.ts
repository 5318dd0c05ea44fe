import { createHash } from 'node:crypto';
import type { Cast } from '../kit/types.ts';

/** Somebody with WhatsApp. Who hides their number is known by the business's own id for them alone. */
export type Person = { fan: string; name: string; userId: string; number: string; hidesNumber: boolean };

export type File = { id: string; mimeType: string; bytes: Buffer; at: Date; isUpload: boolean };

export type Message = {
  id: string;
  with: Person;
  isOwn: boolean;
  type: string;
  text: string;
  at: Date;
  file?: File;
  answers?: string;
  template?: string;
  /** What the business asked to be repeated with each status. */
  mark?: string;
  state: 'sent' | 'delivered' | 'read' | 'failed';
};

export type World = ReturnType<typeof createWorld>;

const DAY_MS = 24 * 3_600_000;
/** UNVERIFIED: a week for what people sent; a month for uploads. */
const FILE_MS = { received: 7 * DAY_MS, upload: 30 * DAY_MS };

/** The number, the people who write to it, and what was said. */
export function createWorld(now: () => Date, cast?: Cast) {
  const people = new Map<string, Person>();
  const messages: Message[] = [];
  const files = new Map<string, File>();
  const blocked = new Set<string>();
  const shownRead = new Set<string>();
  let last = 0;
  const next = () => (last += 1);

  return {
    now,
    waba: { id: '102290129340398' },
    phone: {
      id: '106540352242922',
      shown: '+33 4 78 00 12 34',
      digits: '33478001234',
      name: cast?.brand.name ?? 'Maison Parvis',
    },
    people,
    messages,
    files,
    blocked,
    /** The messages of people that the business showed as read. */
    shownRead,
    /** @param hides they have no number for the business */
    person(fan: string, hides = false): Person {
      const held = people.get(fan);
      if (held) return held;
      const digits = Number.parseInt(createHash('sha256').update(fan).digest('hex').slice(0, 12), 16);
      const made: Person = {
        fan,
        name: cast?.personOf(fan)?.name ?? fan,
        userId: `FR.${String(digits).padStart(17, '1').slice(0, 17)}`,
        number: `336${String(digits).slice(-8).padStart(8, '0')}`,
        hidesNumber: hides,
      };
      people.set(fan, made);
      return made;
    },
    personBy: (id: string) =>
      [...people.values()].find(({ userId, number, hidesNumber }) => userId === id || (!hidesNumber && number === id)),
    say(given: Omit<Message, 'id' | 'state'>): Message {
      const id = `wamid.${Buffer.from(`${given.isOwn ? 'O' : 'I'}${given.with.number}:${next()}`).toString('base64url')}`;
      const made: Message = { ...given, id, state: 'sent' };
      messages.push(made);
      return made;
    },
    byId: (id: string) => messages.find((one) => one.id === id),
    keep(given: Omit<File, 'id' | 'at'>): File {
      const made = { ...given, id: `10375${String(next()).padStart(11, '0')}`, at: now() };
      files.set(made.id, made);
      return made;
    },
    /** Undefined when it has expired. */
    fileBy(id: string): File | undefined {
      const found = files.get(id);
      if (!found) return undefined;
      const lifeMs = found.isUpload ? FILE_MS.upload : FILE_MS.received;
      return found.at.getTime() + lifeMs > now().getTime() ? found : undefined;
    },
    /** When the person last wrote. */
    lastWordOf: (person: Person) => messages.findLast((one) => one.with === person && !one.isOwn)?.at,
    talkWith: (person: Person) => messages.filter((one) => one.with === person),
  };
}

/** Whether the business may write freely: a day after the person's last message. */
export function isWindowOpen(world: World, person: Person): boolean {
  const at = world.lastWordOf(person);
  return at !== undefined && world.now().getTime() - at.getTime() < DAY_MS;
}
