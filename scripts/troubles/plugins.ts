import { EndlessError } from '../../src/core/study/endlessError.ts';
import { type Group, quoted } from './trouble.ts';

/** What is wrong with a file of one’s own. */
export const PLUGINS: Group = {
  title: 'Plug-ins',
  troubles: [
    {
      says: `breakout.ts: ${new EndlessError().message}`,
      why: 'A call of the file ran for 5 s. It is not asked again; its votes are missing, the desk goes on.',
      remedy: 'Look for a loop without an end, then `npx countersign study --verify plugins/breakout.ts`.',
    },
    quoted(
      'src/plugins/load.ts',
      '…: there is no such folder of plug-ins; make it, or take PLUGINS out of the configuration',
      '`PLUGINS` names a folder that is not there. It is read from where the desk is started.',
      'Make it, or give the whole path.',
    ),
    quoted(
      'src/plugins/own.ts',
      '… cannot be loaded: …',
      'A mistake in the file: TypeScript that is not only types, or an import that is not there.',
      'Correct it; Node strips types and compiles nothing (no `enum`, no decorators).',
    ),
    quoted(
      'src/plugins/own.ts',
      'expected `export default ({ z, indicators }) => ({ ... })`, a function that makes the plug-in',
      'The file exports something else.',
      'Begin as the one in README does.',
    ),
    quoted(
      'src/plugins/own.ts',
      "a strategy's are ['score', 'confidence'], in this order",
      'Its `fields` are others.',
      "`fields: ['score', 'confidence']`.",
    ),
    quoted(
      'src/plugins/deskPlugins.ts',
      '…: name: the desk has a … already; choose another name',
      'Two of one name could not be told apart in a receipt.',
      'Rename yours.',
    ),
    quoted(
      'src/plugins/named.ts',
      "it asks for …; did you mean '…'?",
      'A misspelt indicator, parameter or field.',
      '`npx countersign study --list` has the names.',
    ),
    quoted(
      'src/plugins/named.ts',
      'it writes to a column that others read too; it may set its own alone, those of out',
      'It changes candles or another plug-in’s values.',
      'Write to `out` alone; copy what you want to change.',
    ),
    quoted(
      'src/plugins/atOnce.ts',
      '… gave a promise; expected it to be done when it returns: take async and await out',
      'A decision must be made when the candle closes.',
      'Take `async` and `await` out.',
    ),
    quoted(
      'src/plugins/voting.ts',
      'it gave … …; expected a number from … to 1',
      'A score lies from −1 to 1, a confidence from 0 to 1. A division by zero gives neither.',
      'Clamp it: `Math.max(-1, Math.min(1, x))`. No opinion is 0.',
    ),
    quoted(
      'src/plugins/tried.ts',
      '…: it does not come to an end: tried on sample candles it ran for … s; look for a loop without an end',
      'Tried before the start, in a thread beside.',
      'Correct the loop.',
    ),
    quoted(
      'src/core/alerts/strategyFailed.ts',
      '… failed on …',
      'Such as “breakout failed on BTC”: it threw, or gave no vote. It is left out of the score there; the others go on.',
      'The line below says what. `/strategy` lists where; correct the file and start again.',
    ),
    quoted(
      'src/core/alerts/ruleFailed.ts',
      'Rule … failed on …',
      'A risk rule of yours that gives no answer refuses.',
      'Correct it: every answer has a `kind` and a `why`. See [Plug-ins](plugins.md).',
    ),
  ],
};
