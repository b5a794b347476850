import { type AlertButton, ANSWERS, ON_POSITION } from './alertData.ts';
import type { EventOf } from './events.ts';
import type { MessageKind } from './messageKinds.ts';

type About = NonNullable<EventOf<'alert'>['about']>;

/** What an alert of that day says besides its words. */
type Told = {
  readonly kind: MessageKind;
  /** Where its topic names what it is about. */
  readonly about?: { readonly [K in keyof About]?: RegExp };
  /** Shown only where that is known. */
  readonly buttons?: readonly AlertButton[];
  readonly urgent?: true;
};

const PROPOSAL = { proposal: /^proposal (A\d+)\b/ };
const CANDLES: readonly AlertButton[] = ['why', 'chart'];

/** By the alert's name; one that is not named here is the system's, as it was then. */
const OLDER: Readonly<Record<string, Told>> = {
  proposed: { kind: 'approvals', about: PROPOSAL, buttons: ANSWERS, urgent: true },
  'proposal reminder': { kind: 'approvals', about: PROPOSAL, buttons: ANSWERS },
  'proposal ended': { kind: 'approvals', about: PROPOSAL },
  'grant ended': { kind: 'approvals' },
  signal: { kind: 'signals', about: { symbol: /^signal (\S+)/ }, buttons: CANDLES },
  divergence: { kind: 'signals', about: { symbol: /^divergence (\S+)/ }, buttons: CANDLES },
  level: { kind: 'signals', about: { symbol: /^level (\S+)/ }, buttons: CANDLES },
  'price reached': { kind: 'signals' },
  opened: { kind: 'trades', about: { position: /^position (\d+)$/ }, buttons: ON_POSITION },
  closed: { kind: 'trades', about: { position: /^closed (\d+)$/ }, buttons: ['position', 'today'] },
  'partial fill': { kind: 'trades', about: { position: /^partial (\d+)/ } },
  'stop moved': { kind: 'trades', about: { position: /^stop (\d+)/ }, buttons: ON_POSITION },
  'target moved': { kind: 'trades', about: { position: /^target (\d+)/ }, buttons: ON_POSITION },
  'exit dropped': { kind: 'trades', about: { position: /^exit dropped (\d+)$/ } },
  'order trouble': { kind: 'trades', buttons: ['orders', 'positions'] },
  'risk used': { kind: 'risk', buttons: ['pause', 'positions', 'risk'] },
  'risk grade': { kind: 'risk', about: { position: /^grade (\d+)/ }, buttons: ON_POSITION },
  halted: { kind: 'risk', buttons: ['risk', 'positions', 'status'] },
  'halt lifted': { kind: 'risk' },
  unprotected: { kind: 'risk', about: { position: /^unprotected (\d+)$/ }, buttons: ['close', 'positions'] },
  refused: { kind: 'risk', about: { symbol: /^refused (\S+)$/ }, buttons: ['why', 'risk'] },
  report: { kind: 'reports', buttons: ['week', 'trades', 'whyNot'] },
  data: { kind: 'system', about: { symbol: /^data (\S+)/ } },
  feed: { kind: 'system', about: { symbol: /^feed \w+ (\S+)$/ } },
  chat: { kind: 'system', about: { platform: /^chat (\w+)$/ } },
  'strategy failed': { kind: 'system', about: { symbol: / (\S+)$/ } },
};

/** What a topic says that an alert is about; undefined where it does not say it. */
function aboutOf(topic: string, { symbol, position, proposal, platform }: NonNullable<Told['about']>): About | undefined {
  const named = (form: RegExp | undefined): string | undefined => form?.exec(topic)?.[1];
  const [ofSymbol, ofPosition, ofProposal, ofPlatform] = [symbol, position, proposal, platform].map(named);
  if (ofSymbol !== undefined) return { symbol: ofSymbol };
  if (ofPosition !== undefined) return { position: Number(ofPosition) };
  if (ofProposal !== undefined) return { proposal: ofProposal };
  return ofPlatform === undefined ? undefined : { platform: ofPlatform };
}

const ofSystem: Told = { kind: 'system' };

/**
 * What an alert that was stored before it said so itself has to say besides its words: its kind by its name, and what it is about
 * by the topic of that day. Its picture, and which card it went on with or ended, are not known any more.
 */
export function olderAlert(alert: string, topic: string): Partial<EventOf<'alert'>> {
  const { kind, about: forms, buttons, urgent } = OLDER[alert] ?? ofSystem;
  if (topic.startsWith('test ')) return { kind, test: true };
  const about = forms === undefined ? undefined : aboutOf(topic, forms);
  const offers = forms === undefined || about !== undefined;
  return {
    kind,
    ...(about === undefined ? {} : { about }),
    ...(buttons === undefined || !offers ? {} : { buttons }),
    ...(urgent === undefined ? {} : { urgent }),
  };
}
