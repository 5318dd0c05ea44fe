import type { BrandPostKey } from './brand-texts.ts';
import type { Lang } from './cast/people.ts';
import type { Writer } from './writers.ts';

/** What the demo's audience says on the Bluesky network, in its own language; orders are invented. */
interface Said {
  /** Who, where the text tells; otherwise anybody with the language. */
  by?: Writer;
  lang: Lang;
  text: string;
}

interface SaidUnderPost extends Said {
  to: BrandPostKey;
}

export const replies: SaidUnderPost[] = [
  { to: 'guji', lang: 'fr', text: 'Quelle mouture conseillez-vous pour une cafetière à piston ?' },
  {
    to: 'guji',
    lang: 'fr',
    text: 'Goûté ce matin : l’abricot est bien là. Bravo, c’est le meilleur depuis longtemps !',
  },
  { to: 'guji', lang: 'fr', text: 'Il existe en sachet de 1 kg ? Je ne vois que le 250 g sur le site.' },
  { to: 'guji', by: 'yanis_k', lang: 'fr', text: 'Est-ce qu’il passe bien en espresso ou c’est trop acide ?' },
  {
    to: 'guji',
    lang: 'fr',
    text: 'Commande n° 48213 passée hier : est-ce encore possible d’y ajouter un paquet de celui-ci ?',
  },
  { to: 'guji', lang: 'fr', text: 'Trop acide pour moi, je reste fidèle à votre Brésil.' },
  {
    to: 'advent',
    by: 'sarah_lemoyne',
    lang: 'fr',
    text: 'Y a-t-il des fruits à coque dans certains thés ? Ma fille est allergique aux noisettes.',
  },
  { to: 'advent', by: 'claire_morvan', lang: 'fr', text: 'Commandé pour ma mère, elle l’adore chaque année. Merci !' },
  { to: 'advent', by: 'ines_baradat', lang: 'fr', text: 'Peut-on avoir une version sans théine ? Je suis enceinte.' },
  { to: 'advent', lang: 'fr', text: 'Les sachets sont-ils compostables ?' },
  {
    to: 'advent',
    lang: 'fr',
    text: 'Mon calendrier est arrivé avec la case 12 vide… C’est possible de m’envoyer le sachet manquant ?',
  },
  { to: 'advent', lang: 'fr', text: '34 € pour vingt-quatre sachets, c’est un peu cher, non ?' },
  {
    to: 'carrier',
    by: 'theo_vasseur',
    lang: 'fr',
    text: 'Toujours rien à Bordeaux, commande n° 48107. Vous avez des nouvelles ?',
  },
  { to: 'carrier', lang: 'fr', text: 'Le suivi dit « livré » depuis mardi, mais je n’ai rien reçu.' },
  { to: 'carrier', lang: 'fr', text: 'Merci de prévenir, c’est rare et appréciable.' },
  { to: 'carrier', lang: 'fr', text: 'Colis reçu ouvert et il manque un paquet. À qui dois-je écrire ?' },
  { to: 'carrier', by: 'theo_vasseur', lang: 'fr', text: 'Deuxième retard en un mois, je commence à perdre patience.' },
  { to: 'carrier', lang: 'fr', text: 'Peut-on changer pour un point relais quand le colis est déjà parti ?' },
  {
    to: 'carrier',
    lang: 'fr',
    text: 'Bien reçu à Nantes ce matin, avec un petit mot en plus. Merci à toute l’équipe !',
  },
  { to: 'workshop', lang: 'fr', text: 'Je prends deux places ! Faut-il payer d’avance ?' },
  { to: 'workshop', lang: 'fr', text: 'C’est accessible en fauteuil roulant ?' },
  { to: 'workshop', lang: 'fr', text: 'Pas disponible samedi. Il y en aura un autre en décembre ?' },
  { to: 'workshop', lang: 'fr', text: 'Peut-on venir avec un ado de quinze ans qui ne boit que du thé ?' },
  { to: 'workshop', lang: 'fr', text: 'J’y étais le mois dernier : un très bon moment, foncez.' },
  { to: 'workshop', lang: 'fr', text: 'Vous feriez ça à Strasbourg un jour ?' },
  { to: 'shipping', lang: 'fr', text: 'Et la Suisse ? On se sent un peu oubliés de ce côté du Jura.' },
  { to: 'decaf', lang: 'fr', text: 'Enfin un décaféiné qui a du goût. Vous l’avez aussi en capsules ?' },
  {
    to: 'grind',
    lang: 'fr',
    text: 'Moka italienne tous les matins. Votre mouture « moka » me paraît un peu trop fine, elle bouche le filtre.',
  },
  { to: 'grind', lang: 'fr', text: 'Filtre, toujours. Combien de grammes pour 500 ml d’eau ?' },
  {
    to: 'winter',
    lang: 'fr',
    text: 'Combien de temps faut-il le laisser infuser ? Trois minutes, il reste un peu léger.',
  },
  { to: 'winter', lang: 'fr', text: 'Ce thé sent divinement bon. J’en ai mis partout dans la cuisine !' },
  { to: 'winter', lang: 'fr', text: 'Peut-on le boire froid, ou le clou de girofle prend le dessus ?' },
  { to: 'shipping', lang: 'en', text: 'Brilliant! Does that include Northern Ireland?' },
  { to: 'shipping', lang: 'en', text: 'Will I have to pay customs on top for the UK?' },
  { to: 'shipping', lang: 'en', text: 'Order 48155 still says preparing after five days. Is something wrong?' },
  {
    to: 'shipping',
    by: 'orla_finnegan',
    lang: 'en',
    text: 'First parcel reached Cork today, still smelling fresh. Thank you!',
  },
  {
    to: 'shipping',
    lang: 'en',
    text: 'Any plans for Canada? My sister took your tea there and now the whole office wants it.',
  },
  {
    to: 'shipping',
    by: 'ben_hartwick',
    lang: 'en',
    text: 'I was charged twice for order 48190. Could you have a look, please?',
  },
  { to: 'shipping', lang: 'en', text: 'Can I change the delivery address? I moved on Monday and forgot to tell you.' },
  { to: 'decaf', lang: 'en', text: 'Is it certified organic?' },
  { to: 'decaf', lang: 'en', text: 'How much caffeine is left in a cup? My doctor wants a number.' },
  { to: 'decaf', lang: 'en', text: 'I could not tell it from the real thing. Well done.' },
  { to: 'decaf', lang: 'en', text: 'Mine tasted flat, to be honest. Roasted on 2 October: is that too old?' },
  { to: 'decaf', lang: 'en', text: 'Do you sell it in a 500 g bag?' },
  { to: 'decaf', lang: 'en', text: 'Finally! I kept checking the page every morning. Two bags ordered.' },
  { to: 'grind', by: 'maeve_moka', lang: 'en', text: 'Moka pot, every single day, for twenty years.' },
  { to: 'grind', lang: 'en', text: 'French press. What water temperature do you suggest for the Guji?' },
  {
    to: 'grind',
    by: 'priya_brews',
    lang: 'en',
    text: 'I own a hand grinder with 30 clicks. Where should I start for filter?',
  },
  {
    to: 'grind',
    lang: 'en',
    text: 'Espresso. My last bag channelled badly, even with the usual setting. Did the roast change?',
  },
  { to: 'grind', lang: 'en', text: 'Cold brew all year round, even in November. Judge me.' },
  { to: 'grind', lang: 'en', text: 'Instant. I know, I know. Convince me.' },
  { to: 'winter', lang: 'en', text: 'Does it contain liquorice? I have to avoid it with my blood pressure.' },
  { to: 'winter', lang: 'en', text: 'Is there gluten in any of your teas? Asking as a coeliac.' },
  { to: 'winter', lang: 'en', text: 'Tried it with a spoon of honey. Perfect.' },
  { to: 'winter', lang: 'en', text: 'Could we have it loose instead of in bags?' },
  { to: 'winter', lang: 'en', text: 'The tin arrived dented, a pity for a present. Can it be exchanged?' },
  { to: 'winter', lang: 'en', text: 'Mine smelled more of clove than orange. Is that how it should be?' },
  { to: 'guji', lang: 'en', text: 'What roast date is on the bags you are sending now?' },
  { to: 'guji', lang: 'en', text: 'Lovely in a pour-over: apricot first, then black tea. Bravo.' },
  { to: 'advent', lang: 'en', text: 'Do you ship the calendar to Belgium in time for the first of December?' },
  { to: 'advent', lang: 'en', text: 'Is there a list of all 24 teas? I need to check for nuts.' },
  { to: 'workshop', lang: 'en', text: 'Would the workshop work for someone whose French is very rusty?' },
];

