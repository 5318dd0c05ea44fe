'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import type { ReplyCapability } from '#lib/networks/contract.ts';
import type { Draft } from '#components/inbox-state/drafts/draft-record.ts';

/** The pictures of a reply: pasted, dropped or chosen. They are uploaded at once; the member can add an alt text. */
export function useAttachments(
  draft: Draft,
  setDraft: (change: Partial<Draft>) => void,
  images: ReplyCapability['images'],
) {
  const t = useTranslations('composer');
  const { api } = useWorkspace();
  const problemText = useProblemText();
  const [uploading, setUploading] = useState(0);
  const [error, setError] = useState<string | null>(null);

  const add = async (files: readonly File[]): Promise<void> => {
    setError(null);
    const pictures = files.filter(({ type }) => type.startsWith('image/'));
    if (pictures.length === 0) return;
    if (!images) return setError(t('noImages'));
    if (draft.attachments.length + pictures.length > images.max)
      return setError(t('tooManyImages', { max: images.max }));
    const rejected = pictures.find(({ type, size }) => !images.types.includes(type) || size > images.maxBytes);
    if (rejected)
      return setError(t('unfitImage', { name: rejected.name, size: Math.floor(images.maxBytes / 1_000_000) }));
    setUploading((count) => count + pictures.length);
    let { attachments } = draft;
    for (const picture of pictures) {
      try {
        const { id } = await api.upload(picture, '');
        attachments = [...attachments, { id, altText: '' }];
        setDraft({ attachments });
      } catch (thrown) {
        setError(problemText(thrown));
      }
      setUploading((count) => count - 1);
    }
  };
  return {
    add: (files: readonly File[]) => void add(files),
    isUploading: uploading > 0,
    error,
    remove: (id: string) => setDraft({ attachments: draft.attachments.filter((one) => one.id !== id) }),
    describe: (id: string, altText: string) =>
      setDraft({ attachments: draft.attachments.map((one) => (one.id === id ? { ...one, altText } : one)) }),
    /** Stores the alt text on the server. Called when its field loses the focus. */
    saveDescription: (id: string) => {
      const altText = draft.attachments.find((one) => one.id === id)?.altText;
      if (altText !== undefined) api.setAltText(id, altText).catch((thrown: unknown) => setError(problemText(thrown)));
    },
  };
}

export type AttachmentsHandle = ReturnType<typeof useAttachments>;
