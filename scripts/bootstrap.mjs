// Runs on whatever Node is there, before any package is installed: plain JavaScript, no dependency.
// Installs what the lock file asks for, then hands over to the Node of our own in node_modules.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const OUR_NODE = join(ROOT, 'node_modules', '.bin', 'node');
const INSTALL_LOCK = join(ROOT, '.data', 'install.lock');
const INSTALL_SPACE_BYTES = 2_000_000_000;
const COMMANDS = {
  start: 'start.ts',
  dev: 'dev.ts',
  test: 'test.ts',
  check: 'check.ts',
  bench: 'bench.ts',
  admin: 'run-admin.ts',
  demo: 'demo.ts',
  pictures: 'pictures.ts',
  generate: 'generate.ts',
};

const say = (line) => process.stderr.write(`${line}\n`);

function stop(sentence) {
  say(sentence);
  process.exit(1);
}

function checkPlatform() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    stop(`Parvis needs Node 20 or newer to start, and this is Node ${process.versions.node}.`);
  }
  if (!['linux', 'darwin'].includes(process.platform) || !['x64', 'arm64'].includes(process.arch)) {
    stop(
      `Parvis runs on Linux and macOS on x64 and arm64, not on ${process.platform} ${process.arch}; on Windows, use WSL.`,
    );
  }
}

/** Whether node_modules holds what the lock file says. npm writes its own list there once an install is complete. */
function isInstalled() {
  if (!existsSync(OUR_NODE)) return false;
  try {
    const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
    const present = JSON.parse(readFileSync(join(ROOT, 'node_modules', '.package-lock.json'), 'utf8')).packages;
    return Object.entries(wanted).every(
      ([path, { version, optional, devOptional, peer }]) =>
        path === '' || optional || devOptional || peer || present[path]?.version === version,
    );
  } catch {
    return false;
  }
}

async function install() {
  if (isInstalled()) return;
  const release = await takeInstallLock();
  try {
    if (isInstalled()) return;
    const { bavail, bsize } = statfsSync(ROOT);
    if (bavail * bsize < INSTALL_SPACE_BYTES) {
      stop(
        `There is not enough space to install: ${ROOT} needs 2 GB free and has ${((bavail * bsize) / 1e9).toFixed(1)} GB.`,
      );
    }
    say('Installing the packages of the lock file …');
    const status = runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
    if (status !== 0 || !existsSync(OUR_NODE)) stop('The packages could not be installed: see npm’s output above.');
  } finally {
    release();
  }
}

function runNpm(args) {
  // Prisma wants to download an engine that we never run; naming any existing file spares it.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath };
  const cli = process.env.npm_execpath;
  const [program, first] = cli ? [process.env.npm_node_execpath ?? process.execPath, [cli]] : ['npm', []];
  const { error, status } = spawnSync(program, [...first, ...args], { cwd: ROOT, env, stdio: ['ignore', 2, 2] });
  if (error) stop('npm was not found: install Node with npm (version 10 or newer) and start again.');
  return status;
}

/** Of two commands started at once, one installs and the other waits. */
async function takeInstallLock() {
  mkdirSync(dirname(INSTALL_LOCK), { recursive: true });
  for (let waited = false; ; waited = true) {
    try {
      writeFileSync(INSTALL_LOCK, String(process.pid), { flag: 'wx' });
      return () => rmSync(INSTALL_LOCK, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!isAlive(Number(readIfThere(INSTALL_LOCK)))) rmSync(INSTALL_LOCK, { force: true });
    else {
      if (!waited) say('Waiting for another installation to finish …');
      await new Promise((done) => setTimeout(done, 500));
    }
  }
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function handOver(script, args) {
  // Over the channel the child notices when this process is killed, and stops what it started.
  const child = spawn(OUR_NODE, ['--disable-warning=ExperimentalWarning', join(ROOT, 'scripts', script), ...args], {
    cwd: ROOT,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // Ctrl-C reaches the whole group of the terminal; the child is told once, by us.
    detached: true,
  });
  child.on('error', () => stop('The Node in node_modules does not run: delete node_modules and start again.'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));

  // Nobody tells us when npm itself is killed, and between it and us stands a shell; their being orphaned does.
  const family = ancestors();
  if (process.env.npm_lifecycle_event) {
    setInterval(() => ancestors() === family || child.kill('SIGTERM'), 1000).unref();
  }
}

function ancestors() {
  const grandparent = /^PPid:\s*(\d+)/m.exec(readIfThere(`/proc/${process.ppid}/status`))?.[1];
  return `${process.ppid} ${grandparent}`;
}

async function main() {
  const [command = '', ...args] = process.argv.slice(2);
  const script = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
  if (!script) stop(`Unknown command "${command}": use one of ${Object.keys(COMMANDS).join(', ')}.`);
  checkPlatform();
  await install();
  handOver(script, args);
}

main().catch((error) => {
  if (error.code === 'ENOSPC') stop(`The disk that holds ${ROOT} is full: free some space and start again.`);
  if (error.code === 'EACCES' || error.code === 'EROFS')
    stop(`${error.path ?? ROOT} cannot be written: check its owner.`);
  stop(`Parvis could not start: ${error.message}`);
});
