import type { FilledTemplate, MessageTemplate } from '../contract.ts';
import { walkPages } from '../kit/meta/paging.ts';
import { placeholdersIn } from '../templates.ts';
import { callGraph } from './calls.ts';
import type { WhatsAppChannel } from './credentials.ts';
import { limits } from './limits.ts';
import { templateFields, templatePage, type Template } from './wire.ts';

/** The templates that the network approved and that need nothing but text ("Message templates"). */
export async function listTemplates(channel: WhatsAppChannel): Promise<MessageTemplate[]> {
  const found: MessageTemplate[] = [];
  const read = (after: string | undefined) =>
    callGraph(channel, {
      path: `${channel.credentials.wabaId}/message_templates`,
      query: { status: 'APPROVED', fields: templateFields, limit: limits.templatesOfPage, after },
      schema: templatePage,
    });
  for await (const { data } of walkPages(read)) found.push(...data.flatMap(readTemplate));
  return found;
}

/** A heading's placeholder is written as `{{header.1}}` here, because the body counts from one again. */
const HEADER = 'header.';

function readTemplate({ id, name, language, status, category, ...rest }: Template): MessageTemplate[] {
  const parts = new Map(rest.components.map((one) => [one.type.toUpperCase(), one]));
  const [header, body, footer] = ['HEADER', 'BODY', 'FOOTER'].map((type) => parts.get(type));
  const isPlain = header === undefined || header.format?.toUpperCase() === 'TEXT';
  const needsMore = [...parts].some(
    ([type, { buttons }]) =>
      !['HEADER', 'BODY', 'FOOTER', 'BUTTONS'].includes(type) ||
      buttons?.some(({ type: kind, url }) => !isFixed(kind) || placeholdersIn(url ?? '').length > 0),
  );
  // Placeholders with names are sent in another form, which no document here shows.
  if (status !== 'APPROVED' || !body?.text || !isPlain || needsMore || rest.parameter_format === 'NAMED') return [];
  const heading = header?.text?.replace(/\{\{\s*(\d+)\s*\}\}/g, `{{${HEADER}$1}}`);
  const text = [heading, body.text, footer?.text].filter(Boolean).join('\n\n');
  const examples = new Map([
    ...placeholdersIn(body.text).map((at, n) => [at, body.example?.body_text?.[0]?.[n]] as const),
    ...placeholdersIn(heading ?? '').map((at, n) => [at, header?.example?.header_text?.[n]] as const),
  ]);
  const parameters = placeholdersIn(text).map((at) => {
    const example = examples.get(at);
    return { name: at, ...(example ? { example } : {}) };
  });
  return [{ id, name, language, category, text, parameters }];
}

/** Buttons that are sent as they were approved. */
function isFixed(kind: string): boolean {
  return ['QUICK_REPLY', 'URL', 'PHONE_NUMBER'].includes(kind.toUpperCase());
}

/** "Send messages, template": the values in the order of the text, the heading's apart from the body's. */
export function templateBody({ name, language, values }: FilledTemplate) {
  const ofHeader = (at: string) => at.startsWith(HEADER);
  const parts = [
    { type: 'header', names: Object.keys(values).filter(ofHeader) },
    { type: 'body', names: Object.keys(values).filter((at) => !ofHeader(at)) },
  ];
  const components = parts.flatMap(({ type, names }) => {
    const sorted = names.toSorted((one, other) => placeOf(one) - placeOf(other));
    const parameters = sorted.map((at) => ({ type: 'text', text: values[at]?.trim() ?? '' }));
    return parameters.length > 0 ? [{ type, parameters }] : [];
  });
  return { name, language: { code: language }, ...(components.length > 0 ? { components } : {}) };
}

function placeOf(name: string): number {
  return Number(name.replace(HEADER, ''));
}
