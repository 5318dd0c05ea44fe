import { setTimeout as sleep } from 'node:timers/promises';
import type { Fan } from '#tests/networks/bluesky/fan.ts';
import type { BlueskyNetwork } from '#tests/networks/bluesky/start-network.ts';
import { answersToFans } from './answers.ts';
import type { Brand } from './create-brand.ts';
import { inRandomOrder } from './random-order.ts';
import { drawAvatar, drawCup } from './draw.ts';
import { followUps, type Lang, mentions, people, pictures, quotes, replies } from './texts.ts';

interface Person {
  fan: Fan;
  lang: Lang;
  colour: string;
}

type Act = () => Promise<unknown>;

/** The pause between two messages while the demo runs, in milliseconds. */
const GAP_MS = { least: 4_000, most: 14_000 };
/** A demo left open over the weekend stops writing after this many messages. */
const MOST_MESSAGES = 2_000;
/** After how long a regretted message is deleted: it was pulled by then. */
const DELETE_AFTER_MS = 20_000;

/** Creates the audience's accounts, with names and portraits. */
export async function createAudience(network: BlueskyNetwork): Promise<Person[]> {
  const audience: Person[] = [];
  for (const { handle, name, lang, colour } of people) {
    const fan = await network.createAccount({ handle });
    await fan.setProfile({ displayName: name, avatar: drawAvatar(colour) });
    audience.push({ fan, lang, colour });
  }
  return audience;
}

/** What the audience can do. An act repeats a text only after it has used all of them. */
export function actsOf(audience: Person[], { fan: brand, posts }: Brand) {
  const authors = {
    fr: inRandomOrder(audience.filter((m) => m.lang === 'fr')),
    en: inRandomOrder(audience.filter((m) => m.lang === 'en')),
  };
  const next = {
    reply: inRandomOrder(replies),
    mention: inRandomOrder(mentions),
    quote: inRandomOrder(quotes),
    picture: inRandomOrder(pictures),
    post: inRandomOrder(Object.values(posts)),
    anyone: inRandomOrder(audience),
    followUp: {
      fr: inRandomOrder(followUps.filter((f) => f.lang === 'fr')),
      en: inRandomOrder(followUps.filter((f) => f.lang === 'en')),
    },
  };
  return {
    reply: async () => {
      const { to, lang, text } = next.reply();
      const { fan } = authors[lang]();
      return { fan, ...(await fan.reply(posts[to].uri, text, { langs: [lang] })) };
    },
    mention: () => {
      const { lang, text } = next.mention();
      return authors[lang]().fan.post(text.replaceAll('@brand', `@${brand.handle}`), { langs: [lang] });
    },
    quote: () => {
      const { to, lang, text } = next.quote();
      return authors[lang]().fan.quote(posts[to].uri, text, { langs: [lang] });
    },
    picture: () => {
      const { to, lang, text, alt } = next.picture();
      const { fan, colour } = authors[lang]();
      return fan.reply(posts[to].uri, text, { langs: [lang], pictures: [drawCup(colour, alt)] });
    },
    repost: () => next.anyone().fan.repost(next.post().uri),
    like: () => next.anyone().fan.like(next.post().uri),
    followUp: (person: Person, uri: string) =>
      person.fan.reply(uri, next.followUp[person.lang]().text, { langs: [person.lang] }),
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
  }: { audience: Person[]; brand: Brand; acts: Acts; onError: (error: unknown) => void },
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
  for (let written = 0; written < MOST_MESSAGES && !signal.aborted; written++) {
    await pause(GAP_MS.least + Math.random() * (GAP_MS.most - GAP_MS.least), signal);
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
  const { fan, uri } = await reply();
  await pause(DELETE_AFTER_MS, signal);
  if (!signal.aborted) await fan.delete(uri);
}

const pause = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => {});
