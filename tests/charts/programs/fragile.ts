import process from 'node:process';
import type { Picture } from '../../../src/core/reply/picture.ts';

const says = (answer: unknown): void => void process.send?.(answer);

/** Stands in for the process that draws, and does what a picture's title says. */
process.on('message', ({ title }: Picture) => {
  if (title === 'dies') process.exit(3);
  if (title === 'is killed') process.kill(process.pid, 'SIGKILL');
  if (title === 'throws') throw new Error('not my day');
  if (title === 'hangs') for (;;);
  if (title === 'fails') says({ failed: 'a picture that cannot be' });
  else if (title === 'environment') says({ png: new TextEncoder().encode(JSON.stringify(process.env)) });
  else if (title === 'which') says({ png: new TextEncoder().encode(String(process.pid)) });
  else says({ png: new TextEncoder().encode(title) });
});
