import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { conditionsOf, type MatrixCell, type MatrixNetwork, matrixRows } from '#components/networks/matrix.ts';
import { type CapabilityName, capabilityNames, itemKinds } from '#lib/networks/contract.ts';
import { connectorOf, networks } from '#lib/networks/registry.ts';
import words from '#messages/en/networks.json' with { type: 'json' };
import { format } from 'prettier';
import { Explained } from '../process/explained.ts';
import { runMain } from '../process/run-main.ts';
import { say } from '../process/say.ts';
import { ROOT } from '../settings.ts';

const PATH = 'docs/networks/matrix.md';
const sentences: Record<string, string> = words.requires;

/** Whether the table in the docs matches the connectors. */
export async function isMatrixCurrent(): Promise<boolean> {
  const file = join(ROOT, PATH);
  const isCurrent = existsSync(file) && readFileSync(file, 'utf8') === (await matrixText());
  if (!isCurrent) say(`${PATH} is out of date: run node scripts/generate/write-matrix.ts.`);
  return isCurrent;
}

async function matrixText(): Promise<string> {
  const known = networks.flatMap((network): MatrixNetwork[] => {
    const connector = connectorOf(network);
    if (!connector) return [];
    const { name, capabilities, conditions = {}, webhook, isPushOnly = false } = connector;
    const pushes = itemKinds.filter((kind) => webhook?.pushDelays[kind] !== undefined);
    return [{ network, name, capabilities, conditions, pushes, isPushOnly }];
  });
  const head = ['Network', 'Item', 'Read', ...capabilityNames.map((name) => words.actions[name])];
  const lines = [
    '<!-- Written by scripts/generate/write-matrix.ts from the connectors. -->',
    '# What each network offers',
    '',
    'What Parvis can read and do on each network, at most. **instant**: the network sends webhooks, and Parvis also polls;',
    '**instant only**: it sends webhooks and has no history, so that what was missed cannot be read later; **regular checks**: Parvis polls. **yes**: available; **own**: only for the brand’s own messages; **if**: available under the',
    'conditions below the table; **–**: the network does not offer it, or Parvis does not support it.',
    '',
    row(head),
    row(head.map(() => '---')),
    ...known.flatMap(tableRows),
    '',
    '## Conditions',
    '',
    'When such an action is available. At other times it is disabled and says why.',
    ...known.flatMap(conditionLines),
    '',
  ];
  return await format(lines.join('\n'), { parser: 'markdown', printWidth: 120 });
}

function tableRows(network: MatrixNetwork): string[] {
  const rows = matrixRows(network).filter(({ read }) => read !== null);
  const name = `[${network.name}](${network.network}.md)`;
  if (rows.length === 0) return [row([name, 'nothing', '–', ...capabilityNames.map(() => '–')])];
  return rows.map(({ kind, read, cells }, at) =>
    row([
      at === 0 ? name : '',
      words.kinds[kind],
      read ? words.reads[read] : '–',
      ...capabilityNames.map((one) => markOf(cells[one])),
    ]),
  );
}

function markOf({ is, isOwnOnly }: MatrixCell): string {
  if (is === 'absent') return '–';
  const own = isOwnOnly ? ['own'] : [];
  return is === 'conditional' ? [...own, 'if'].join(', ') : (own[0] ?? 'yes');
}

function conditionLines(network: MatrixNetwork): string[] {
  const lines = conditionsOf(matrixRows(network)).map(({ reason, kinds }) => {
    const where = kinds.map(({ kind, names }) => `${words.kinds[kind]} (${names.map(actionWord).join(', ')})`);
    return `- ${where.join(', ')}: ${sentences[reason] ?? reason}`;
  });
  return lines.length === 0 ? [] : ['', `### ${network.name}`, '', ...lines];
}

function actionWord(name: CapabilityName): string {
  return words.actions[name].toLowerCase();
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

if (import.meta.main) {
  await runMain(async () => {
    if (process.argv.includes('--check')) {
      if (!(await isMatrixCurrent())) throw new Explained(`${PATH} is out of date.`);
    } else writeFileSync(join(ROOT, PATH), await matrixText());
  });
}
