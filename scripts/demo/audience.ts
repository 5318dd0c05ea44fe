import { setTimeout as sleep } from 'node:timers/promises';
import type { Fan } from '#tests/networks/bluesky/fan.ts';
import type { BlueskyNetwork } from '#tests/networks/bluesky/start-network.ts';
import { answersToFans } from './answers.ts';
import type { Brand } from './create-brand.ts';
import { deck } from './random-order.ts';
import { drawAvatar, drawCup } from './draw.ts';
import { followUps, type Lang, mentions, people, pictures, quotes, replies } from './texts.ts';

interface Member {
  fan: Fan;
  lang: Lang;
  colour: string;
}

type Act = () => Promise<unknown>;

/** Between two messages of the running crowd, in milliseconds. */
const GAP_MS = { least: 4_000, most: 14_000 };
/** A demo left open over the weekend stops talking after this many messages. */
const MOST_MESSAGES = 2_000;
/** A deleted message was there long enough to be read. */
const REGRET_MS = 20_000;

/** Makes the audience's accounts, with names and portraits. */
export async function gatherCrowd(network: BlueskyNetwork): Promise<Member[]> {
  const members: Member[] = [];
  for (const { handle, name, lang, colour } of people) {
    const fan = await network.createAccount({ handle });
    await fan.setProfile({ displayName: name, avatar: drawAvatar(colour) });
    members.push({ fan, lang, colour });
  }
  return members;
}

/** The crowd's repertoire: every call of an entry says something that was not said before, until all was said. */
export function repertoire(members: Member[], { fan: brand, posts }: Brand) {
  const speakers = {
    fr: deck(members.filter((m) => m.lang === 'fr')),
    en: deck(members.filter((m) => m.lang === 'en')),
  };
  const deals = {
    reply: deck(replies),
    mention: deck(mentions),
    quote: deck(quotes),
    picture: deck(pictures),
    applause: deck(Object.values(posts)),
    anyone: deck(members),
    followUp: {
      fr: deck(followUps.filter((f) => f.lang === 'fr')),
      en: deck(followUps.filter((f) => f.lang === 'en')),
    },
  };
  return {
    reply: async () => {
      const { to, lang, text } = deals.reply();
      const { fan } = speakers[lang]();
      return { fan, ...(await fan.reply(posts[to].uri, text, { langs: [lang] })) };
    },
    mention: () => {
      const { lang, text } = deals.mention();
      return speakers[lang]().fan.post(text.replaceAll('@brand', `@${brand.handle}`), { langs: [lang] });
    },
    quote: () => {
      const { to, lang, text } = deals.quote();
      return speakers[lang]().fan.quote(posts[to].uri, text, { langs: [lang] });
    },
    picture: () => {
      const { to, lang, text, alt } = deals.picture();
      const { fan, colour } = speakers[lang]();
      return fan.reply(posts[to].uri, text, { langs: [lang], pictures: [drawCup(colour, alt)] });
    },
    repost: () => deals.anyone().fan.repost(deals.applause().uri),
    like: () => deals.anyone().fan.like(deals.applause().uri),
    followUp: (member: Member, uri: string) =>
      member.fan.reply(uri, deals.followUp[member.lang]().text, { langs: [member.lang] }),
  };
}

type Repertoire = ReturnType<typeof repertoire>;

/** What was said before the demo's visitor came: about forty messages. */
export async function speakFirst({ reply, mention, quote, picture, repost, like }: Repertoire): Promise<void> {
  const acts: Act[] = [
    ...Array<Act>(26).fill(reply),
    ...Array<Act>(8).fill(mention),
    ...Array<Act>(3).fill(quote),
    ...Array<Act>(3).fill(picture),
    ...Array<Act>(6).fill(repost),
    ...Array<Act>(12).fill(like),
  ];
  const next = deck(acts);
  for (let turn = 0; turn < acts.length; turn++) await next()();
}

/**
 * The crowd goes on writing, a message every few seconds, and answers the brand's answers, until the signal.
 * A failure of the network ends nothing: it is told to `onError` and the next turn tries again.
 */
export async function keepSpeaking(
  {
    members,
    brand,
    say,
    onError,
  }: { members: Member[]; brand: Brand; say: Repertoire; onError: (error: unknown) => void },
  signal: AbortSignal,
): Promise<void> {
  const nextAct = deck<Act>([
    ...Array<Act>(9).fill(say.reply),
    ...Array<Act>(4).fill(say.mention),
    say.quote,
    say.picture,
    say.repost,
    say.like,
    () => regret(say, signal),
  ]);
  const followedUp = new Set<string>();
  for (let spoken = 0; spoken < MOST_MESSAGES && !signal.aborted; spoken++) {
    await pause(GAP_MS.least + Math.random() * (GAP_MS.most - GAP_MS.least), signal);
    if (signal.aborted) return;
    try {
      const answer = (await answersToFans(brand.fan)).find(({ uri }) => !followedUp.has(uri));
      const member = answer && members.find(({ fan }) => fan.did === answer.fanDid);
      if (answer) followedUp.add(answer.uri);
      // Most people say something back, some have what they wanted.
      if (answer && member && Math.random() < 0.7) await say.followUp(member, answer.uri);
      else await nextAct()();
    } catch (error) {
      if (!signal.aborted) onError(error);
    }
  }
}

/** Someone writes and thinks better of it. */
async function regret({ reply }: Repertoire, signal: AbortSignal): Promise<void> {
  const { fan, uri } = await reply();
  await pause(REGRET_MS, signal);
  if (!signal.aborted) await fan.delete(uri);
}

const pause = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => {});
