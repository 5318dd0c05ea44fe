import type { Session } from './session.ts';
import { NetworkError } from '../errors.ts';
import { didAnswer } from './wire.ts';

/** A part of a text, in UTF-8 bytes, and what it links to. */
export type Facet = {
  index: { byteStart: number; byteEnd: number };
  features: [
    | { $type: 'app.bsky.richtext.facet#link'; uri: string }
    | { $type: 'app.bsky.richtext.facet#mention'; did: string }
    | { $type: 'app.bsky.richtext.facet#tag'; tag: string },
  ];
};

type Detected = { index: Facet['index']; feature: Facet['features'][0] };

/**
 * Links, mentions and tags of a text, detected as the network's own client does. A handle that belongs to nobody
 * stays plain text.
 */
export async function facetsOf(session: Session, text: string): Promise<Facet[]> {
  const facets: Facet[] = [];
  for (const { index, feature } of await detectFacets(text)) {
    const resolved = feature.$type.endsWith('#mention') ? await resolveMention(session, feature) : feature;
    if (resolved) facets.push({ index, features: [resolved] });
  }
  return facets;
}

/** As {@link facetsOf}, with a mention's handle in place of its DID. */
export async function detectFacets(text: string): Promise<Detected[]> {
  // Loaded only when a reply is sent, because it loads every Lexicon, some 40 MB that readers do not need.
  const { RichText } = await import('@atproto/api');
  const rich = new RichText({ text });
  rich.detectFacetsWithoutResolution();
  return (rich.facets ?? []).flatMap(({ index: { byteStart, byteEnd }, features: [feature] }): Detected[] => {
    const index = { byteStart, byteEnd };
    if (feature && 'uri' in feature && typeof feature.uri === 'string') {
      // One invalid address would make the network refuse the whole post.
      if (!URL.canParse(feature.uri)) return [];
      return [{ index, feature: { $type: 'app.bsky.richtext.facet#link', uri: feature.uri } }];
    }
    if (feature && 'did' in feature && typeof feature.did === 'string') {
      return [{ index, feature: { $type: 'app.bsky.richtext.facet#mention', did: feature.did } }];
    }
    if (feature && 'tag' in feature && typeof feature.tag === 'string') {
      return [{ index, feature: { $type: 'app.bsky.richtext.facet#tag', tag: feature.tag } }];
    }
    return [];
  });
}

async function resolveMention(session: Session, feature: Facet['features'][0]) {
  if (feature.$type !== 'app.bsky.richtext.facet#mention') return feature;
  try {
    const { did } = await session.query('com.atproto.identity.resolveHandle', { handle: feature.did }, didAnswer);
    return { ...feature, did };
  } catch (cause) {
    if (cause instanceof NetworkError && (cause.kind === 'refused' || cause.kind === 'gone')) return null;
    throw cause;
  }
}
