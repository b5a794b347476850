import type { z } from 'zod';

/** What zod says by itself, in its own words. */
const ITS_OWN = /^(Invalid|Too (small|big)|Unrecognized)/;

type Issue = z.core.$ZodIssue;

const bound = (
  { origin, inclusive }: { readonly origin: string; readonly inclusive?: boolean | undefined },
  [within, beyond]: readonly [string, string],
  at: unknown,
) => {
  const unit = origin === 'string' ? 'character' : ['array', 'set', 'map'].includes(origin) ? 'item' : undefined;
  const of = unit === undefined ? '' : ` ${unit}${Number(at) === 1 ? '' : 's'}`;
  return `${inclusive === false ? beyond : within} ${String(at)}${of}`;
};

/** What a schema expected where it refused a value, as people say it: `expected at least 50`, `expected one of long, short`. */
export function expectedBy(issue: Issue | undefined): string {
  if (issue === undefined) return 'expected something else';
  if (!ITS_OWN.test(issue.message)) return issue.message;
  return `expected ${wordsFor(issue)}`;
}

function wordsFor(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'array' ? 'a list' : issue.expected === 'object' ? 'named values' : `a ${issue.expected}`;
    case 'too_small':
      return bound(issue, ['at least', 'more than'], issue.minimum);
    case 'too_big':
      return bound(issue, ['at most', 'less than'], issue.maximum);
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`;
    case 'invalid_value':
      return `${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return `no ${issue.keys.join(', ')}`;
    case 'invalid_format':
      return `text in the form of ${issue.format}`;
    default:
      return 'something else';
  }
}
