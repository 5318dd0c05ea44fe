'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { savedRepliesApi } from '#components/api/saved-replies.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import type { ItemRow } from '#lib/items/types.ts';
import { fillTemplate, unfilledParameters } from '#lib/networks/templates.ts';
import type { MessageTemplate } from '#lib/networks/contract.ts';
import type { ComposerState } from '../use-composer.ts';

const STALE_MS = 60_000;

export type TemplatesHandle = ReturnType<typeof useTemplates>;

/** The template that is sent instead of a reply, where the window has closed and the network still takes one. */
export function useTemplates(row: ItemRow, { mode, windowClosed, templateBlocked }: ComposerState) {
  const { slug } = useWorkspace();
  const [isAsked, setAsked] = useState(false);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [values, setValues] = useState<Record<string, string>>({});
  const isOffered =
    mode === 'reply' && windowClosed && !templateBlocked && row.capabilities.reply?.afterWindow === 'template';
  const isOpen = isOffered && isAsked;
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['reply-templates', row.id],
    queryFn: async ({ signal }) => await savedRepliesApi(slug).listTemplates(row.id, signal),
    enabled: isOpen,
    staleTime: STALE_MS,
    retry: false,
  });
  const templates = data?.templates;
  const chosen = templates?.find(({ id }) => id === chosenId) ?? bestFor(templates, row.language);
  return {
    isOffered,
    isOpen,
    templates,
    error,
    isLoading: isOpen && isPending,
    again: () => void refetch(),
    chosen,
    values,
    /** What the person will read; what is not filled in stands as its placeholder. */
    text: chosen ? fillTemplate(chosen, values) : '',
    unfilled: chosen ? unfilledParameters(chosen, values) : [],
    open: () => setAsked(true),
    close: () => {
      setAsked(false);
      setChosenId(null);
      setValues({});
    },
    choose: (id: string) => {
      setChosenId(id);
      setValues({});
    },
    fill: (name: string, value: string) => setValues((held) => ({ ...held, [name]: value })),
  };
}

/** One in the language of the item, where there is one. */
function bestFor(templates: readonly MessageTemplate[] | undefined, language: string | null) {
  const [first] = templates ?? [];
  return templates?.find((one) => language !== null && one.language.split(/[-_]/)[0] === language) ?? first;
}
