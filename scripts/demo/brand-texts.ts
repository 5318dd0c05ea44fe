/** What the demo's brand, Maison Aubry (coffee and tea; invented), has posted; the key is what its audience answers to. */
export const brandPosts = [
  {
    key: 'guji',
    lang: 'fr',
    text: 'Il est arrivé : notre nouveau Guji d’Éthiopie, lavé, récolté à 2 100 mètres. Abricot, bergamote, une longue finale de miel. En grains ou moulu, dès aujourd’hui en boutique et en ligne. #café',
  },
  {
    key: 'advent',
    lang: 'fr',
    text: 'Vingt-quatre sachets, vingt-quatre thés : le calendrier de l’Avent Maison Aubry est disponible. Les précommandes partent lundi. Lequel gardez-vous pour le 24 ?',
  },
  {
    key: 'carrier',
    lang: 'fr',
    text: 'Info livraison : notre transporteur a pris deux à trois jours de retard cette semaine dans l’Ouest et le Sud-Ouest. Vos colis sont en route. Écrivez-nous si le vôtre n’est pas là samedi, nous vous répondons tous.',
  },
  {
    key: 'workshop',
    lang: 'fr',
    text: 'Samedi à 15 h, atelier dégustation à la boutique : cinq cafés, trois méthodes, une table de huit. Il reste quatre places. Qui vient ?',
  },
  {
    key: 'shipping',
    lang: 'en',
    text: 'Good news: we now ship to Ireland, the UK, Belgium and the Netherlands. Roasted on Tuesday, posted on Wednesday, in your cup by Saturday. Free from 45 euros.',
  },
  {
    key: 'decaf',
    lang: 'en',
    text: 'Decaf deserves better. Ours is a Colombian lot decaffeinated with sugar cane: red apple, caramel, no cardboard. Back in stock today.',
  },
  {
    key: 'grind',
    lang: 'en',
    text: 'Question of the week: how do you brew in the morning? Filter, press, moka pot, espresso? Tell us, and we will post the right grind for each.',
  },
  {
    key: 'winter',
    lang: 'en',
    text: 'Our winter blend is here: black tea, orange peel, cinnamon and a little clove. Smells like a Sunday with nothing to do.',
  },
] as const;

export type BrandPostKey = (typeof brandPosts)[number]['key'];
