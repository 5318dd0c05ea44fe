'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { changeGuidanceAction } from '#app/actions/guidance.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { GuidanceView } from '#lib/guidance/types.ts';
import { useAct } from '../use-act.ts';
import { GuidanceFields, type GuidanceText, WordsField, wordsOf } from './guidance-fields.tsx';
import { fromLocal, toLocal } from './local-time.ts';

type Props = { workspace: string; guidance: GuidanceView; onDone: () => void };

/** Changes what guidance says, in its line. */
export function ChangeGuidance({ workspace, guidance, onDone }: Props) {
  const t = useTranslations('guidance.settings');
  const { act, isBusy, error } = useAct();
  const { id, version, kind, fr, en, startsAt, endsAt } = guidance;
  const [words, setWords] = useState(guidance.words.join(', '));
  const [text, setText] = useState<GuidanceText>({ fr, en, from: toLocal(startsAt), until: toLocal(endsAt) });
  const submit = () => {
    const { from, until, ...halves } = text;
    // A field has no seconds: the beginning stays as it is unless somebody changes it.
    const isSame = from === toLocal(startsAt);
    const change = {
      ...halves,
      startsAt: isSame ? startsAt : fromLocal(from),
      endsAt: fromLocal(until),
      ...(kind === 'words' ? { words: wordsOf(words) } : {}),
    };
    act(() => changeGuidanceAction(workspace, { guidanceId: id, version, ...change }), onDone);
  };
  return (
    <form
      className="flex flex-col gap-4 py-2"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {kind === 'words' ? <WordsField words={words} onChange={setWords} /> : null}
      <GuidanceFields text={text} change={(part) => setText((before) => ({ ...before, ...part }))} />
      {error ? <Notice tone="bad">{error}</Notice> : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="small" look="primary" isBusy={isBusy}>
          {t('save')}
        </Button>
        <Button size="small" look="ghost" onClick={onDone}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
