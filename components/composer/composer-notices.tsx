'use client';
import { CircleHelp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { GuestLinks } from '#components/guests/guest-links.tsx';
import type { ItemContent } from '#components/inbox-state/items/item-content.ts';
import { useName } from '#components/inbox-state/people/use-name.ts';
import type { ItemRow } from '#lib/items/types.ts';
import { useAnnounced } from '#components/ui/announcer/use-announced.ts';
import { isolated } from '#lib/plain-text.ts';
import { CaseLine } from './case-line.tsx';
import { ColleagueDrafts } from './drafts/colleague-drafts.tsx';
import { HandedLine } from './drafts/handed-line.tsx';
import { RivalDraft } from './drafts/rival-draft.tsx';
import { QuotedLine } from './quoted-line.tsx';
import { ReplyWindowLine } from './reply-window-line.tsx';
import { TargetLine } from './target/target-line.tsx';
import type { ComposerState } from './use-composer.ts';

type Props = { composer: ComposerState; content: ItemContent; row: ItemRow; onSendAnyway: () => void };

/** What the member should know before writing: what is answered, until when, who else writes, and why it is not possible. */
export function ComposerNotices({ composer, content, row, onSendAnyway }: Props) {
  const t = useTranslations('composer');
  const nameOf = useName();
  const { isNote, blocked, target, mode } = composer;
  const { change } = target;
  useAnnounced(
    change === null || isNote
      ? null
      : t(change === 'edited' ? 'targetEdited' : 'targetDeleted', { name: isolated(nameOf(row.contact.name)) }),
  );
  const isUnconfirmed =
    row.sendState === 'unconfirmed' || content.messages.some(({ state }) => state === 'unconfirmed');
  return (
    <>
      {isNote ? (
        <>
          <QuotedLine messages={content.messages} />
          <CaseLine row={row} />
          <GuestLinks itemId={row.id} actionId={null} version={content.version} />
        </>
      ) : (
        <>
          <TargetLine
            target={target}
            draft={composer.draft}
            setDraft={composer.setDraft}
            contact={nameOf(row.contact.name)}
            onSendAnyway={composer.canSendAnyway ? onSendAnyway : null}
          />
          {blocked ? null : (
            <ReplyWindowLine
              message={target.message}
              messages={content.messages}
              row={row}
              isPrivate={mode === 'private'}
              now={composer.now}
            />
          )}
        </>
      )}
      {!isNote && isUnconfirmed ? (
        <p role="status" className="flex items-baseline gap-1.5 px-4 pt-1 text-xs font-medium text-warn">
          <CircleHelp size={12} strokeWidth={1.5} aria-hidden className="shrink-0 self-center" />
          {t('unconfirmed')}
        </p>
      ) : null}
      <RivalDraft itemId={row.id} mode={mode} record={composer.record} />
      {isNote ? null : (
        <ColleagueDrafts
          itemId={row.id}
          drafts={composer.colleagueDrafts}
          guidance={composer.guidance}
          onUse={blocked ? null : (theirs) => composer.goOnWith(theirs)}
        />
      )}
      <HandedLine by={composer.record.handedBy} />
      {composer.sendBlocked && !blocked ? <p className="px-4 pt-1 text-sm text-warn">{composer.sendBlocked}</p> : null}
      {blocked ? <p className="px-4 pt-2 pb-1 text-sm text-warn">{blocked}</p> : null}
    </>
  );
}
