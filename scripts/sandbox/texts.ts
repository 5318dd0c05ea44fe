import type { ItemKind } from '#lib/networks/contract.ts';

/** The posts of the demo's brand, the same on every network. */
export const posts = [
  'Nouvelle collection d’automne : la tasse « Brume » est arrivée en boutique. / Our autumn cup “Brume” is in store.',
  'Samedi, atelier émail de 10 h à 12 h. Il reste quatre places. / Saturday: enamel workshop, four seats left.',
  'Livraison offerte jusqu’à dimanche minuit. / Free delivery until Sunday midnight.',
];

type Words = { text: string; rating?: number };

/** The messages of the audience by kind, in French and English. */
export const words: Record<ItemKind, Words[]> = {
  comment: [
    { text: 'Elle passe au lave-vaisselle, cette tasse ?' },
    { text: 'Is the blue one coming back? I missed it last month.' },
    { text: 'Ma commande est annoncée livrée, mais je n’ai rien reçu.' },
    { text: 'Lovely glaze. How much is shipping to Ireland?' },
    { text: 'Vous livrez en point relais ?' },
    { text: 'The link in your post leads nowhere, just so you know.' },
    { text: 'Deux assiettes cassées à l’arrivée, comment fait-on ?' },
    { text: 'Bravo à toute l’équipe, quel travail !' },
    { text: 'Do you ship to Canada before Christmas?' },
    { text: 'Il reste des places pour samedi ?' },
    { text: 'Honestly disappointed: third email without an answer.' },
    { text: 'On peut personnaliser avec un prénom ?' },
    { text: 'What are the dimensions of the large bowl?' },
    { text: 'Le code AUTOMNE ne fonctionne pas chez moi.' },
  ],
  mention: [
    { text: 'Petit déjeuner servi dans la vaisselle de la maison, un bonheur.' },
    { text: 'Shout-out to these people: replaced my chipped mug within two days.' },
    { text: 'Quelqu’un sait si leur atelier du samedi vaut le coup ?' },
    { text: 'Comparing stoneware brands for the café, any opinion on this one?' },
    { text: 'Toujours pas de réponse de leur service client, c’est long.' },
  ],
  message: [
    { text: 'Bonjour, je voudrais changer l’adresse de ma commande 4127.' },
    { text: 'Hi, can I return a gift without the receipt?' },
    { text: 'Bonsoir, est-ce que la boutique est ouverte lundi ?' },
    { text: 'Hello! I would like 40 cups for a wedding, who do I talk to?' },
    { text: 'Ma carte a été débitée deux fois, pouvez-vous vérifier ?' },
  ],
  review: [
    { text: 'Accueil charmant, on m’a montré tout l’atelier.', rating: 5 },
    { text: 'Beautiful pieces, but the parcel took two weeks.', rating: 3 },
    { text: 'Bol fêlé au bout d’un mois, personne ne répond.', rating: 1 },
    { text: 'The workshop was the best birthday present ever.', rating: 5 },
    { text: 'Joli choix, prix un peu élevés.', rating: 4 },
  ],
};

/** The names of the audience, short and in ASCII, which every network accepts. */
export const fans = ['ana', 'noa', 'leo', 'ines', 'hugo', 'maya', 'sam', 'zoe', 'paul', 'nina', 'omar', 'kate'];
