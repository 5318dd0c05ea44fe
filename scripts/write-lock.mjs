// Writes package-lock.json from package.json so that `npm ci` accepts it on Linux and macOS, x64 and arm64, from any
// registry. Run it after every change of a dependency:
//   node scripts/write-lock.mjs            keeps the versions that are locked already
//   node scripts/write-lock.mjs --latest   takes the latest that package.json allows
// Plain JavaScript without dependencies: it has to run while node_modules is missing or wrong.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const PLATFORMS = [
  ['linux', 'x64'],
  ['linux', 'arm64'],
  ['darwin', 'x64'],
  ['darwin', 'arm64'],
];
/** Where to look for an older version that is complete, before giving up. */
const VERSIONS_TO_TRY = 20;

/** @returns {{ ok: boolean, stdout: string, stderr: string }} */
function npm(args, cwd) {
  const { status, stdout, stderr, error } = spawnSync('npm', args, { cwd, encoding: 'utf8', maxBuffer: 64_000_000 });
  if (error) throw error;
  return { ok: status === 0, stdout, stderr };
}

function stop(...lines) {
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(1);
}

const errorsOf = ({ stderr }) => stderr.split('\n').filter((line) => line.startsWith('npm error'));

/** From an empty folder: npm adds only this machine's packages to a lock file that was written beside node_modules. */
function resolvePackages(folder, { latest }) {
  for (const file of latest ? ['package.json'] : ['package.json', 'package-lock.json']) {
    copyFileSync(join(ROOT, file), join(folder, file));
  }
  const result = npm(['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'], folder);
  if (!result.ok) {
    const hint = 'If a version is missing at the registry, pin an older one in package.json, under "overrides".';
    stop(...errorsOf(result), hint);
  }
  return JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
}

/** The packages that name optional packages (most have one for each platform) which the registry did not deliver. */
function incompletePackages({ packages }) {
  return Object.entries(packages).flatMap(([path, { version, optionalDependencies = {} }]) => {
    const missing = Object.keys(optionalDependencies).filter((name) => !isLocked(packages, path, name));
    return path !== '' && missing.length > 0 ? [{ name: path.split('node_modules/').at(-1), version, missing }] : [];
  });
}

/** Looks where Node would look: in the package's own node_modules, then in those of the folders above. */
function isLocked(packages, path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (packages[at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`]) return true;
    if (at === '') return false;
  }
}

const viewed = new Map();

/** What the registry says about a package, or undefined when it does not have it. */
function view(spec, field) {
  const key = `${spec} ${field}`;
  if (!viewed.has(key)) {
    const { ok, stdout } = npm(['view', spec, field, '--json'], ROOT);
    viewed.set(key, ok && stdout.trim() !== '' ? JSON.parse(stdout) : undefined);
  }
  return viewed.get(key);
}

/** The newest release, not newer than the one locked, of which every optional package can be had. */
function newestComplete(name, version) {
  const releases = [view(name, 'versions') ?? []].flat().filter((release) => !release.includes('-'));
  const older = releases.slice(0, releases.indexOf(version)).reverse().slice(0, VERSIONS_TO_TRY);
  return older.find((release) =>
    Object.entries(view(`${name}@${release}`, 'optionalDependencies') ?? {}).every(([optional, wanted]) =>
      /^\d/.test(wanted) ? [view(optional, 'versions') ?? []].flat().includes(wanted) : true,
    ),
  );
}

/** Download addresses name the registry of whoever wrote the file; without them npm asks its own. Integrity stays. */
function withoutAddresses({ packages, ...lock }) {
  const stripped = Object.entries(packages).map(([path, entry]) => [path, { ...entry, resolved: undefined }]);
  return { ...lock, packages: Object.fromEntries(stripped) };
}

function proveInstallable(folder) {
  for (const [os, cpu] of PLATFORMS) {
    const result = npm(['ci', '--dry-run', '--ignore-scripts', '--no-audit', `--os=${os}`, `--cpu=${cpu}`], folder);
    if (!result.ok) stop(`npm ci refuses the lock file on ${os} ${cpu}:`, ...errorsOf(result));
  }
}

function main() {
  const folder = mkdtempSync(join(tmpdir(), 'parvis-lock-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

  const lock = resolvePackages(folder, { latest: process.argv.includes('--latest') });
  const incomplete = incompletePackages(lock);
  if (incomplete.length > 0) {
    stop(
      'The registry lacks packages, so npm ci would refuse the lock file. In package.json, pin (a dependency of ours in',
      'its place, any other under "overrides"), and run this again:',
      ...incomplete.map(({ name, version, missing }) => {
        const pin = newestComplete(name, version) ?? 'an older version';
        return `  "${name}": "${pin}"   (${version} lacks ${missing.join(', ')})`;
      }),
    );
  }

  const text = `${JSON.stringify(withoutAddresses(lock), null, 2)}\n`;
  writeFileSync(join(folder, 'package-lock.json'), text);
  proveInstallable(folder);
  writeFileSync(join(ROOT, 'package-lock.json'), text);
  process.stdout.write(`package-lock.json: ${Object.keys(lock.packages).length - 1} packages, for Linux and macOS.\n`);
}

main();
