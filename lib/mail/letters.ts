import type { Language } from '#lib/language.ts';
import { type EmailReason, emailFooter } from './email-footer.ts';
import { plainName } from './plain-name.ts';
import { publicLink } from './public-link.ts';

export type Letter = { subject: string; text: string };

/** Every email that Parvis writes, with what it needs to know. Names are those that people typed, links are ours. */
export type Letters = {
  invitation: (values: { host: string; workspace: string; link: string; days: number }) => Letter;
  verifyEmail: (values: { name: string; link: string; hours: number }) => Letter;
  resetPassword: (values: { name: string; link: string; minutes: number }) => Letter;
  channelLost: (values: { name: string; channel: string; network: string; workspace: string; link: string }) => Letter;
};

const en: Letters = {
  invitation: ({ host, workspace, link, days }) => ({
    subject: `${host} invites you to ${workspace} on Parvis`,
    text: `${host} would like to work with you in ${workspace}.

Open this link to join. It works once, for ${days} days:
${link}`,
  }),
  verifyEmail: ({ name, link, hours }) => ({
    subject: 'Confirm your e-mail address',
    text: `Hello ${name},

open this link to confirm that this address is yours. It works once, for ${hours} hours:
${link}`,
  }),
  resetPassword: ({ name, link, minutes }) => ({
    subject: 'A new password for Parvis',
    text: `Hello ${name},

open this link to choose a new password. It works once, for ${minutes} minutes:
${link}`,
  }),
  channelLost: ({ name, channel, network, workspace, link }) => ({
    subject: `Reconnect ${channel} (${network}) in ${workspace}`,
    text: `Hello ${name},

${network} no longer lets Parvis read and answer for ${channel}. Nothing is lost: once the channel is reconnected, Parvis reads what came in the meantime, and replies that wait are sent.

An administrator of ${workspace} can reconnect it here:
${link}`,
  }),
};

const fr: Letters = {
  invitation: ({ host, workspace, link, days }) => ({
    subject: `${host} vous invite à rejoindre ${workspace} sur Parvis`,
    text: `${host} souhaite travailler avec vous dans ${workspace}.

Ouvrez ce lien pour rejoindre l’espace. Il fonctionne une seule fois, pendant ${days} jours :
${link}`,
  }),
  verifyEmail: ({ name, link, hours }) => ({
    subject: 'Confirmez votre adresse e-mail',
    text: `Bonjour ${name},

ouvrez ce lien pour confirmer que cette adresse est la vôtre. Il fonctionne une seule fois, pendant ${hours} heures :
${link}`,
  }),
  resetPassword: ({ name, link, minutes }) => ({
    subject: 'Un nouveau mot de passe pour Parvis',
    text: `Bonjour ${name},

ouvrez ce lien pour choisir un nouveau mot de passe. Il fonctionne une seule fois, pendant ${minutes} minutes :
${link}`,
  }),
  channelLost: ({ name, channel, network, workspace, link }) => ({
    subject: `${channel} (${network}) est à reconnecter dans ${workspace}`,
    text: `Bonjour ${name},

${network} ne laisse plus Parvis lire et répondre au nom de ${channel}. Rien n’est perdu : une fois le canal reconnecté, Parvis lit ce qui est arrivé entre-temps et envoie les réponses en attente.

Un administrateur de ${workspace} peut le reconnecter ici :
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
