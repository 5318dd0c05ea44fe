import type { useTranslations } from 'next-intl';
import { variantText } from '#components/item-facts/use-variant-text.ts';
import type { ItemRow } from '#lib/items/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';

type Options = {
  /** Whose item it is, where the list is of several workspaces. */
  brand: string | null;
  t: ReturnType<typeof useTranslations<'queue'>>;
  /** The contact's name as the reader sees it. */
  name: string;
  /** The network's name. */
  network: string;
  /** How long ago something happened, in full words. */
  ago: (at: string) => string;
  /** How long the network still accepts a reply, as the row says it; null when there is no limit. */
  deadline: string | null;
  /** When a scheduled reply leaves, as the row says it; null when none waits. */
  schedule: string | null;
  /** When something promised is due, as the row says it; null when nothing is owed. */
  promise: string | null;
  /** Why the last act on the item was taken back. */
  failure: string | undefined;
  /** The row no longer belongs to the list. */
  hasLeft: boolean;
  isSelected: boolean;
};

const SAID_OF_PREVIEW = 200;

/** A row as a screen reader says it: who wrote what kind of message where, its state, when, and at the end what it says. */
export function rowSentence(
  row: ItemRow,
  { t, brand, name, network, ago, deadline, schedule, promise, ...state }: Options,
): string {
  const facts = [
    brand === null ? null : t('said.brand', { name: isolated(brand) }),
    state.isSelected ? t('said.selected') : null,
    state.failure ?? null,
    row.sendState === null ? null : t(`sendState.${row.sendState}`),
    row.isUnread ? t('said.unread') : null,
    state.hasLeft || row.status === 'snoozed' ? t(`status.${row.status}`) : null,
    deadline,
    schedule,
    promise,
    row.rating === null ? null : t('stars', { n: row.rating }),
    variantText(t, row.variant),
    row.priority > 0 ? t('priority') : null,
    row.owner ? t('owner', { name: isolated(row.owner.name) }) : null,
    row.case === null ? null : t('inCase', { title: isolated(row.case.title) }),
    row.confidentialTo === null ? null : t('people.confidential'),
    row.lapsedOwner && row.owner === null && row.status === 'open' ? t('people.lapsed') : null,
    row.requests.length > 0 ? t('people.asked') : null,
    row.team ? t('people.team', { name: isolated(row.team.name) }) : null,
    row.deletedAt ? t('deleted') : row.editedAt ? t('edited') : null,
    row.hasAttachments ? t('attachments') : null,
    ...row.tags.map((tag) => `#${isolated(tag.name)}`),
  ];
  return t('said.row', {
    name: isolated(name),
    what: lowered(t('kindOn', { kind: t(`kind.${row.kind}`), network })),
    facts: facts
      .filter((fact) => fact !== null)
      .map((fact) => `, ${lowered(fact)}`)
      .join(''),
    ago: ago(row.lastActivityAt),
    by: row.previewDirection,
    preview: isolated(plainLine(row.preview, SAID_OF_PREVIEW)),
  });
}

/** Labels begin with a capital; inside a sentence they don't, except proper names. */
function lowered(label: string): string {
  return `${label.charAt(0).toLocaleLowerCase()}${label.slice(1)}`.replace(/\.$/u, '');
}
