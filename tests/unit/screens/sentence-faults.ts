import type { Language } from '#lib/interface-languages.ts';

type Check = { fault: string; wrong: RegExp };

/** Units that stand after a number. */
const UNIT = String.raw`(?:ms|s|min|h|d|j|[kMG][Bo]|%|€|minutes?|hours?|days?|heures?|jours?)`;

const inBoth: Check[] = [
  // An apostrophe is ’, and a quotation “ ” or « ».
  { fault: 'quotes', wrong: /['"]/u },
  { fault: 'ellipsis', wrong: /\.{2,}/u },
  { fault: 'spaces', wrong: /^\s|\s$|\s\s/u },
  { fault: 'patchwork', wrong: /\p{L}\((?:e|s|es|ne|trice)\)|\p{L}·\p{L}|\p{L}\/(?:trice|euse|e)(?!\p{L})/iu },
  // A value and a unit stay on one line. After a value only short units count: "{count} days" may be a plural.
  {
    fault: 'unit',
    wrong: new RegExp(String.raw`\d ${UNIT}(?!\p{L})|\} (?:ms|s|min|h|d|j|[kMG][Bo]|%)(?![\p{L}’])`, 'u'),
  },
];

const checks: Record<Language, Check[]> = {
  en: [
    ...inBoth,
    { fault: 'punctuation', wrong: /\s[;:!?,.](?:\s|$)/u },
    // Words that the product has another word for, and none of a machine that has feelings.
    {
      fault: 'word',
      wrong: /\b(?:films?|is well|put off|single keys|tickets?|tenants?|customers?|teammates?|canned)\b/iu,
    },
    { fault: 'word', wrong: /\b(?:congratulations|well done|oops|sorry|please)\b/iu },
  ],
  fr: [
    ...inBoth,
    { fault: 'punctuation', wrong: /[^\u202F?!][;?!]/u },
    { fault: 'colon', wrong: /[^\u00A0]:(?:[\s<]|$)/u },
    { fault: 'guillemets', wrong: /«(?!\u00A0)|(?<!\u00A0)»/u },
    { fault: 'unit', wrong: /(?:n°|p\.) [\d{]/u },
    { fault: 'gender', wrong: /\bvous (?:êtes|étiez|serez) (?:\p{L}+ )?\p{L}+é(?!\p{L})/iu },
    { fault: 'gender', wrong: /\b(?:administrateurs?|contributeurs?|exploitants?)\b/iu },
    { fault: 'word', wrong: /\b(?:films?|démasqu\p{L}*|oui ou non|pas de tel|tickets?|plateformes?)(?!\p{L})/iu },
    { fault: 'word', wrong: /(?<!\p{L})relève(?!\p{L})|^envoi(?: \{|…?$)/iu },
    { fault: 'word', wrong: /(?<!\p{L})(?:félicitations|bravo|oups|désolée?s?|veuillez)(?!\p{L})/iu },
  ],
};

/** What is wrong with how a sentence is written: "colon: …" for each check that it breaks. Tags and formats are not read. */
export function faultsOf(language: Language, sentence: string): string[] {
  const words = sentence
    .replaceAll(/<(\w+)><\/\1>/gu, 'x')
    .replaceAll(/<[^>]*>/gu, '')
    .replaceAll(/::[\w-]+/gu, '');
  return checks[language].filter(({ wrong }) => wrong.test(words)).map(({ fault }) => `${fault}: ${sentence}`);
}
