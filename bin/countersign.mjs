#!/usr/bin/env node
// Read by whatever Node the machine has, so it is plain JavaScript: the desk itself needs Node 24, which runs its TypeScript as it is.
import { spawn } from 'node:child_process';
import module, { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const LEAST = 24;

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
