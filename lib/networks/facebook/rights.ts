import type { AppSettings, Rights } from '../contract.ts';

/**
 * What the Page's tasks allow its token ("Pages API, Overview, Tasks"), and whether the operator's app is approved
 * for Human Agent, which only the operator knows.
 * @param tasks undefined where they could not be read: then no right is derived from them
 */
export function rightsOf(tasks: readonly string[] | undefined, app: AppSettings): Rights {
  return { humanAgent: app.options.human_agent === 'approved', ...(tasks ? ofTasks(tasks) : {}) };
}

function ofTasks(tasks: readonly string[]): Rights {
  const has = (task: string) => tasks.includes(task) || tasks.includes('MANAGE');
  return {
    tasks: tasks.join(','),
    canModerate: has('MODERATE'),
    canMessage: has('MESSAGING'),
    // A moderator may also answer comments as the Page.
    canCreate: has('CREATE_CONTENT') || has('MODERATE'),
  };
}
