import { createExclusive } from '../core/desk/exclusive.ts';
import type { Reply } from '../core/reply/reply.ts';
import { durationText, type Ms } from '../core/time.ts';
import type { Place } from './chat.ts';
import { recentMap } from './recent.ts';
import type { Group } from './taps.ts';

/** Places that are remembered as told of a backlog. */
const MOST_PLACES = 1_000;

/** A backlog is answered once in this time and place, ms. */
const ONE_WORD = 60_000;

type LateLine = { readonly line: string; readonly age: Ms };

/** Lines that came too late in a place, and the message that names them: so far the first `told` of them. */
type Backlog = {
  readonly at: Ms;
  readonly lines: LateLine[];
  group: Group | undefined;
  told: number;
};

/** Every line of a backlog by its name: whoever said it may still mean it. */
function lateReply(lines: readonly LateLine[]): Reply {
  const [first] = lines;
  const title =
    first !== undefined && lines.length === 1
      ? `${first.line} came ${durationText(first.age)} late and was not done`
      : `${lines.length} lines came late and were not done`;
  return {
    title,
    lines: [
      ...(lines.length === 1 ? [] : lines.map(({ line, age }) => `${line}, ${durationText(age)} late`)),
      'What is older than 60 s is dropped; say again what you still mean',
      'Example: /status',
    ],
    buttons: [{ label: 'Status', line: '/status' }],
    outcome: 'refused',
  };
}

export type Backlogs = {
  /**
   * Names one more line that came too late in a place. `tell` sends the message of its backlog, or draws the one that there is anew. Rejects
   * as that does.
   */
  add(place: Place, late: LateLine, tell: (reply: Reply, over: Group | undefined) => Promise<Group>): Promise<void>;
};

/** What came too late, place by place: each backlog is named in one message, which is drawn anew by one at a time. */
export function createBacklogs(now: () => Ms): Backlogs {
  const known = recentMap<Backlog>(MOST_PLACES);
  const oneByOne = createExclusive();
  return {
    async add(place, late, tell) {
      const before = known.get(place);
      const backlog: Backlog =
        before !== undefined && now() - before.at < ONE_WORD ? before : { at: now(), lines: [], group: undefined, told: 0 };
      backlog.lines.push(late);
      known.set(place, backlog);
      await oneByOne(async () => {
        const count = backlog.lines.length;
        if (count === backlog.told) return;
        backlog.group = await tell(lateReply([...backlog.lines]), backlog.group);
        backlog.told = count;
      });
    },
  };
}
