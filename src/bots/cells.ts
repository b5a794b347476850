import { moneyText, numberText, priceText, shareText } from '../core/figures.ts';
import type { Cell } from '../core/reply.ts';
import { clockTime, dateOf } from '../core/time.ts';

/** What a table's cell says, the same on every chat; times are UTC. Text from outside comes as it is: the chat tames it. */
export function cellText(cell: Cell): string {
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'money':
      return moneyText(cell.amount, cell.signed);
    case 'price':
      return priceText(cell.price, cell.tick);
    case 'number':
      return numberText(cell.value, cell.digits);
    case 'share':
      return shareText(cell.share);
    case 'time':
      return `${dateOf(cell.at)} ${clockTime(cell.at)}`;
  }
}
