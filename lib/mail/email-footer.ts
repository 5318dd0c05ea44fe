import type { Language } from '#lib/interface-languages.ts';

/** Why an email came, and what to do when it was not expected. */
export type EmailReason = 'invited' | 'asked' | 'verifying' | 'resetting' | 'administrating' | 'notified';

const en: Record<EmailReason, string> = {
  invited:
    'You received this email because a member of a team there invited you. If you didn’t expect it, ignore it: nothing happens unless you accept. If you keep receiving such emails, contact the operator of that address.',
  asked:
    'You received this email because a member of a team there wants your answer. If you didn’t expect it, ignore it: nothing happens unless you answer. If you keep receiving such emails, contact the operator of that address.',
  verifying:
    'You received this email because someone used your address for an account there. If it wasn’t you, ignore it: the address is confirmed only through the link.',
  resetting:
    'You received this email because someone asked there to reset the password for your address. If it wasn’t you, ignore it: your password has not changed, and nobody has seen it.',
  administrating:
    'You received this email because you are an administrator of this workspace there. If you didn’t expect it, don’t open the link; sign in as usual.',
  notified:
    'You received this email because you work in this workspace there. If you didn’t expect it, don’t open the links; sign in as usual.',
};

const fr: Record<EmailReason, string> = {
  invited:
    'Vous recevez cet e-mail parce qu’une équipe vous y invite. Si vous ne l’attendiez pas, ignorez-le : rien ne se passe si vous n’acceptez pas. Si vous en recevez d’autres, écrivez aux responsables de cette adresse.',
  asked:
    'Vous recevez cet e-mail parce qu’une équipe y attend votre réponse. Si vous ne l’attendiez pas, ignorez-le : rien ne se passe sans réponse de votre part. Si vous en recevez d’autres, écrivez aux responsables de cette adresse.',
  verifying:
    'Vous recevez cet e-mail parce que quelqu’un y a utilisé votre adresse pour un compte. Si ce n’était pas vous, ignorez-le : l’adresse n’est confirmée que par le lien.',
  resetting:
    'Vous recevez cet e-mail parce que quelqu’un y a demandé à réinitialiser le mot de passe de votre adresse. Si ce n’était pas vous, ignorez-le : votre mot de passe n’a pas changé, et personne ne l’a vu.',
  administrating:
    'Vous recevez cet e-mail parce que vous y administrez cet espace. Si vous ne l’attendiez pas, n’ouvrez pas le lien : connectez-vous comme d’habitude.',
  notified:
    'Vous recevez cet e-mail parce que vous y travaillez dans cet espace. Si vous ne l’attendiez pas, n’ouvrez pas les liens : connectez-vous comme d’habitude.',
};

const reasons: Record<Language, Record<EmailReason, string>> = { en, fr };

const whoWeAre: Record<Language, (installation: string) => string> = {
  en: (installation) =>
    `Parvis is a shared inbox where a team replies to what people write to a brand on social networks. This email was sent by the Parvis at ${installation}`,
  fr: (installation) =>
    `Parvis est une boîte de réception partagée où une équipe répond à ce qu’on écrit à une marque sur les réseaux sociaux. Cet e-mail a été envoyé par le Parvis de ${installation}`,
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
