import type { SandboxRequest } from '#sandbox/kit/types.ts';
import type { World } from './world.ts';

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;
/** 4,800 calls a day for each engaged person; the sandbox's Page has some thousands of them. */
const CALLS_A_DAY = 4_800 * 50;
const SENDS_A_SECOND = 300;
const PRIVATE_REPLIES_AN_HOUR = 750;

/** Counts calls against the published limits ("Graph API, Rate limits"; "Messenger Platform, Rate limits"). */
export function createMeter(world: World) {
  const exceeded: string[] = [];
  const calls: number[] = [];
  let sends: number[] = [];
  let privateReplies: number[] = [];
  const within = (times: number[] | undefined, ms: number) =>
    (times ?? []).filter((at) => at > world.now().getTime() - ms);
  return {
    count: ({ method, path, body }: SandboxRequest) => {
      const at = world.now().getTime();
      calls.push(at);
      while ((calls[0] ?? at) <= at - 24 * HOUR_MS) calls.shift();
      if (calls.length > CALLS_A_DAY) exceeded.push(`${calls.length} calls in a day`);
      if (method !== 'POST' || !path.endsWith('/messages')) return;
      sends = [...within(sends, SECOND_MS), at];
      if (sends.length > SENDS_A_SECOND) exceeded.push(`${sends.length} messages in a second`);
      if (!body.includes('"comment_id"') && !body.includes('"post_id"')) return;
      privateReplies = [...within(privateReplies, HOUR_MS), at];
      if (privateReplies.length > PRIVATE_REPLIES_AN_HOUR)
        exceeded.push(`${privateReplies.length} private replies in an hour`);
    },
    usage: () => ({ type: 'pages', percent: Math.floor((calls.length / CALLS_A_DAY) * 100) }),
    exceeded: () => exceeded,
  };
}
