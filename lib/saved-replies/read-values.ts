import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { plainLine } from '#lib/plain-text.ts';
import { Refusal } from '#lib/refusal.ts';
import { readGuardRails } from './guard-rails/read-guard-rails.ts';
import { fillSignatures, firstWord } from './text/fill-signatures.ts';
import type { BuiltInVariable } from './text/fill-variables.ts';
import { signatureFor } from './text/finish-reply.ts';
import type { ReplyLanguage } from './types.ts';

/** The longest title of a post in a reply, in UTF-16 units. */
const POST_LENGTH = 60;

export type Values = Record<BuiltInVariable, string | null> & Record<string, string | null>;

/**
 * What the variables stand for in a reply to one item, for each language.
 * @throws Refusal `not_found` for an item that the caller does not see
 */
export async function readValues(tx: Tx, caller: Caller, itemId: string) {
  const { workspaceId } = caller;
  const item = await tx.item.findFirst({
    where: { workspaceId, id: itemId },
    select: {
      language: true,
      network: true,
      contact: { select: { name: true, identities: { select: { network: true, handle: true } } } },
      post: { select: { text: true, url: true } },
    },
  });
  if (!item) throw new Refusal('not_found');
  const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { name: true } });
  const user = await tx.user.findUniqueOrThrow({ where: { id: caller.userId }, select: { name: true } });
  const fields = await tx.replyField.findMany({ where: { workspaceId } });
  const rails = fillSignatures(await readGuardRails(tx, workspaceId), { brand: workspace.name, member: user.name });
  // Nobody is addressed as what stands for a name.
  const nameless = connectorOf(item.network)?.namelessAuthors ?? [];
  const knownName = (name: string) => (nameless.includes(name) ? '' : plainLine(name));
  const name = knownName(item.contact.name);
  const handle = item.contact.identities.find(({ network }) => network === item.network)?.handle ?? '';
  const valuesIn = (language: ReplyLanguage): Values => ({
    ...Object.fromEntries(
      fields.map(({ name: field, fr, en }) => [field, language === 'fr' ? fr || en : en || fr] as const),
    ),
    contact: name,
    first_name: firstWord(name),
    handle: knownName(handle),
    brand: workspace.name,
    post: plainLine(item.post?.text ?? '', POST_LENGTH),
    post_link: item.post?.url ?? null,
    member: firstWord(user.name),
    signature: signatureFor(rails, language),
  });
  return { language: item.language, valuesIn };
}
