import { setTimeout as sleep } from 'node:timers/promises';
import type { Fan } from '#tests/networks/bluesky/fan.ts';
import type { BlueskyNetwork } from '#tests/networks/bluesky/start-network.ts';
import { answersToFans } from './answers.ts';
import type { Brand } from './create-brand.ts';
import { drawFace } from './cast/draw-face.ts';
import { type Lang, people } from './cast/people.ts';
import { dealOnce } from './deal-once.ts';
import { drawCup } from './draw.ts';
import { inRandomOrder } from './random-order.ts';
import { followUps, mentions, pictures, quotes, replies } from './bluesky-texts.ts';
import { type Writer, writers } from './writers.ts';

interface Person {
  handle: Writer;
  fan: Fan;
  lang: Lang;
  colour: string;
}

type Act = () => Promise<unknown>;

/** The pause between two messages, in milliseconds. */
type Gap = { least: number; most: number };

const SHORT_GAP: Gap = { least: 4_000, most: 14_000 };
/** After how long a regretted message is deleted: it was pulled by then. */
const DELETE_AFTER_MS = 20_000;

/** Creates the audience's accounts, with names and portraits. */
export async function createAudience(network: BlueskyNetwork): Promise<Person[]> {
  const audience: Person[] = [];
  for (const handle of writers) {
    const { name, lang, face } = people[handle];
    const fan = await network.createAccount({ handle: `${handle.replaceAll('_', '-')}.test` });
    await fan.setProfile({ displayName: name, avatar: drawFace(face) });
    audience.push({ handle, fan, lang, colour: face.top });
  }
  return audience;
}

/** What the audience can do. An act whose texts are used up does nothing: nothing is said twice. */
export function actsOf(audience: Person[], { fan: brand, posts }: Brand) {
  const authors = {
    fr: inRandomOrder(audience.filter((m) => m.lang === 'fr')),
    en: inRandomOrder(audience.filter((m) => m.lang === 'en')),
  };
  const authorOf = ({ by, lang }: { by?: Writer; lang: Lang }) =>
    audience.find(({ handle }) => handle === by) ?? authors[lang]();
  const next = {
    reply: dealOnce(replies),
    mention: dealOnce(mentions),
    quote: dealOnce(quotes),
    picture: dealOnce(pictures),
    post: inRandomOrder(Object.values(posts)),
    anyone: inRandomOrder(audience),
    followUp: {
      fr: dealOnce(followUps.filter((f) => f.lang === 'fr')),
      en: dealOnce(followUps.filter((f) => f.lang === 'en')),
    },
  };
  return {
    reply: async () => {
      const said = next.reply();
      if (!said) return undefined;
      const { to, lang, text } = said;
      const { fan } = authorOf(said);
      return { fan, ...(await fan.reply(posts[to].uri, text, { langs: [lang] })) };
    },
    mention: async () => {
      const said = next.mention();
      if (!said) return;
      const { lang, text } = said;
      await authorOf(said).fan.post(text.replaceAll('@brand', `@${brand.handle}`), { langs: [lang] });
    },
    quote: async () => {
      const said = next.quote();
      if (!said) return;
      const { to, lang, text } = said;
      await authorOf(said).fan.quote(posts[to].uri, text, { langs: [lang] });
    },
    picture: async () => {
      const said = next.picture();
      if (!said) return;
      const { to, lang, text, alt } = said;
      const { fan, colour } = authorOf(said);
      await fan.reply(posts[to].uri, text, { langs: [lang], pictures: [drawCup(colour, alt)] });
    },
    repost: () => next.anyone().fan.repost(next.post().uri),
    like: () => next.anyone().fan.like(next.post().uri),
    followUp: async ({ fan, lang }: Person, uri: string) => {
      const said = next.followUp[lang]();
      if (said) await fan.reply(uri, said.text, { langs: [lang] });
    },
  };
}

type Acts = ReturnType<typeof actsOf>;

/** Writes what the demo's visitor finds at first: about forty messages. */
export async function writeHistory({ reply, mention, quote, picture, repost, like }: Acts): Promise<void> {
  const acts: Act[] = [
    ...Array<Act>(26).fill(reply),
    ...Array<Act>(8).fill(mention),
    ...Array<Act>(3).fill(quote),
    ...Array<Act>(3).fill(picture),
    ...Array<Act>(6).fill(repost),
    ...Array<Act>(12).fill(like),
  ];
  const nextAct = inRandomOrder(acts);
  for (let turn = 0; turn < acts.length; turn++) await nextAct()();
}

/**
 * Lets the audience write a message every few seconds and answer the brand's replies, until the signal. A failure of the
 * network is reported to `onError`, and the next turn tries again.
 */
export async function keepWriting(
  {
    audience,
    brand,
    acts,
    onError,
    gapMs = SHORT_GAP,
  }: { audience: Person[]; brand: Brand; acts: Acts; onError: (error: unknown) => void; gapMs?: Gap },
  signal: AbortSignal,
): Promise<void> {
  const nextAct = inRandomOrder<Act>([
    ...Array<Act>(9).fill(acts.reply),
    ...Array<Act>(4).fill(acts.mention),
    acts.quote,
    acts.picture,
    acts.repost,
    acts.like,
    () => writeAndDelete(acts, signal),
  ]);
  const followedUp = new Set<string>();
  while (!signal.aborted) {
    await pause(gapMs.least + Math.random() * (gapMs.most - gapMs.least), signal);
    if (signal.aborted) return;
    try {
      const answer = (await answersToFans(brand.fan)).find(({ uri }) => !followedUp.has(uri));
      const person = answer && audience.find(({ fan }) => fan.did === answer.fanDid);
      if (answer) followedUp.add(answer.uri);
      // Most people answer, some are satisfied.
      if (answer && person && Math.random() < 0.7) await acts.followUp(person, answer.uri);
      else await nextAct()();
    } catch (error) {
      if (!signal.aborted) onError(error);
    }
  }
}

/** Someone writes a reply and deletes it a little later. */
async function writeAndDelete({ reply }: Acts, signal: AbortSignal): Promise<void> {
  const written = await reply();
  if (!written) return;
  await pause(DELETE_AFTER_MS, signal);
  if (!signal.aborted) await written.fan.delete(written.uri);
}

const pause = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => {});
