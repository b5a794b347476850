#!/usr/bin/env node
// Read by whatever Node the machine has, so it is plain JavaScript: the desk itself needs Node 24, which runs its TypeScript as it is.
import { spawn } from 'node:child_process';
import module, { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const LEAST = 24;

/**
 * How glibc hands out memory. Left to itself it keeps for each thread what that once needed: after a month with chats a fifth of what a
 * desk holds is free and not given back. It reads this at the start of a process, and other systems pass over it.
 */
const ALLOCATOR = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072' };

/** Whether a desk is started that would run for weeks by an allocator nobody has set. */
const isUnset = () =>
  process.platform === 'linux' &&
  process.argv[2] === 'start' &&
  !Object.keys(process.env).some((name) => name.startsWith('MALLOC_'));

/** The Node that came with the packages; undefined where none is made for this machine. */
function ownNode() {
  const name = process.platform === 'win32' ? 'win-x64/bin/node.exe' : `${process.platform}-${process.arch}/bin/node`;
  try {
    return createRequire(import.meta.url).resolve(`node-${name}`);
  } catch {
    return undefined;
  }
}

/** Runs the same words by another Node, and ends as it does. */
function handOver(node) {
  const child = spawn(node, [...process.execArgv, ...process.argv.slice(1)], { stdio: 'inherit' });
  // Ctrl-C reaches both of them by itself: handed on, it would count twice.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('close', (status) => {
    process.exitCode = status ?? 1;
  });
}

if (Number.parseInt(process.version.slice(1), 10) >= LEAST) {
  if (isUnset())
    // The same process begins anew with it: a second one beside it would cost more than it saves.
    process.execve(process.execPath, [process.execPath, ...process.execArgv, ...process.argv.slice(1)], {
      ...process.env,
      ...ALLOCATOR,
    });
  // The next start reads what this one compiled, types stripped already: quicker, and without the stripper in memory.
  // Threads take it from the environment.
  process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'node-compile-cache');
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
  await import('../src/cli.ts');
} else {
  const node = ownNode();
  if (node !== undefined) handOver(node);
  else {
    process.stderr.write(
      `countersign: this is Node ${process.version.slice(1)}, and Node ${LEAST} or later is needed. None came with the packages for ` +
        `${process.platform} on ${process.arch}: install Node ${LEAST} (https://nodejs.org) and give the same command again\n`,
    );
    process.exitCode = 1;
  }
}
