import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

// Loaded into a measured process in front of the program: at its end it writes into a file what was used and, if asked to, which
// packages were loaded; a pipe would not outlive that the launcher begins anew. Plain JavaScript, and no hooks unless asked: stripping
// types and hooks would be measured along.

const PACKAGE = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//;
const loaded = new Set();

if (process.env['BENCH_LOADS'] === '1')
  registerHooks({
    load(url, context, next) {
      const name = PACKAGE.exec(url)?.[1];
      if (name !== undefined) loaded.add(name);
      return next(url, context);
    },
  });

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  // Microseconds and kibibytes.
  const told = { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024, loaded: [...loaded] };
  writeFileSync(process.env['BENCH_EXIT'], JSON.stringify(told));
});
