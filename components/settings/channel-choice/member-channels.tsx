'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { chooseChannelsAction } from '#app/actions/settings.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Dialog } from '#components/ui/overlays/dialog.tsx';
import type { MemberView } from '#lib/workspaces/types.ts';
import { ChannelFields, type ChoosableChannel } from './channel-fields.tsx';
import { useAct } from '../use-act.ts';

type Props = { workspace: string; member: MemberView; channels: readonly ChoosableChannel[] };

/** Says which channels a member sees, and opens the choice. */
export function MemberChannels({ workspace, member, channels }: Props) {
  const t = useTranslations('settings.members');
  const commonText = useTranslations('common');
  const [isOpen, setOpen] = useState(false);
  const [value, setValue] = useState<string[] | null>(member.channelIds);
  const { act, isBusy, error } = useAct();
  const { id, name, role, channelIds } = member;
  const seen = channelIds === null ? t('seesAll') : t('seesSome', { count: channelIds.length, all: channels.length });
  const save = () =>
    act(
      () => chooseChannelsAction(workspace, { memberId: id, channelIds: value }),
      () => setOpen(false),
    );
  // An admin sees all, and there is nothing to choose.
  if (role === 'admin') return <span className="px-2.5 text-sm text-muted">{seen}</span>;
  return (
    <>
      <Button
        look="ghost"
        size="small"
        aria-label={t('channelsOf', { name, seen })}
        onClick={() => {
          setValue(channelIds);
          setOpen(true);
        }}
      >
        {seen}
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title={t('chooseTitle', { name })}
        description={t('chooseText', { name })}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{commonText('cancel')}</Button>
            <Button look="primary" isBusy={isBusy} onClick={save}>
              {commonText('save')}
            </Button>
          </>
        }
      >
        <ChannelFields channels={channels} value={value} onChange={setValue} legend={t('channels')} />
        {error ? <Notice tone="bad">{error}</Notice> : null}
      </Dialog>
    </>
  );
}
