import type { GraphFault } from '../kit/meta/answers.ts';
import { pageFor } from '../kit/meta/paging.ts';
import { graphFaults } from '../kit/meta/answers.ts';
import { GraphRefusal } from '../kit/meta/refusal.ts';
import { parseFields, select } from '../kit/meta/fields.ts';
import type { SandboxRequest } from '../kit/types.ts';

type Component = {
  type: 'HEADER' | 'BODY' | 'FOOTER' | 'BUTTONS';
  format?: 'TEXT' | 'IMAGE';
  text?: string;
  buttons?: { type: string; text: string; url?: string }[];
  example?: { body_text?: string[][]; header_text?: string[] };
};
export type Template = {
  id: string;
  name: string;
  language: string;
  status: 'APPROVED' | 'PENDING' | 'PAUSED' | 'REJECTED';
  category: 'UTILITY' | 'MARKETING';
  components: Component[];
};

/** What the brand had approved, and what it may not send, or not with text alone. */
export const templates: readonly Template[] = [
  {
    id: '5940000000000001',
    name: 'reponse_commande',
    language: 'fr',
    status: 'APPROVED',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Votre commande {{1}}', example: { header_text: ['MA-2048'] } },
      {
        type: 'BODY',
        text: 'Bonjour {{1}}, nous avons la réponse à votre question : {{2}}. Écrivez-nous ici pour la suite.',
        example: { body_text: [['Camille', 'le colis part demain']] },
      },
      { type: 'FOOTER', text: 'Maison Aubry, Lyon' },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Merci' }] },
    ],
  },
  {
    id: '5940000000000002',
    name: 'still_there',
    language: 'en_US',
    status: 'APPROVED',
    category: 'UTILITY',
    components: [
      {
        type: 'BODY',
        text: 'Hello {{1}}, we have an answer to your question. Write to us here whenever it suits you.',
        example: { body_text: [['Camille']] },
      },
    ],
  },
  {
    id: '5940000000000003',
    name: 'merci_de_votre_visite',
    language: 'fr',
    status: 'APPROVED',
    category: 'MARKETING',
    components: [{ type: 'BODY', text: 'Merci de votre visite à la boutique. À bientôt !' }],
  },
  {
    id: '5940000000000004',
    name: 'photo_du_jour',
    language: 'fr',
    status: 'APPROVED',
    category: 'MARKETING',
    components: [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: 'La torréfaction du jour, en image.' },
    ],
  },
  {
    id: '5940000000000005',
    name: 'soldes',
    language: 'fr',
    status: 'PAUSED',
    category: 'MARKETING',
    components: [{ type: 'BODY', text: 'Les soldes commencent, {{1}}.' }],
  },
];

/** `GET /{waba}/message_templates`. */
export function listTemplates(request: SandboxRequest, baseUrl: string): unknown {
  const status = request.query.get('status');
  const found = templates.filter((one) => status === null || one.status === status);
  const fields = parseFields(request.query.get('fields') ?? 'id,name,language,status,category,components');
  const made = pageFor(found, request, { baseUrl });
  if (!made) throw new GraphRefusal(graphFaults.badCursor);
  const { page, paging } = made;
  const data = page.map((one) =>
    select(
      {
        id: () => one.id,
        name: () => one.name,
        language: () => one.language,
        status: () => one.status,
        category: () => one.category,
        parameter_format: () => 'POSITIONAL',
        components: () => one.components,
      },
      fields,
    ),
  );
  return { data, ...(paging ? { paging } : {}) };
}

type Sent = {
  name: string;
  language: { code: string };
  components?: { type: string; parameters: { type: string; text: string }[] }[] | undefined;
};

/** The text that the person sees. @throws GraphRefusal as the network does for a template that does not fit */
export function fill({ name, language, components = [] }: Sent): string {
  const found = templates.find((one) => one.name === name && one.language === language.code);
  if (!found || found.status === 'PENDING' || found.status === 'REJECTED')
    throw refuse(132001, 'Template name does not exist in the translation', 404);
  if (found.status === 'PAUSED') throw refuse(132015, 'Template is paused');
  const texts = found.components.flatMap(({ type, text, format }) => {
    const given = components.find((one) => one.type.toUpperCase() === type)?.parameters ?? [];
    const places = [...new Set(text?.match(/\{\{\d+\}\}/g))];
    const needed = format === 'IMAGE' ? 1 : places.length;
    if (given.length !== needed)
      throw refuse(
        132000,
        `Number of parameters does not match the expected number of params (${needed} in ${type.toLowerCase()})`,
      );
    if (given.some((one) => one.text.trim() === '' || /[\n\t]| {5}/.test(one.text)))
      throw refuse(132018, 'A parameter is empty, or has a line break, a tab or five spaces in a row');
    return text === undefined ? [] : [places.reduce((sum, place, n) => sum.replace(place, given[n]?.text ?? ''), text)];
  });
  return texts.join('\n\n');
}

function refuse(code: number, message: string, status = 400): GraphRefusal {
  return new GraphRefusal({ code, message: `(#${code}) ${message}`, status } satisfies GraphFault);
}
