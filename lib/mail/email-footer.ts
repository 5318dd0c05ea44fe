import type { Language } from '#lib/language.ts';

/** Why an email came, and what to do when it was not expected. */
export type EmailReason = 'invited' | 'verifying' | 'resetting' | 'administrating';

const en: Record<EmailReason, string> = {
  invited:
    'You got this because a member of a team there entered your address to invite you. If you did not expect it, ignore it: without you nothing happens. If such emails keep coming, write to whoever runs that address.',
  verifying:
    'You got this because somebody entered your address for an account there. If it was not you, ignore it: without the link the address is not confirmed.',
  resetting:
    'You got this because somebody asked there for a new password for your address. If it was not you, ignore it: your password stays as it is, and nobody learned it.',
  administrating:
    'You got this because you administrate this workspace there. If you did not expect it, do not follow the link; sign in as you usually do.',
};

const fr: Record<EmailReason, string> = {
  invited:
    'Vous recevez cet e-mail parce qu’un membre d’une équipe y a saisi votre adresse pour vous inviter. Si vous ne l’attendiez pas, ignorez-le : rien ne se passe sans vous. Si vous en recevez d’autres, écrivez aux responsables de cette adresse.',
  verifying:
    'Vous recevez cet e-mail parce que quelqu’un y a saisi votre adresse pour un compte. Si ce n’était pas vous, ignorez-le : sans le lien, l’adresse n’est pas confirmée.',
  resetting:
    'Vous recevez cet e-mail parce que quelqu’un y a demandé un nouveau mot de passe pour votre adresse. Si ce n’était pas vous, ignorez-le : votre mot de passe reste le même, et personne ne l’a appris.',
  administrating:
    'Vous recevez cet e-mail parce que vous y administrez cet espace. Si vous ne l’attendiez pas, ne suivez pas le lien : connectez-vous comme d’habitude.',
};

const reasons: Record<Language, Record<EmailReason, string>> = { en, fr };

const whoWeAre: Record<Language, (installation: string) => string> = {
  en: (installation) =>
    `Parvis is the shared inbox in which a team answers what people write to a brand on social networks. This email was sent by the Parvis at ${installation}`,
  fr: (installation) =>
    `Parvis est la boîte de réception commune dans laquelle une équipe répond à ce qu’on écrit à une marque sur les réseaux sociaux. Cet e-mail a été envoyé par le Parvis de ${installation}`,
};

/**
 * The end of every email: which installation sent it, why it came, and what to do when it was not expected.
 * @param values.installation the address of the installation
 */
export function emailFooter(
  language: Language,
  { reason, installation }: { reason: EmailReason; installation: string },
): string {
  return `--\n${whoWeAre[language](installation)}\n\n${reasons[language][reason]}`;
}
