import type { DiscordMessage } from '../../../src/bots/discord/render.ts';
import { messageRule } from '../../chats/discordRules.ts';

/** A message on paper: what it holds, and the buttons in their colours. */
export function onPaper({ content, embeds, components, files }: DiscordMessage): string {
  const colours = ['', '', 'grey', 'green', 'red'];
  const lines = [
    ...(content === '' ? [] : [content]),
    ...embeds.flatMap(({ title, description, color, footer, image }) => [
      `| #${color.toString(16)} ${title}`,
      ...(description ?? '').split('\n').map((line) => `| ${line}`),
      ...(footer === undefined ? [] : [`| _${footer.text}_`]),
      ...(image === undefined ? [] : [`| <${image.url}>`]),
    ]),
    ...components.map(({ components: row }) =>
      row
        .map((one) => messageRule.shape.components.parse([{ type: 1, components: [one] }])?.[0]?.components[0])
        .map((one) =>
          one === undefined ? '' : 'label' in one ? `[${one.label}: ${colours[one.style]}]` : `[${one.placeholder} ▾]`,
        )
        .join(' '),
    ),
    ...files.map(({ name, data }) => `📎 ${name} (${data.length} B)`),
  ];
  return lines.map((line) => line.trimEnd()).join('\n');
}
