'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Problem } from '#components/api/problem.ts';
import { useProblemText } from '#components/api/use-problem-text.ts';
import type { Draft } from '#components/inbox-state/drafts/draft-record.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { NOTE_FILE_LIMIT, NOTE_FILES_LIMIT } from '#lib/items/notes/types.ts';
import { plainLine } from '#lib/plain-text.ts';
import type { AttachmentsHandle } from '../attachments/use-attachments.ts';

/** The files of a note: pasted, dropped or chosen, and uploaded at once. They are apart from the pictures of replies. */
export function useNoteFiles(
  itemId: string,
  draft: Draft,
  setDraft: (change: Partial<Draft>) => void,
): AttachmentsHandle {
  const t = useTranslations('composer');
  const { api } = useWorkspace();
  const problemText = useProblemText();
  const [uploading, setUploading] = useState(0);
  const [error, setError] = useState<string | null>(null);
  const unfit = ({ name }: File) =>
    t('unfitFile', { name: plainLine(name), size: Math.floor(NOTE_FILE_LIMIT / 1_000_000) });
  const add = async (files: readonly File[]): Promise<void> => {
    setError(null);
    if (draft.attachments.length + files.length > NOTE_FILES_LIMIT)
      return setError(t('tooManyFiles', { max: NOTE_FILES_LIMIT }));
    const large = files.find(({ size }) => size > NOTE_FILE_LIMIT);
    if (large) return setError(unfit(large));
    setUploading((count) => count + files.length);
    let { attachments } = draft;
    for (const file of files) {
      try {
        const { id, name } = await api.uploadNoteFile(itemId, file);
        attachments = [...attachments, { id, altText: name }];
        setDraft({ attachments });
      } catch (thrown) {
        const isUnfit = thrown instanceof Problem && thrown.code === 'invalid';
        setError(isUnfit ? unfit(file) : problemText(thrown));
      }
      setUploading((count) => count - 1);
    }
  };
  return {
    add: (files) => void add(files),
    isUploading: uploading > 0,
    error,
    remove: (id) => setDraft({ attachments: draft.attachments.filter((one) => one.id !== id) }),
    // A file has its name.
    describe: () => undefined,
    saveDescription: () => undefined,
  };
}
