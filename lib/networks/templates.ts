/** A place in a template's text that the brand fills in. */
export type TemplateParameter = {
  /** Unique within the template. */
  name: string;
  /** What the brand gave the network as an example of it. */
  example?: string;
};

/**
 * A text that the network approved in advance. Placeholders stand in it as `{{name}}`, each name as in `parameters`.
 */
export type MessageTemplate = {
  /** Unique within the channel. */
  id: string;
  /** The brand's name for it. */
  name: string;
  /** As the network writes it (`fr`, `en_US`). */
  language: string;
  /** Of what kind the network takes it to be, in its own words: the price depends on it. */
  category: string;
  /** The whole text that the person sees, from its heading to its last line. */
  text: string;
  /** In the order of the text. */
  parameters: readonly TemplateParameter[];
};

/** A template as it is sent: `values` by the names of its parameters. */
export type FilledTemplate = Pick<MessageTemplate, 'id' | 'name' | 'language'> & {
  values: Readonly<Record<string, string>>;
};

/** The longest value of a placeholder, in UTF-16 units. */
export const TEMPLATE_VALUE_LIMIT = 1_000;

const PLACEHOLDER = /\{\{\s*([^{}\s]+)\s*\}\}/g;

/** The text with its placeholders filled in; one without a value stays as it is. */
export function fillTemplate(
  { text }: Pick<MessageTemplate, 'text'>,
  values: Readonly<Record<string, string>>,
): string {
  return text.replace(PLACEHOLDER, (placeholder, name: string) => values[name]?.trim() || placeholder);
}

/** The text in its parts, in order: what is fixed, and the places to fill in. */
export function splitTemplate(text: string): ({ text: string } | { name: string })[] {
  return text
    .split(/(\{\{[^{}]+\}\})/)
    .filter((part) => part !== '')
    .map((part) => {
      const [name] = placeholdersIn(part);
      return name === undefined ? { text: part } : { name };
    });
}

/** The names of the placeholders of a text, each once, in its order. */
export function placeholdersIn(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name))];
}

/** The parameters that have no usable value: empty, too long, or with a line break, which no network accepts there. */
export function unfilledParameters(
  { parameters }: Pick<MessageTemplate, 'parameters'>,
  values: Readonly<Record<string, string>>,
): string[] {
  return parameters.flatMap(({ name }) => {
    const value = values[name]?.trim() ?? '';
    return value === '' || value.length > TEMPLATE_VALUE_LIMIT || /[\n\r\t]/.test(value) ? [name] : [];
  });
}
