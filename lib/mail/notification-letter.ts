import type { Language } from '#lib/interface-languages.ts';
import { emailFooter } from './email-footer.ts';
import type { Letter } from './letters.ts';
import { plainName } from './plain-name.ts';
import { publicLink } from './public-link.ts';

/** What an email tells about one thing: which sentence, who caused it, and where to look. */
export type Line = { kind: string; actor: string | null; link: string };

type Sentence = (actor: string) => string;

const sentences: Record<Language, Record<string, Sentence>> = {
  en: {
    assigned: (actor) => `${actor} assigned you an item`,
    mentioned: (actor) => `${actor} mentions you in a note`,
    asked_for: (actor) => `${actor} asks you for an item`,
    handed_over: (actor) => `${actor} handed an item over to you`,
    request_declined: (actor) => `${actor} keeps the item you asked for`,
    guest_answered: () => 'Somebody answered by guest link',
    approval_asked: () => 'A reply waits for your approval',
    reply_approved: (actor) => `${actor} approved your reply`,
    reply_sent_back: (actor) => `${actor} sent your reply back`,
    window_closing: () => 'A reply window is about to close',
    send_failed: () => 'Something could not be sent',
    reply_held: () => 'A scheduled reply is held',
    channel_down: () => 'A channel receives nothing',
    promise_due: () => 'A promise is due soon',
    promise_late: () => 'A promise is late',
  },
  fr: {
    assigned: (actor) => `${actor} vous attribue un élément`,
    mentioned: (actor) => `${actor} vous mentionne dans une note`,
    asked_for: (actor) => `${actor} vous demande un élément`,
    handed_over: (actor) => `${actor} vous transmet un élément`,
    request_declined: (actor) => `${actor} garde l’élément que vous demandiez`,
    guest_answered: () => 'Une personne invitée a répondu par son lien',
    approval_asked: () => 'Une réponse attend votre approbation',
    reply_approved: (actor) => `${actor} approuve votre réponse`,
    reply_sent_back: (actor) => `${actor} vous renvoie votre réponse`,
    window_closing: () => 'Une fenêtre de réponse va se fermer',
    send_failed: () => 'Un envoi a échoué',
    reply_held: () => 'Une réponse programmée est retenue',
    channel_down: () => 'Un canal ne reçoit plus rien',
    promise_due: () => 'Une promesse arrive à échéance',
    promise_late: () => 'Une promesse est en retard',
  },
};

const words = {
  en: {
    hello: (name: string) => `Hello ${name},`,
    many: (count: number) => `${count} notifications`,
    other: 'Something needs you',
    settings: 'Choose what is emailed to you:',
    stop: 'Stop these emails:',
  },
  fr: {
    hello: (name: string) => `Bonjour ${name},`,
    many: (count: number) => `${count} notifications`,
    other: 'Quelque chose vous attend',
    settings: 'Choisir ce qui vous est envoyé :',
    stop: 'Ne plus recevoir ces e-mails :',
  },
} satisfies Record<Language, unknown>;

type Values = { name: string; workspace: string; lines: readonly Line[]; settingsLink: string; stopLink: string };

/** What happened, in a sentence. Nothing that a contact or a colleague wrote is in it. */
export function notificationSentence(language: Language, { kind, actor }: Pick<Line, 'kind' | 'actor'>): string {
  return sentences[language][kind]?.(plainName(actor ?? 'Parvis')) ?? words[language].other;
}

/** What several notifications at once are called, and what is said of one that must say nothing. */
export const manyNotifications = (language: Language, count: number): string => words[language].many(count);
export const somethingWaits = (language: Language): string => words[language].other;

/** An email about one notification, or about several at once. */
export function notificationLetter(
  language: Language,
  { name, workspace, lines, settingsLink, stopLink }: Values,
): Letter {
  const say = words[language];
  const brand = plainName(workspace);
  const [first] = lines;
  const subject =
    lines.length === 1 && first ? notificationSentence(language, first) : manyNotifications(language, lines.length);
  const told = lines.map((line) => `${notificationSentence(language, line)}\n${line.link}`).join('\n\n');
  const footer = emailFooter(language, { reason: 'notified', installation: publicLink('/') });
  return {
    subject: `${subject} (${brand})`,
    text: `${say.hello(plainName(name))}\n\n${told}\n\n${say.settings}\n${settingsLink}\n${say.stop}\n${stopLink}\n\n${footer}`,
  };
}