/** `@brand` stands for the brand's handle. */
export const mentions: Said[] = [
  { lang: 'fr', text: 'Quelqu’un connaît un bon café de filtre en grains ? On m’a parlé de @brand, vos avis ?' },
  {
    lang: 'fr',
    text: 'Bonjour @brand, je n’arrive pas à me connecter à mon compte depuis hier soir. Un souci sur le site ?',
  },
  { lang: 'fr', text: 'Merci @brand pour le remplacement du paquet abîmé, envoyé le jour même. Ça, c’est du service.' },
  { lang: 'fr', text: '@brand votre code de bienvenue ne passe pas : « code expiré ». Vous pouvez m’aider ?' },
  { lang: 'fr', text: 'Petit déjeuner sauvé par @brand et leur pain d’épices au thé fumé.' },
  { lang: 'fr', text: '@brand bonjour, cherchez-vous quelqu’un pour la boutique pendant les fêtes ?' },
  {
    lang: 'fr',
    text: 'Trois semaines que j’attends un remboursement de @brand. Trois mails, aucune réponse. C’est long.',
  },
  {
    lang: 'en',
    text: 'Hello @brand, I need a present for someone who drinks only green tea. Which one would you pick?',
  },
  {
    lang: 'en',
    text: 'Just had the best flat white of the year, with beans from @brand. Whoever roasts there: thank you.',
  },
  { lang: 'en', text: '@brand your checkout refuses my card at the last step. Tried twice, with two browsers.' },
  { lang: 'en', text: 'Is @brand open on Sunday? Passing through with one hour to spare.' },
  { lang: 'en', text: '@brand do you sell gift cards? Asking for a very indecisive brother.' },
  { lang: 'en', text: 'Still waiting for an answer from @brand about my broken teapot. Not impressed.' },
  {
    by: 'tomasz_w',
    lang: 'en',
    text: 'Office vote is in: we are moving our coffee order to @brand. Do you have prices for 5 kg a month?',
  },
];

