import type { Language } from '#lib/language.ts';

export type Letter = { subject: string; text: string };

/** Every letter that Parvis writes, with what it needs to know. */
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
${link}

If you don't know ${host}, ignore this letter; nothing happens without you.`,
  }),
  verifyEmail: ({ name, link, hours }) => ({
    subject: 'Confirm your e-mail address',
    text: `Hello ${name},

open this link to confirm that this address is yours. It works once, for ${hours} hours:
${link}

If you have no account on Parvis, ignore this letter.`,
  }),
  resetPassword: ({ name, link, minutes }) => ({
    subject: 'A new password for Parvis',
    text: `Hello ${name},

open this link to choose a new password. It works once, for ${minutes} minutes:
${link}

If you did not ask for it, ignore this letter: your password stays as it is.`,
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
${link}

Si vous ne connaissez pas ${host}, ignorez ce message ; rien ne se passe sans vous.`,
  }),
  verifyEmail: ({ name, link, hours }) => ({
    subject: 'Confirmez votre adresse e-mail',
    text: `Bonjour ${name},

ouvrez ce lien pour confirmer que cette adresse est la vôtre. Il fonctionne une seule fois, pendant ${hours} heures :
${link}

Si vous n’avez pas de compte Parvis, ignorez ce message.`,
  }),
  resetPassword: ({ name, link, minutes }) => ({
    subject: 'Un nouveau mot de passe pour Parvis',
    text: `Bonjour ${name},

ouvrez ce lien pour choisir un nouveau mot de passe. Il fonctionne une seule fois, pendant ${minutes} minutes :
${link}

Si vous n’avez rien demandé, ignorez ce message : votre mot de passe reste le même.`,
  }),
  channelLost: ({ name, channel, network, workspace, link }) => ({
    subject: `${channel} (${network}) est à reconnecter dans ${workspace}`,
    text: `Bonjour ${name},

${network} ne laisse plus Parvis lire et répondre au nom de ${channel}. Rien n’est perdu : une fois le canal reconnecté, Parvis lit ce qui est arrivé entre-temps et envoie les réponses en attente.

Un administrateur de ${workspace} peut le reconnecter ici :
${link}`,
  }),
};

export const letters: Record<Language, Letters> = { en, fr };
