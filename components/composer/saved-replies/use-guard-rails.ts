'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { savedRepliesApi } from '#components/api/saved-replies.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { checkReply } from '#lib/saved-replies/text/check-reply.ts';
import { fillSignatures } from '#lib/saved-replies/text/fill-signatures.ts';
import { finishReply, signatureFor } from '#lib/saved-replies/text/finish-reply.ts';
import { fixFrenchTypography } from '#lib/saved-replies/text/french-typography.ts';
import { isFrench } from '#lib/saved-replies/text/is-french.ts';
import { type Finding, type GuardRailsView, isStop, noGuardRails } from '#lib/saved-replies/types.ts';

const STALE_MS = 60_000;
/** After the last key, so long until the server is asked again whose text it is, in milliseconds. */
const PAUSE_MS = 350;

type Given = { itemId: string; itemLanguage: string | null; text: string; isOff: boolean };

export type GuardRails = ReturnType<typeof useGuardRails>;

/** What the brand demands of replies, what it finds in the one that is being written, and how that one will be sent. */
export function useGuardRails({ itemId, itemLanguage, text, isOff }: Given) {
  const { slug, name: brand, me, can } = useWorkspace();
  const isOn = !isOff && can('suggestSavedReplies');
  const { data } = useQuery({
    queryKey: ['guard-rails'],
    queryFn: async () => await savedRepliesApi(slug).getGuardRails(),
    staleTime: STALE_MS,
    enabled: isOn,
  });
  const rails: GuardRailsView = fillSignatures(isOn && data ? data : noGuardRails, { brand, member: me.name });
  const elsewhere = useElsewhere(itemId, text, isOn);
  const sent = isOn ? finishReply(text, rails, itemLanguage) : text;
  const isEmpty = text.trim() === '';
  const findings = isOn && !isEmpty ? [...checkReply(sent, rails, itemLanguage), ...elsewhere.findings] : [];
  const isInFrench = isOn && !isEmpty && isFrench(text, itemLanguage);
  const fixed = isInFrench ? fixFrenchTypography(text) : text;
  const signature = isEmpty ? '' : signatureFor(rails, isInFrench ? 'fr' : 'en');
  return {
    rails,
    findings,
    /** The text as it will be sent, which is what the network's limit counts. */
    sent,
    isStopped: findings.some(isStop),
    onlyOwnerSends: data?.onlyOwnerSends ?? false,
    canOverride: rails.mayOverride && can('overrideGuardRails'),
    /** With its typography put right; null where nothing is to do. */
    fixed: fixed === text ? null : fixed,
    /** What will be added at the end. */
    signature: sent.endsWith(signature) && !text.trim().endsWith(signature) ? signature : '',
    /** To call when a text came from somewhere else. */
    onPasted: elsewhere.ask,
  };
}

/** Asks the server whose text it is: after a paste, and for as long as it is somebody else's. */
function useElsewhere(itemId: string, text: string, isOn: boolean) {
  const { slug } = useWorkspace();
  const [asked, setAsked] = useState<string | null>(null);
  const [answer, setAnswer] = useState<{ itemId: string; findings: Finding[] } | null>(null);
  const findings = answer?.itemId === itemId ? answer.findings : [];
  const isAsking = isOn && text.trim() !== '' && (asked === itemId || findings.length > 0);
  useEffect(() => {
    if (!isAsking) return undefined;
    let isLate = false;
    const timer = setTimeout(() => {
      void savedRepliesApi(slug)
        .check(itemId, text)
        .then(
          (found) => {
            if (isLate) return;
            setAsked(null);
            setAnswer({ itemId, findings: found.findings.filter(({ kind }) => kind === 'elsewhere') });
          },
          // Without an answer nothing is shown yet: the server asks the same again before it sends.
          () => setAsked(null),
        );
    }, PAUSE_MS);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [isAsking, itemId, text, slug]);
  return { findings, ask: () => setAsked(itemId) };
}
