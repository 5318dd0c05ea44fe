'use client';
import { useTranslations } from 'next-intl';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import type { DraftRecord } from '#components/inbox-state/drafts/draft-record.ts';
import type { ComposerMode } from '#components/inbox-state/screen-state.ts';
import { Button } from '#components/ui/button.tsx';
import { useAnnounced } from '#components/ui/announcer/use-announced.ts';

type Props = { itemId: string; mode: ComposerMode; record: DraftRecord };

/** Shows what another device made of a draft that was changed here too. The member chooses: nothing is written over. */
export function RivalDraft({ itemId, mode, record: { rival } }: Props) {
  const t = useTranslations('composer.drafts');
  const { drafts } = useInbox();
  const sentence = rival === null ? null : t(rival === 'gone' ? 'gone' : 'changed');
  useAnnounced(sentence);
  if (rival === null) return null;
  const choose = (choice: 'here' | 'there' | 'both') => () => drafts.choose(itemId, mode, choice);
  return (
    <div className="mx-3 mt-2 rounded-control bg-warn-tint px-3 py-2 text-sm text-warn">
      <p className="font-medium">{sentence}</p>
      {rival === 'gone' ? null : (
        <p
          // What scrolls must be reachable by keyboard.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          role="group"
          aria-label={t('other')}
          dir="auto"
          className="mt-1 max-h-40 overflow-y-auto wrap-anywhere border-l-2 border-current/40 pl-2 whitespace-pre-wrap text-ink"
        >
          {rival.text}
        </p>
      )}
      <div className="mt-1.5 flex flex-wrap gap-1.5">
        <Button size="small" onClick={choose('here')}>
          {t(rival === 'gone' ? 'keep' : 'takeHere')}
        </Button>
        {rival === 'gone' ? null : (
          <Button size="small" onClick={choose('both')}>
            {t('takeBoth')}
          </Button>
        )}
        <Button size="small" look="ghost" onClick={choose('there')}>
          {t(rival === 'gone' ? 'discard' : 'takeOther')}
        </Button>
      </div>
    </div>
  );
}
