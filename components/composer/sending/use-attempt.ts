'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ReplyInput } from '#components/api/client.ts';
import { Problem } from '#components/api/problem.ts';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useItemList } from '#components/inbox-state/items/list-provider.tsx';
import { rereadItem } from '#components/inbox-state/items/use-item.ts';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { typing } from '#components/inbox-state/live/typing.ts';
import { useListCursor } from '#components/inbox-state/use-list-cursor.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { isolated } from '#lib/plain-text.ts';
import type { Draft } from '#components/inbox-state/drafts/draft-record.ts';
import { showReply } from './show-reply.ts';
import { useRefusalText } from './use-refusal-text.ts';

export type Attempt = { input: ReplyInput; draft: Draft; mode: 'reply' | 'private'; key: string };

/** `refused` without a reason: the composer shows by itself why (the answered text has changed). */
export type AttemptResult = { kind: 'sent' | 'unreachable' } | { kind: 'refused'; reason: string | null };

/** Shows a reply at once and asks the server to send it. If that fails, the text is back in the composer. */
export function useAttempt(itemId: string): (attempt: Attempt) => Promise<AttemptResult> {
  const { api, me } = useWorkspace();
  const { items, screen, drafts } = useInbox();
  const list = useItemList();
  const cursor = useListCursor();
  const acts = useActs();
  const cache = useQueryClient();
  const refusalText = useRefusalText();
  const t = useTranslations('composer');
  const nameOf = useName();

  const readAgain = async () => {
    void cache.invalidateQueries({ queryKey: ['counts'] });
    await rereadItem(cache, itemId);
  };

  return async ({ input, mode, draft: written, key }) => {
    const isPrivate = mode === 'private';
    // If it comes back, the draft remembers which text it answered, so that a change since then is noticed.
    const target = input.targetId ? { id: input.targetId, editedAt: input.seenEditedAt ?? null } : null;
    const draft = { ...written, target: written.target ?? target };
    const shown = showReply(items, itemId, { input, isPrivate, member: { id: me.memberId, name: me.name } });
    drafts.take(itemId, mode);
    typing.stop(itemId);
    if (input.resolve) cursor.advancePast([itemId]);
    const unfold = input.resolve ? list.fold([itemId]) : () => undefined;
    try {
      const { action, item } = await acts.during(api.reply(itemId, input, key));
      items.putRows([item]);
      shown.sent(item.version);
      drafts.end(itemId, mode, input.draftVersions ?? []);
      screen.set({ replyTargetId: null });
      const run = async () => {
        const { item: open, draft: stored } = await api.cancelAction(action.id);
        items.putRows([open]);
        unfold();
        drafts.putReturned(itemId, mode, stored, draft);
        await readAgain();
      };
      const label = t(input.scheduledFor ? 'scheduled' : input.resolve ? 'sentResolved' : 'sent');
      const name = isolated(nameOf(item.contact.name));
      const sentence = t(input.scheduledFor ? 'saidScheduled' : input.resolve ? 'saidSentResolved' : 'saidSent', {
        name,
      });
      acts.remember({ label, sentence, run }, { withToast: input.resolve === true });
      return { kind: 'sent' };
    } catch (error) {
      shown.failed();
      unfold();
      drafts.putBack(itemId, mode, draft);
      const code = error instanceof Problem ? error.code : null;
      if (code === 'unreachable') return { kind: 'unreachable' };
      const reason = refusalText(error, { isPrivate });
      if (input.resolve) items.setFailure(itemId, reason);
      return { kind: 'refused', reason: code === 'target_changed' ? null : reason };
    } finally {
      void readAgain();
    }
  };
}
