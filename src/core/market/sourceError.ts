/**
 * Candles cannot be had: a missing folder, a broken file, an unknown symbol. The message names the file or symbol, what was
 * wrong, what was expected and what to do; start-up prints it and ends.
 */
export class SourceError extends Error {
  override name = 'SourceError';
}
