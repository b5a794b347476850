import type { DiscordServer } from '../../tests/chats/discordServer.ts';
import type { TelegramServer } from '../../tests/chats/telegramServer.ts';

/** A stretch of text and how it is set. */
type Run = { readonly text: string; readonly style: 'plain' | 'bold' | 'code' };

type PageButton = { readonly label: string; readonly id: string; readonly style: 'plain' | 'good' | 'danger' };

/** A message as the page draws it, whatever the platform. */
export type PageMessage = {
  readonly id: string;
  readonly from: string;
  readonly bot: boolean;
  readonly runs: readonly Run[];
  readonly buttons: readonly (readonly PageButton[])[];
  /** Where the page gets them. */
  readonly pictures: readonly string[];
  readonly files: readonly { readonly name: string; readonly address: string }[];
  /** Answered by a text of its own. */
  readonly asks: boolean;
  readonly notes: readonly string[];
};

export type PageRoom = {
  readonly platform: 'telegram' | 'discord';
  readonly id: string;
  readonly title: string;
  readonly messages: readonly PageMessage[];
};

/** Keeps the bytes of a file, and gives the address under which the page gets them. */
type Address = (bytes: Uint8Array, type: string) => string;

/** Newest messages of a room that the page shows. */
const SHOWN = 60;

function telegramRuns(text: string, entities: readonly { type: string; offset: number; length: number }[]): readonly Run[] {
  const marked = entities.filter(({ type }) => type === 'bold' || type === 'code').toSorted((a, b) => a.offset - b.offset);
  const runs: Run[] = [];
  let at = 0;
  for (const { type, offset, length } of marked) {
    if (offset > at) runs.push({ text: text.slice(at, offset), style: 'plain' });
    runs.push({ text: text.slice(offset, offset + length), style: type === 'code' ? 'code' : 'bold' });
    at = offset + length;
  }
  return [...runs, { text: text.slice(at), style: 'plain' }];
}

export const telegramRooms = (server: TelegramServer, address: Address): readonly PageRoom[] =>
  server.chats().map(({ id, title, messages }) => ({
    platform: 'telegram',
    id: String(id),
    title,
    messages: messages.slice(-SHOWN).map((message) => ({
      id: String(message.id),
      from: message.from.name,
      bot: message.from.bot,
      runs: telegramRuns(message.text, message.entities),
      buttons: message.keyboard.map((row) => row.map(({ text, data }) => ({ label: text, id: data, style: 'plain' }))),
      pictures: message.photo === undefined ? [] : [address(message.photo, 'image/png')],
      files:
        message.document === undefined
          ? []
          : [{ name: message.document.name, address: address(Buffer.from(message.document.text), 'text/plain') }],
      asks: message.asks,
      notes: [...(message.silent && message.from.bot ? ['silent'] : []), ...(message.edited ? ['edited'] : [])],
    })),
  }));

/** Discord's markdown, as far as the desk writes it: bold, code, and escaped signs. */
function discordRuns(text: string): readonly Run[] {
  return text.split(/(```[\s\S]*?```|\*\*[\s\S]*?\*\*|`[^`]*`)/).map((part): Run => {
    if (part.startsWith('```')) return { text: part.slice(3, -3), style: 'code' };
    if (part.startsWith('**')) return { text: part.slice(2, -2).replace(/\\(.)/g, '$1'), style: 'bold' };
    if (part.startsWith('`') && part.length > 1) return { text: part.slice(1, -1), style: 'code' };
    return {
      text: part
        .replace(/\\(.)/g, '$1')
        .replace(/<t:(\d+):\w>/g, (_, at: string) => new Date(Number(at) * 1000).toISOString().slice(0, 16)),
      style: 'plain',
    };
  });
}

const STYLES: Readonly<Record<number, PageButton['style']>> = { 3: 'good', 4: 'danger' };

export const discordRooms = (server: DiscordServer, nameOf: (user: string) => string, address: Address): readonly PageRoom[] =>
  server.channels().map(({ id, name, kind, recipient, messages }) => ({
    platform: 'discord',
    id,
    title: recipient === undefined ? `${kind === 'channel' ? '#' : ''}${name}` : `${nameOf(recipient)} in private`,
    messages: messages.slice(-SHOWN).map(({ id: message, body, files, onlyFor, thinking, edits }) => ({
      id: message,
      from: 'Desk',
      bot: true,
      runs: [
        ...(body.content === undefined || body.content === '' ? [] : discordRuns(`${body.content}\n`)),
        ...(body.embeds ?? []).flatMap(({ title = '', description = '', footer }): Run[] => [
          { text: `${title.replace(/\\(.)/g, '$1')}\n`, style: 'bold' },
          ...discordRuns(description),
          ...(footer === undefined ? [] : [{ text: `\n${footer.text}`, style: 'plain' } as const]),
        ]),
      ],
      buttons: (body.components ?? []).map((row) =>
        row.components.flatMap((button) =>
          'custom_id' in button && 'label' in button
            ? [{ label: button.label ?? '', id: button.custom_id, style: STYLES[button.style] ?? 'plain' }]
            : [],
        ),
      ),
      pictures: files.filter((file) => file.type === 'image/png').map(({ data }) => address(data, 'image/png')),
      files: files
        .filter((file) => file.type !== 'image/png')
        .map(({ name: file, data, type }) => ({ name: file, address: address(data, type) })),
      asks: false,
      notes: [
        ...(onlyFor === undefined ? [] : ['only you see this']),
        ...(thinking ? ['thinking'] : []),
        ...(edits > 0 ? ['edited'] : []),
      ],
    })),
  }));
