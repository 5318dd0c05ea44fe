import type { SandboxAnswer } from './types.ts';

const STYLE = `
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
  article, section { border-top: 1px solid color-mix(in oklab, currentColor 15%, transparent); padding: .75rem 0; }
  .brand { border-left: 3px solid #3b6ef5; padding-left: .75rem; }
  .hidden { opacity: .5; }
  .private { background: color-mix(in oklab, currentColor 5%, transparent); padding: .5rem .75rem; border-radius: 6px; }
  small { opacity: .65; }
  img { max-width: 12rem; }`;

/** A complete HTML page around a body. */
export function page(title: string, body: string, status = 200): SandboxAnswer {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><style>${STYLE}</style><h1>${escape(title)}</h1>${body}</html>`,
  };
}

/** Escapes a text for HTML, also in attributes. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
