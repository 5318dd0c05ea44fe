import type { Language } from '#lib/interface-languages.ts';
import { type EmailReason, emailFooter } from './email-footer.ts';
import { plainName } from './plain-name.ts';
import { publicLink } from './public-link.ts';

export type Letter = { subject: string; text: string };

type GuestLetter = { name: string; host: string; workspace: string; link: string; days: number };

/** Every email that Parvis writes, with what it needs to know. Names are those that people typed, links are ours. */
export type Letters = {
  invitation: (values: { host: string; workspace: string; link: string; days: number }) => Letter;
  verifyEmail: (values: { name: string; link: string; hours: number }) => Letter;
  resetPassword: (values: { name: string; link: string; minutes: number }) => Letter;
  guestApproval: (values: GuestLetter) => Letter;
  guestQuestion: (values: GuestLetter) => Letter;
  channelLost: (values: { name: string; channel: string; network: string; workspace: string; link: string }) => Letter;
};

const en: Letters = {
  invitation: ({ host, workspace, link, days }) => ({
    subject: `${host} invited you to ${workspace} on Parvis`,
    text: `${host} invited you to join ${workspace} on Parvis.

Open this link to join. It works once and expires in ${days} days:
${link}`,
  }),
  verifyEmail: ({ name, link, hours }) => ({
    subject: 'Confirm your email address',
    text: `Hello ${name},

Open this link to confirm your email address. It works once and expires in ${hours} hours:
${link}`,
  }),
  resetPassword: ({ name, link, minutes }) => ({
    subject: 'Reset your Parvis password',
    text: `Hello ${name},

Open this link to choose a new password. It works once and expires in ${minutes} minutes:
${link}`,
  }),
  guestApproval: ({ name, host, workspace, link, days }) => ({
    subject: `${workspace}: a reply waits for your approval`,
    text: `Hello ${name},

${host} of ${workspace} asks you to approve a reply before it is published. Read it, approve it or send it back here; no account is needed:
${link}

The link is yours alone: please do not pass it on. It works for ${days === 1 ? '1 day' : `${days} days`}.`,
  }),
  guestQuestion: ({ name, host, workspace, link, days }) => ({
    subject: `${workspace}: a question for you`,
    text: `Hello ${name},

${host} of ${workspace} has a question for you about a message. Read it and answer here; no account is needed:
${link}

The link is yours alone: please do not pass it on. It works for ${days === 1 ? '1 day' : `${days} days`}.`,
  }),
  channelLost: ({ name, channel, network, workspace, link }) => ({
    subject: `Reconnect ${channel} (${network}) in ${workspace}`,
    text: `Hello ${name},

${network} no longer accepts Parvis’s connection to ${channel}. Nothing is lost: once the channel is reconnected, Parvis reads the messages that arrived in the meantime and sends the replies that are waiting.

As an administrator of ${workspace}, you can reconnect it here:
${link}`,
  }),
};

const fr: Letters = {
  invitation: ({ host, workspace, link, days }) => ({
    subject: `${host} vous invite à rejoindre ${workspace} sur Parvis`,
    text: `${host} vous invite à rejoindre ${workspace} sur Parvis.

Ouvrez ce lien pour rejoindre l’espace. Il ne sert qu’une fois et expire dans ${days} jours :
${link}`,
  }),
  verifyEmail: ({ name, link, hours }) => ({
    subject: 'Confirmez votre adresse e-mail',
    text: `Bonjour ${name},

Ouvrez ce lien pour confirmer votre adresse e-mail. Il ne sert qu’une fois et expire dans ${hours} heures :
${link}`,
  }),
  resetPassword: ({ name, link, minutes }) => ({
    subject: 'Réinitialisez votre mot de passe Parvis',
    text: `Bonjour ${name},

Ouvrez ce lien pour choisir un nouveau mot de passe. Il ne sert qu’une fois et expire dans ${minutes} minutes :
${link}`,
  }),
  guestApproval: ({ name, host, workspace, link, days }) => ({
    subject: `${workspace} : une réponse attend votre accord`,
    text: `Bonjour ${name},

${host}, pour ${workspace}, vous demande d’approuver une réponse avant sa publication. Lisez-la, approuvez-la ou renvoyez-la ici, sans compte :
${link}

Ce lien est pour vous seulement : merci de ne pas le transmettre. Il fonctionne pendant ${days === 1 ? '1 jour' : `${days} jours`}.`,
  }),
  guestQuestion: ({ name, host, workspace, link, days }) => ({
    subject: `${workspace} : une question pour vous`,
    text: `Bonjour ${name},

${host}, pour ${workspace}, vous pose une question à propos d’un message. Lisez-le et répondez ici, sans compte :
${link}

Ce lien est pour vous seulement : merci de ne pas le transmettre. Il fonctionne pendant ${days === 1 ? '1 jour' : `${days} jours`}.`,
  }),
  channelLost: ({ name, channel, network, workspace, link }) => ({
    subject: `Reconnectez ${channel} (${network}) dans ${workspace}`,
    text: `Bonjour ${name},

${network} n’accepte plus la connexion de Parvis à ${channel}. Rien n’est perdu : une fois le canal reconnecté, Parvis lit les messages arrivés entre-temps et envoie les réponses en attente.

Vous administrez ${workspace} et pouvez le reconnecter ici :
${link}`,
  }),
};

/** Every text goes through here, so that no name holds a link and no email hides who sent it. */
function complete(language: Language, texts: Letters): Letters {
  const written = <Values extends { link: string }>(
    reason: EmailReason,
    write: (values: Values) => Letter,
    values: Values,
  ): Letter => {
    const { subject, text } = write(withPlainNames(values));
    return { subject, text: `${text}\n\n${emailFooter(language, { reason, installation: publicLink('/') })}` };
  };
  return {
    invitation: (values) => written('invited', texts.invitation, values),
    verifyEmail: (values) => written('verifying', texts.verifyEmail, values),
    resetPassword: (values) => written('resetting', texts.resetPassword, values),
    guestApproval: (values) => written('asked', texts.guestApproval, values),
    guestQuestion: (values) => written('asked', texts.guestQuestion, values),
    channelLost: (values) => written('administrating', texts.channelLost, values),
  };
}

/** All texts but our own link are names. */
function withPlainNames<Values extends { link: string }>(values: Values): Values {
  const plain = Object.entries(values).map(([key, value]) => [
    key,
    typeof value === 'string' && key !== 'link' ? plainName(value) : value,
  ]);
  return Object.fromEntries(plain) as Values; // the same keys, and text where there was text
}

export const letters: Record<Language, Letters> = { en: complete('en', en), fr: complete('fr', fr) };
