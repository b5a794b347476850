import { SourceError } from '../core/market/sourceError.ts';

/** What was typed cannot be used: the message says what was wrong, what was expected and what to do, in one line. */
export class InputError extends Error {
  override name = 'InputError';
}

/** Candles that somebody named and that cannot be read are input that cannot be used. */
export async function asInput<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw error instanceof SourceError ? new InputError(error.message, { cause: error }) : error;
  }
}
