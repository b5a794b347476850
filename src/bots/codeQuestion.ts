import type { Person, Way } from '../core/desk/command.ts';
import type { Desk } from '../core/desk/desk.ts';
import { type Reply, refusal } from '../core/reply/reply.ts';
import { TERMINAL } from '../core/state/people.ts';
import { durationText } from '../core/time.ts';

const EXAMPLE = '/code 123456';

/**
 * What is asked before a line that wants a one-time code; `question` is what there is to confirm with it. A refusal where the person
 * has set up no codes; undefined in that case at the terminal, where whoever sits owns the desk.
 */
export async function codeQuestion(given: {
  readonly desk: Desk;
  readonly who: Person;
  readonly line: string;
  readonly why: string;
  /** Nothing is asked of those who have set up no codes. */
  readonly whereSet: boolean;
  readonly question: Reply | undefined;
}): Promise<Reply | undefined> {
  const { desk, who, line, why, whereSet, question } = given;
  if (!(await desk.oneTimeCodes.has(who.id))) {
    if (who.id === TERMINAL || whereSet) return undefined;
    const wanted = refusal(
      'That wants a one-time code',
      `Because ${why}. You have set up none: /totp first, in private`,
      '/totp',
    );
    return { ...wanted, buttons: [{ label: 'Set up', line: '/totp' }] };
  }
  return {
    title: question?.title ?? `${line}: your code first`,
    lines: [...(question?.lines ?? []), `A one-time code is wanted: ${why}`, `Send it where nobody else reads: ${EXAMPLE}`],
    buttons: [{ label: 'Enter the code', line: '/code', asks: 'Your one-time code' }],
  };
}

/** Takes a code that somebody has sent. Undefined when it was right; otherwise what is to be said. */
export async function takeCode(given: {
  readonly desk: Desk;
  readonly who: Person;
  readonly way: Way;
  readonly text: string;
}): Promise<Reply | undefined> {
  const { desk, who, way, text } = given;
  if (text === '') return refusal('Which code?', 'Expected the six digits that your authenticator shows', EXAMPLE);
  const verdict = await desk.oneTimeCodes.verify(who.id, text);
  if (verdict.kind === 'locked' && verdict.fresh)
    await desk.register(who, { type: 'secondFactor', person: who.id, state: 'locked' });
  if (!way.private) return refusal('That code counts as spent', 'Others read here: send the next one in private', EXAMPLE);
  switch (verdict.kind) {
    case 'right':
      return undefined;
    case 'none':
      return refusal('You have set up no one-time codes', '/totp sets them up, in private', '/totp');
    case 'locked':
      return refusal('Codes are locked', `Too many were wrong; try again in ${durationText(verdict.for)}`, EXAMPLE);
    case 'clock':
      return refusal(
        "This machine's clock was ahead and went back",
        `Codes work again in ${durationText(verdict.ahead)}; a recovery code works now`,
        '/code ABCDE-FGHJK',
      );
    case 'wrong':
      return refusal(
        verdict.used ? 'That code was used before' : 'That code is wrong',
        `Send the next one; ${verdict.left} more wrong and codes are locked`,
        EXAMPLE,
      );
  }
}
