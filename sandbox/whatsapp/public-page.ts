import { escape } from '../kit/page.ts';
import type { World } from './world.ts';

/** The conversations, as the people see them on their phones. */
export function publicPage(world: World): string {
  const talks = [...world.people.values()].map((person) => {
    const lines = world.talkWith(person).map((one) => {
      const name = one.isOwn ? world.phone.name : person.name;
      const notes = [
        ...(one.template ? [`template ${one.template}`] : []),
        ...(one.isOwn ? [one.state] : world.shownRead.has(one.id) ? ['read'] : []),
      ];
      const picture = one.file
        ? ` <img src="data:${one.file.mimeType};base64,${one.file.bytes.toString('base64')}" alt="" width="120">`
        : '';
      return `<li${one.isOwn ? ' class="brand"' : ''}><strong>${escape(name)}</strong> ${escape(one.text)}${picture}${notes.map((note) => ` <small>${escape(note)}</small>`).join('')}</li>`;
    });
    const state = world.blocked.has(person.fan) ? ' <small>blocked</small>' : '';
    return `<div class="private"><strong>${escape(person.name)}</strong>${state}<ul>${lines.join('')}</ul></div>`;
  });
  return `<section><h2>Private</h2>${talks.join('')}</section>`;
}
