import type { AppSettings, Rights } from '../contract.ts';

/**
 * What the Page's tasks let its token do ("Pages API, Overview, Tasks"), and whether the operator's app is approved for
 * Human Agent, which only the operator knows.
 * @param tasks undefined where they could not be read: then nothing is said of them
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
    // A moderator may answer comments as the Page too.
    canCreate: has('CREATE_CONTENT') || has('MODERATE'),
  };
}
