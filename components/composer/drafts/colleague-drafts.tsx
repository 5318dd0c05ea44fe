'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { isChangedSince } from '#components/inbox-state/items/use-guidance.ts';
import { usePresent } from '#components/inbox-state/live/use-presence.ts';
import { WritingDots } from '#components/item-facts/item-people.tsx';
import { Button } from '#components/ui/button.tsx';
import { useAnnounced } from '#components/ui/announcer/use-announced.ts';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import type { GuidanceOfItem } from '#lib/guidance/types.ts';
import type { ColleagueDraft } from '#lib/items/drafts/types.ts';
import type { MemberRef } from '#lib/items/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';

type Props = {
  itemId: string;
  drafts: readonly ColleagueDraft[];
  /** What holds for the item now; undefined where that is not known. */
  guidance: GuidanceOfItem | undefined;
  /** Goes on with a colleague's text; null where the member can't write. */
  onUse: ((draft: ColleagueDraft) => void) | null;
};
type Writer = { member: MemberRef; isWriting: boolean; drafts: readonly ColleagueDraft[] };

/** Warns that colleagues answer the same item, before the first word, and shows how far they are. */
export function ColleagueDrafts({ itemId, drafts, guidance, onUse }: Props) {
  const t = useTranslations('composer');
  const guidanceText = useTranslations('guidance');
  const present = usePresent(itemId);
  const writing = present.filter(({ isWriting }) => isWriting).map(({ member }) => member);
  const writers = together(writing, drafts);
  const [first] = writers;
  useAnnounced(first ? t(first.isWriting ? 'othersWriting' : 'othersDraft', { name: nameOf(first.member) }) : null);
  if (!first) return null;
  return (
    <ul aria-label={t('othersDrafts')} className="mx-3 mt-2 grid gap-1.5">
      {writers.map(({ member, isWriting, drafts: theirs }) => (
        <li key={member.id} className="rounded-control bg-ok-tint px-3 py-1.5 text-sm">
          <p className="flex flex-wrap items-baseline gap-x-2 text-xs font-medium text-ok">
            {isWriting ? (
              <span aria-hidden>
                <WritingDots label={t('othersWriting', { name: nameOf(member) })} />
              </span>
            ) : null}
            {t(isWriting ? 'othersWriting' : 'othersDraft', { name: nameOf(member) })}
            {theirs[0] && !isWriting ? <Timestamp at={theirs[0].updatedAt} /> : null}
          </p>
          {theirs.map((draft) => (
            <div key={draft.mode} className="flex flex-wrap items-end gap-x-2">
              {isChangedSince(draft.guidance, guidance) ? (
                <p className="basis-full text-xs text-warn">{guidanceText('changed')}</p>
              ) : null}
              <GrowingText
                text={draft.text}
                label={t(draft.mode === 'private' ? 'othersPrivateText' : 'othersText', { name: nameOf(member) })}
              />
              {onUse && !isWriting ? (
                <Button size="small" look="ghost" onClick={() => onUse(draft)}>
                  {t('useDraft')}
                </Button>
              ) : null}
            </div>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** The end of the text is what is being written: it stays in sight. */
function GrowingText({ text, label }: { text: string; label: string }) {
  const box = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [text]);
  return (
    <p
      ref={box}
      // What scrolls must be reachable by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="group"
      aria-label={label}
      dir="auto"
      className="mt-0.5 max-h-20 min-w-0 flex-1 overflow-y-auto wrap-anywhere whitespace-pre-wrap text-ink"
    >
      {text}
    </p>
  );
}

function nameOf(member: MemberRef): string {
  return isolated(plainLine(member.name));
}

/** Who writes now comes first, whether or not anything of it is stored yet. */
function together(writing: readonly MemberRef[], drafts: readonly ColleagueDraft[]): Writer[] {
  const of = (id: string) => drafts.filter(({ member }) => member.id === id);
  const now = writing.map((member) => ({ member, isWriting: true, drafts: of(member.id) }));
  const paused = new Map(drafts.map(({ member }) => [member.id, member]));
  for (const { id } of writing) paused.delete(id);
  return [...now, ...[...paused.values()].map((member) => ({ member, isWriting: false, drafts: of(member.id) }))];
}
