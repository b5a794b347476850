import { z } from 'zod';
import { expectedBy } from '../core/facts/expected.ts';
import { InputError } from '../plugins/inputError.ts';

const typed = z.record(z.string(), z.unknown()).catch({});

/** The flags of a tool as its schema reads them. Throws InputError that names the first one that cannot be used. */
export function readFlags<T>(schema: z.ZodType<T>, flags: unknown): T {
  const read = schema.safeParse(flags);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const name = String(issue?.path[0]);
  throw new InputError(`--${name} ${String(typed.parse(flags)[name])}: ${expectedBy(issue)}`);
}
