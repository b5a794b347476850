/**
 * The command line for a test that asks it many things: each message from its parent is a line, run as by a process that begins with
 * it, in modules that are read once. Its answer is what that process would print, and its exit status.
 */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { z } from 'zod';

const asked = z.object({ args: z.array(z.string()), environment: z.record(z.string(), z.string()), input: z.string() });

/** Collects what is written to a stream from now on, instead of writing it. */
function taken(stream: NodeJS.WriteStream): () => string {
  const write = stream.write.bind(stream);
  let text = '';
  stream.write = (chunk: string | Uint8Array): boolean => {
    text += String(chunk);
    return true;
  };
  return () => {
    stream.write = write;
    return text;
  };
}

async function answer({ args, environment, input }: z.infer<typeof asked>) {
  const before = { ...process.env };
  Object.assign(process.env, environment);
  process.argv.splice(2, Infinity, ...args);
  process.exitCode = 0;
  Object.defineProperty(process, 'stdin', { value: Readable.from([input]), configurable: true });
  const [stdout, stderr] = [taken(process.stdout), taken(process.stderr)];
  // A module is run once an address.
  await import(`../../src/cli.ts?line=${randomUUID()}`);
  process.env = before;
  process.stdout.removeAllListeners('error');
  return { status: process.exitCode, stdout: stdout(), stderr: stderr() };
}

const exit = process.exit.bind(process);
// A desk that has ended takes its process with it; the lines after it go on here.
Reflect.set(process, 'exit', () => undefined);
process.on('message', (message) => void answer(asked.parse(message)).then((told) => process.send?.(told)));
process.on('disconnect', () => exit());
