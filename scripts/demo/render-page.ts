import type { ThreadPost } from '#tests/networks/bluesky/read-thread.ts';

const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1d1a17, #ece7e1); --soft: light-dark(#6b645c, #a59d93);
  --line: light-dark(#e6dfd6, #3a342e); --paper: light-dark(#fbf8f4, #171411); --card: light-dark(#fff, #211d19);
  --brand: light-dark(#8a4b22, #e0a576); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
header, main { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1rem; }
header { padding-bottom: 0; }
h1 { margin: 0; font-size: 1.4rem; }
header p { margin: .25rem 0 0; color: var(--soft); }
section { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; margin-bottom: 1.25rem; padding: 1rem; }
article { display: grid; grid-template-columns: 2.5rem 1fr; gap: 0 .75rem; }
article > img, .blank { width: 2.5rem; height: 2.5rem; border-radius: 50%; background: var(--line); }
article p { margin: 0; white-space: pre-wrap; }
h2 { margin: 0; font-size: 1rem; }
.brand h2 { color: var(--brand); }
small { color: var(--soft); font-weight: 400; }
.picture { max-width: 16rem; width: 100%; border-radius: .5rem; margin-top: .5rem; display: block; }
ol { list-style: none; margin: 1rem 0 0; padding: 0 0 0 1rem; border-left: 2px solid var(--line); display: grid; gap: 1rem; }
details { color: var(--soft); margin-top: 1rem; }
`;

// The page reads itself again and shows what changed; without scripts it is read again by hand.
const SCRIPT = `
setInterval(async () => {
  const answer = await fetch(location.href).catch(() => undefined);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
  const shown = document.querySelector('main');
  if (fresh && shown && fresh.innerHTML !== shown.innerHTML) shown.replaceWith(fresh);
}, 3000);
`;

/** The brand's threads as a web page. */
export function renderPage({ brand, brandDid, threads }: { brand: string; brandDid: string; threads: ThreadPost[] }) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(brand)} on the demo network</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>${escape(brand)}</h1><p>What anyone sees on the demo’s own Bluesky network. Replies sent from Parvis appear here.</p></header>
<main>
${threads.map((thread) => `<section>${renderPost(thread, brandDid)}</section>`).join('\n') || '<p>Nothing was posted yet.</p>'}
</main>
<script>${SCRIPT}</script>
</body>
</html>`;
}

function renderPost(post: ThreadPost, brandDid: string): string {
  const { author, lang, text, images, replies } = post;
  const shown = replies.filter((reply) => !reply.isHidden);
  const hidden = replies.length - shown.length;
  const avatar = author.avatarUrl ? `<img src="${escape(author.avatarUrl)}" alt="">` : '<span class="blank"></span>';
  return `<article${author.did === brandDid ? ' class="brand"' : ''}>${avatar}<div>
<h2>${escape(author.displayName || author.handle)} <small>@${escape(author.handle)} · ${renderTime(post.createdAt)}</small></h2>
<p${lang ? ` lang="${escape(lang)}"` : ''}>${escape(text)}</p>
${images.map(({ url, alt }) => `<img class="picture" src="${escape(url)}" alt="${escape(alt)}">`).join('')}
${renderApplause(post)}
</div></article>
${shown.length ? `<ol>${shown.map((reply) => `<li>${renderPost(reply, brandDid)}</li>`).join('')}</ol>` : ''}
${hidden ? `<details><summary>${countReplies(hidden)} hidden by ${author.did === brandDid ? 'the author' : 'the owner'} of this thread</summary></details>` : ''}`;
}

function renderApplause({ likeCount, repostCount }: ThreadPost): string {
  const counts = [likeCount && count(likeCount, 'like'), repostCount && count(repostCount, 'repost')].filter(Boolean);
  return counts.length ? `<small>${counts.join(' · ')}</small>` : '';
}

const countReplies = (amount: number) => (amount === 1 ? '1 reply' : `${amount} replies`);

const count = (amount: number, what: string) => `${amount} ${what}${amount === 1 ? '' : 's'}`;

function renderTime(time: Date): string {
  return `<time datetime="${time.toISOString()}">${time.toISOString().slice(11, 16)} UTC</time>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escape = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
