'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { createGuidanceAction } from '#app/actions/guidance.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import type { GuidanceInput, GuidanceKind } from '#lib/guidance/types.ts';
import { plainLine } from '#lib/plain-text.ts';
import { useAct } from '../use-act.ts';
import { GuidanceFields, noText, WordsField, wordsOf } from './guidance-fields.tsx';
import { fromLocal } from './local-time.ts';

type Choice = { id: string; name: string };
type Props = {
  workspace: string;
  tags: readonly Choice[];
  channels: readonly Choice[];
  /** The post under which it is pinned, where the reader comes from one. */
  post: Choice | null;
};

/** Pins guidance: what it holds for, what it says, from when until when. */
export function GuidanceForm({ workspace, tags, channels, post }: Props) {
  const t = useTranslations('guidance.settings');
  const { act, isBusy, error } = useAct();
  const [isPinned, setPinned] = useState(false);
  const [kind, setKind] = useState<GuidanceKind>(post ? 'post' : 'words');
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [text, setText] = useState(noText);
  const kinds = (['post', 'words', 'tag', 'channel'] as const).filter((value) => value !== 'post' || post !== null);
  const about = aboutOf({ kind, post, chosen, words });
  const changed =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      setPinned(false);
      set(value);
    };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!about) return;
        const { fr, en, from, until } = text;
        act(
          () => createGuidanceAction(workspace, { about, fr, en, startsAt: fromLocal(from), endsAt: fromLocal(until) }),
          () => {
            setText(noText);
            setWords('');
            setChosen(null);
            setPinned(true);
          },
        );
      }}
    >
      <div className="grid gap-4 md:grid-cols-2">
        <Field label={t('kind')}>
          {({ id }) => (
            <Select
              id={id}
              value={kind}
              onChange={changed((value: string) => {
                setChosen(null);
                setKind(kinds.find((one) => one === value) ?? 'words');
              })}
              options={kinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            />
          )}
        </Field>
        {kind === 'words' ? <WordsField words={words} onChange={changed(setWords)} /> : null}
        {kind === 'tag' || kind === 'channel' ? (
          <Field label={t(kind)}>
            {({ id }) => (
              <Select
                id={id}
                value={chosen ?? ''}
                onChange={changed((value: string) => setChosen(value === '' ? null : value))}
                options={[
                  { value: '', label: t('choose') },
                  ...(kind === 'tag' ? tags : channels).map((one) => ({ value: one.id, label: plainLine(one.name) })),
                ]}
              />
            )}
          </Field>
        ) : null}
        {kind === 'post' && post ? (
          <p dir="auto" className="self-end text-sm wrap-anywhere text-soft">
            {plainLine(post.name)}
          </p>
        ) : null}
      </div>
      <GuidanceFields text={text} change={changed((part) => setText((before) => ({ ...before, ...part })))} />
      {error ? <Notice tone="bad">{error}</Notice> : null}
      <div className="flex items-center gap-3">
        <Button type="submit" look="primary" isBusy={isBusy} disabled={!about}>
          {t('pin')}
        </Button>
        <output className="text-sm text-muted">{isPinned ? t('pinned') : ''}</output>
      </div>
    </form>
  );
}

type Chosen = { kind: GuidanceKind; post: Choice | null; chosen: string | null; words: string };

/** Null while nothing is chosen. */
function aboutOf({ kind, post, chosen, words }: Chosen): GuidanceInput['about'] | null {
  if (kind === 'words') return wordsOf(words).length > 0 ? { words: wordsOf(words) } : null;
  if (kind === 'post') return post && { postId: post.id };
  if (chosen === null) return null;
  return kind === 'tag' ? { tagId: chosen } : { channelId: chosen };
}
