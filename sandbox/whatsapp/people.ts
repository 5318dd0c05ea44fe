import { createHash } from 'node:crypto';
import { picture } from '../kit/picture.ts';
import type { FanWords } from '../kit/types.ts';
import type { Pushes } from './pushes.ts';
import type { Message, World } from './world.ts';

/** What people do on WhatsApp. */
export function createFans(world: World, pushes: Pushes) {
  return {
    /** @param words.variant `hidden`: they hide their number; `unsupported`: what the network does not tell; `picture`: with one */
    write({ kind, text, fan = 'jo', under, imageUrl, variant, agoMs = 0 }: FanWords): string {
      if (kind !== 'message') throw new Error(`there is no ${kind} on WhatsApp`);
      const person = world.person(fan, variant === 'hidden');
      const at = new Date(world.now().getTime() - agoMs);
      // Who answers has read what came before.
      for (const one of world.talkWith(person)) if (one.isOwn && one.state === 'delivered') pushes.status(one, 'read');
      const shown = imageUrl ?? (variant === 'picture' ? text : undefined);
      const file = shown === undefined ? undefined : world.keep(drawn(shown));
      const quoted = under ? world.byId(under) : undefined;
      const made = world.say({
        with: person,
        isOwn: false,
        type: variant === 'unsupported' ? 'unsupported' : file ? 'image' : 'text',
        text,
        at,
        ...(file ? { file } : {}),
        ...(quoted ? { answers: quoted.id } : {}),
      });
      if (!world.blocked.has(fan)) pushes.message(made);
      return made.id;
    },
    /** The person opens the conversation. */
    read(id: string): void {
      const answered = world.byId(id);
      if (!answered) return;
      for (const one of world.talkWith(answered.with))
        if (one.isOwn && one.state === 'delivered') pushes.status(one, 'read');
    },
    /** Told by nobody: what is deleted on the phone stays with whoever received it. */
    forget(id: string): void {
      const at = world.messages.findIndex((one: Message) => one.id === id);
      if (at >= 0) world.messages.splice(at, 1);
    },
  };
}

function drawn(imageUrl: string) {
  const name = createHash('sha256').update(imageUrl).digest('hex').slice(0, 16);
  const { body = '' } = picture(`${name}.png`);
  return { mimeType: 'image/png', bytes: Buffer.from(body), isUpload: false };
}