export const quotes: SaidUnderPost[] = [
  {
    to: 'workshop',
    lang: 'fr',
    text: 'Si vous ne savez pas quoi faire samedi, allez-y : j’y ai appris à moudre correctement en dix minutes.',
  },
  { to: 'guji', lang: 'fr', text: 'Voilà, mes économies sont parties. Il est aussi bon qu’ils le disent.' },
  { to: 'advent', lang: 'fr', text: 'Moi qui voulais éviter les calendriers de l’Avent cette année… raté.' },
  {
    to: 'shipping',
    lang: 'en',
    text: 'Finally somebody who ships decent coffee over here without asking for a kidney.',
  },
  { to: 'decaf', lang: 'en', text: 'Decaf drinkers, we have been seen.' },
  { to: 'winter', lang: 'en', text: 'My whole flat smells of this. No complaints from the cat so far.' },
];

export const pictures: (SaidUnderPost & { alt: string })[] = [
  {
    to: 'guji',
    lang: 'fr',
    text: 'Premier essai ce matin, au soleil. Il est déjà presque fini !',
    alt: 'Une tasse de café vue de dessus, posée sur une soucoupe de couleur',
  },
  {
    to: 'advent',
    lang: 'fr',
    text: 'Case du 3 décembre ouverte en avance, je l’avoue. Très bonne surprise !',
    alt: 'Une tasse de thé sombre vue de dessus, sur sa soucoupe',
  },
  {
    to: 'winter',
    lang: 'en',
    text: 'A quiet hour with the winter blend.',
    alt: 'A cup of dark tea seen from above, on a coloured saucer',
  },
  {
    to: 'grind',
    lang: 'en',
    text: 'Moka pot, second cup already. Monday explains everything.',
    alt: 'A cup of black coffee seen from above, with its handle to the right',
  },
];

/** What a fan says when the brand has answered. */
export const followUps: Said[] = [
  { lang: 'fr', text: 'Merci beaucoup pour la réponse si rapide !' },
  { lang: 'fr', text: 'Parfait, je passe commande alors. Bonne journée à vous.' },
  { lang: 'fr', text: 'D’accord. Et pour la livraison, il faut compter combien de jours ?' },
  { lang: 'fr', text: 'Je viens de vous envoyer la photo et le numéro de commande par mail.' },
  { lang: 'fr', text: 'Ah, je ne savais pas. C’est très clair, merci.' },
  { lang: 'fr', text: 'Hum, j’ai déjà essayé et ça ne change rien. Une autre idée ?' },
  { lang: 'en', text: 'Thank you, that was quick!' },
  { lang: 'en', text: 'Great, ordering now. Have a lovely day.' },
  { lang: 'en', text: 'Good to know. And how long does it keep once the bag is open?' },
  { lang: 'en', text: 'Sent you the order number by e-mail just now.' },
  { lang: 'en', text: 'Thanks, that clears it up.' },
  { lang: 'en', text: 'Hm, I tried that already and nothing changed. Any other idea?' },
];
