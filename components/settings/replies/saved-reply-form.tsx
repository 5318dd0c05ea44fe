'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { saveSavedReplyAction } from '#app/actions/saved-replies.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import { Switch } from '#components/ui/switch.tsx';
import {
  type GuardRailsView,
  replyLanguages,
  SAVED_FOLDER_LIMIT,
  SAVED_TITLE_LIMIT,
  type ReplyFieldView,
  type SavedReplyView,
} from '#lib/saved-replies/types.ts';
import { useAct } from '../use-act.ts';
import { ReplyHalf } from './reply-half.tsx';

type Props = {
  workspace: { slug: string; name: string };
  /** Null for a new one. */
  reply: SavedReplyView | null;
  folders: readonly string[];
  fields: readonly ReplyFieldView[];
  rails: GuardRailsView;
  memberName: string;
  canShare: boolean;
};

/** Both halves of a saved reply side by side, each with its variables and an example. */
export function SavedReplyForm({ workspace, reply, folders, fields, rails, memberName, canShare }: Props) {
  const t = useTranslations('savedReplies.settings');
  const common = useTranslations('common');
  const router = useRouter();
  const { act, isBusy, error } = useAct();
  const [given, setGiven] = useState({
    title: reply?.title ?? '',
    folder: reply?.folder ?? '',
    fr: reply?.fr ?? '',
    en: reply?.en ?? '',
    isShared: reply?.isShared ?? false,
  });
  const change = (part: Partial<typeof given>) => setGiven((before) => ({ ...before, ...part }));
  const isLocked = reply?.isShared === true && !canShare;
  const hasNoText = given.fr.trim() === '' && given.en.trim() === '';
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        act(
          () => saveSavedReplyAction(workspace.slug, { savedReplyId: reply?.id ?? null, ...given }),
          () => router.push(`/w/${workspace.slug}/settings/replies`),
        );
      }}
    >
      {isLocked ? <Notice tone="warn">{t('sharedOnlyAdmin')}</Notice> : null}
      <div className="grid gap-5 md:grid-cols-2">
        <Field label={t('name')} hint={t('nameHint')}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={SAVED_TITLE_LIMIT}
              value={given.title}
              onChange={(event) => change({ title: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('folder')} hint={t('folderHint')}>
          {(control) => (
            <Input
              {...control}
              list="reply-folders"
              autoComplete="off"
              maxLength={SAVED_FOLDER_LIMIT}
              value={given.folder}
              onChange={(event) => change({ folder: event.target.value })}
            />
          )}
        </Field>
        <datalist id="reply-folders">
          {folders.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </datalist>
        {replyLanguages.map((language) => (
          <ReplyHalf
            key={language}
            language={language}
            text={given[language]}
            isMissing={given[language].trim() === '' && !hasNoText}
            fields={fields}
            rails={rails}
            brand={workspace.name}
            memberName={memberName}
            onChange={(text) => change({ [language]: text })}
          />
        ))}
      </div>
      {canShare ? (
        <Lines>
          <Line title={t('share')} detail={t('shareHint')}>
            <Switch label={t('share')} isOn={given.isShared} onChange={(isShared) => change({ isShared })} />
          </Line>
        </Lines>
      ) : null}
      {error ? <Notice tone="bad">{error}</Notice> : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" isBusy={isBusy} disabled={isLocked || hasNoText}>
          {common('save')}
        </Button>
        {hasNoText ? <span className="text-sm text-muted">{t('bothEmpty')}</span> : null}
      </div>
    </form>
  );
}
