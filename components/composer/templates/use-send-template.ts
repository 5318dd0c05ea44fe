'use client';
import { useAskBeforeResolving } from '#components/inbox-state/acts/use-ask-before-resolving.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { seenGuidance } from '../sending/seen-guidance.ts';
import type { useSend } from '../sending/use-send.ts';
import type { ComposerState } from '../use-composer.ts';
import type { TemplatesHandle } from './use-templates.ts';

type Given = { templates: TemplatesHandle; send: ReturnType<typeof useSend>['send'] };

/** Sends the chosen template as a reply is sent, once it is filled in. */
export function useSendTemplate(itemId: string, composer: ComposerState, { templates, send }: Given) {
  const { screen } = useInbox();
  const asksBefore = useAskBeforeResolving();
  return (resolve: boolean) => {
    const { chosen, values, text, unfilled } = templates;
    if (!chosen || unfilled.length > 0) return;
    if (resolve && asksBefore([itemId], { sends: true })) return;
    const { message } = composer.target;
    screen.set({ focusRequest: 'thread' });
    const sending = send(
      {
        text,
        template: { id: chosen.id, values },
        ...(resolve ? { resolve } : {}),
        ...seenGuidance(composer),
        ...(message ? { targetId: message.id } : {}),
      },
      composer.draft,
      'reply',
    );
    // What was refused stays as it was filled in.
    void sending.then((isOnItsWay) => isOnItsWay && templates.close());
  };
}
