'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Problem } from '#components/api/problem.ts';
import type { ReplyInput } from '#components/api/client.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useStore } from '#components/inbox-state/state-store.ts';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useWorkspace } from '#components/inbox-state/workspace-context.tsx';
import { typing } from '#components/inbox-state/live/typing.ts';
import { useQueue } from '#components/inbox-state/items/list-provider.tsx';
import { useWalk } from '#components/inbox-state/use-list-cursor.ts';
import type { ItemDetail } from '#lib/items/types.ts';
import { type Draft, emptyDraft, writeDraft } from '../drafts/drafts.ts';
import { pendingMessage } from './pending-message.ts';
import { useRefusalText } from './use-refusal-text.ts';

/** A reply that found no connection is tried again after this long, once there is one, in milliseconds. */
const AGAIN_MS = 1_500;

type Attempt = { input: ReplyInput; draft: Draft; mode: 'reply' | 'private'; key: string };

/**
 * Sends a reply: it stands in the thread at once, and can be taken back for the undo seconds. Without a connection it
 * waits and goes out later, under the same key, so that a lost answer never becomes a second reply.
 */
export function useSend(itemId: string) {
  const { api, slug, me } = useWorkspace();
  const inbox = useInbox();
  const queue = useQueue();
  const walk = useWalk();
  const acts = useActs();
  const cache = useQueryClient();
  const refusalText = useRefusalText();
  const t = useTranslations('composer');
  const isOnline = useStore(inbox.desk, (desk) => desk.isOnline);
  const [error, setError] = useState<string | null>(null);
  const [waiting, setWaiting] = useState<Attempt | null>(null);
  const isUnderway = useRef(false);
  const key = ['item', itemId];

  const attempt = async (given: Attempt): Promise<void> => {
    if (isUnderway.current) return;
    isUnderway.current = true;
    setError(null);
    setWaiting(null);
    typing.stop(itemId);
    const { input, mode } = given;
    // What comes back after a refusal remembers which text it answered, so that a change since is seen.
    const target = input.targetId ? { id: input.targetId, editedAt: input.seenEditedAt ?? null } : null;
    const draft = { ...given.draft, target: given.draft.target ?? target };
    const pending = pendingMessage({
      text: input.text,
      isPrivate: mode === 'private',
      member: { id: me.memberId, name: me.name },
    });
    cache.setQueryData<ItemDetail>(key, (detail) => detail && { ...detail, messages: [...detail.messages, pending] });
    writeDraft(slug, itemId, mode, emptyDraft);
    const end = inbox.rows.change(itemId, (row) => ({
      status: input.resolve ? 'resolved' : 'waiting',
      preview: input.text,
      previewDirection: 'outbound',
      owner: row.owner ?? { id: me.memberId, name: me.name },
    }));
    let putBack: () => void = () => undefined;
    if (input.resolve) {
      walk.passBy([itemId]);
      putBack = queue.fold([itemId]);
    }
    try {
      const { action, item } = await api.reply(itemId, input, given.key);
      inbox.rows.put([item]);
      inbox.desk.set({ targetId: null });
      const run = async () => {
        const cancelled = await api.cancelAction(action.id);
        inbox.rows.put([cancelled.item]);
        putBack();
        writeDraft(slug, itemId, mode, draft);
        await cache.invalidateQueries({ queryKey: key });
        void cache.invalidateQueries({ queryKey: ['counts'] });
      };
      acts.remember({ label: t(input.resolve ? 'sentResolved' : 'sent'), run }, input.resolve === true);
    } catch (thrown) {
      putBack();
      writeDraft(slug, itemId, mode, draft);
      cache.setQueryData<ItemDetail>(
        key,
        (detail) => detail && { ...detail, messages: detail.messages.filter(({ id }) => id !== pending.id) },
      );
      if (thrown instanceof Problem && thrown.code === 'unreachable') setWaiting(given);
      else {
        const isPrivate = mode === 'private';
        // The changed text is shown with what changed, and what to do.
        const isChanged = thrown instanceof Problem && thrown.code === 'target_changed';
        setError(isChanged ? null : refusalText(thrown, { isPrivate }));
        if (input.resolve) inbox.rows.setReason(itemId, refusalText(thrown, { isPrivate }));
      }
    } finally {
      end();
      isUnderway.current = false;
      void cache.invalidateQueries({ queryKey: key });
      void cache.invalidateQueries({ queryKey: ['counts'] });
    }
  };

  const again = useRef(attempt);
  useEffect(() => {
    again.current = attempt;
  });
  useEffect(() => {
    if (!waiting || !isOnline) return undefined;
    const timer = setTimeout(() => void again.current(waiting), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [waiting, isOnline]);

  return {
    error,
    isWaiting: waiting !== null,
    dismiss: () => {
      setError(null);
      setWaiting(null);
    },
    send: (input: ReplyInput, draft: Draft, mode: 'reply' | 'private') =>
      void attempt({ input, draft, mode, key: crypto.randomUUID() }),
  };
}
